"""What the officers of an unknown name say of it: "Acme, whose chairman is ...", "who chairs Acme".

The tests are those of conduct.py's sort: each looks at one place of a name and tells an organization by itself.
"""

from __future__ import annotations

from transforms.grammar import HYPHENS, PHRASE_ENDS, SUBJECTS
from transforms.lexicon import LONGEST_TITLE, Lexicon
from transforms.names.splits import POSSESSIVES
from transforms.names.words import Name
from transforms.reading.reading import Reading

LONGEST_PHRASE = 8  # words of a noun phrase
OPENING = frozenset((",", "("))
OWNERS = frozenset(("his", "her", "their", "whose"))


def is_chaired(reading: Reading, name: Name, lexicon: Lexicon) -> bool:
    """Whether the name is what somebody holds the chair of, or who "whose" has: "who chairs Acme"."""
    root = reading.root(name.first, name.last)
    verb = reading.heads[root]
    is_led = reading.deps[root] == "dobj" and reading.tags[verb] in ("VBZ", "VBD")
    if is_led and reading.lemmas[verb] == "head":
        return any(reading.words[child].lower() == "who" for child in reading.children[verb])
    return is_led and reading.lemmas[verb] == "chair"


def has_officer(reading: Reading, name: Name, lexicon: Lexicon) -> bool:
    """Whether ", whose chairman" or "(chairman Dana Poole)" stands behind the name."""
    words, last = reading.words, name.last
    if words[last : last + 2] == [",", "whose"]:
        return _post_at(reading, last + 2, lexicon, "company_post") is not None
    end = _post_at(reading, last + 1, lexicon, "company_post") if words[last : last + 1] == ["("] else None
    return end is not None and reading.tags[end : end + 1] == ["NNP"]


def has_field(reading: Reading, name: Name, lexicon: Lexicon) -> bool:
    """Whether a post and what it is for stand behind the name: "Acme's head of research", "Acme vice president for"."""
    words, last = reading.words, name.last
    is_owned = words[last : last + 1] != [] and words[last] in POSSESSIVES
    first = last + is_owned
    ends = range(first + 1, min(first + LONGEST_TITLE, len(words) - 1) + 1)
    end = next((e for e in ends if words[e] in ("of", "for") and lexicon.title_of(words[first:e]) is not None), None)
    if end is None:
        return False
    is_society = " ".join(words[first:end]).lower() in lexicon.words["society_post"]
    is_apart = not is_owned and words[name.first - 1] == ","  # "elected Dana Poole chairman of"
    field = " ".join(words[end + 1 : end + 2]).lower()  # empty where the text ends
    return field in lexicon.words["business_function"] or (is_apart and is_society)


def is_listed(reading: Reading, name: Name, lexicon: Lexicon) -> bool:
    """Whether a post and its holder stand before the name and a comma: "Dana Poole, chief executive, Acme, said".

    Not in a row of officers: "Dana Poole, chairman, Lee Ortiz, treasurer, ...".
    """
    words, comma = reading.words, name.first - 1
    if (
        comma < 3
        or words[comma] != ","
        or words[name.last : name.last + 1] == []
        or words[name.last] not in PHRASE_ENDS
    ):
        return False
    starts = range(max(1, comma - LONGEST_TITLE), comma)
    first = next((s for s in starts if " ".join(words[s:comma]).lower() in lexicon.words["company_post"]), None)
    if first is None or words[first - 1] not in OPENING or reading.tags[first - 2] != "NNP":
        return False
    following = words[name.last + 1 : name.last + 2]
    return words[name.last] != "," or not (following and following[0].lower() in lexicon.title_starts)


def is_owned(reading: Reading, name: Name, lexicon: Lexicon) -> bool:
    """Whether somebody's company or side is named: "whose company, Acme, makes", "whose side Acme lost"."""
    words, noun = reading.words, name.first - 1
    is_apart = noun > 0 and words[noun] == ","
    noun -= is_apart
    if noun < 1 or words[noun - 1].lower() not in OWNERS or reading.tags[noun] != "NN":
        return False
    if not is_apart:
        return words[noun - 1].lower() == "whose" and words[noun] in lexicon.words["team_noun"]
    nouns = (lexicon.words["any_business"], lexicon.words["descriptor"], lexicon.words["team_noun"])
    return words[name.last : name.last + 1] == [","] and any(words[noun] in known for known in nouns)


def is_founded(reading: Reading, name: Name, lexicon: Lexicon) -> bool:
    """Whether it was founded, or where it sits is told behind the name: "Acme, founded in Oslo,"."""
    behind = reading.words[name.last : name.last + 5]
    is_set = behind[:1] == [","] and behind[1:2] in (["founded"], ["established"]) and behind[2:3] == ["in"]
    return is_set or (behind[:4] == [",", "which", "has", "its"] and behind[4:] == ["headquarters"])


def is_foremost(reading: Reading, name: Name, lexicon: Lexicon) -> bool:
    """Whether a business that is the most of its sort is meant: "Norvik's largest grocer, Acme"."""
    words, noun = reading.words, name.first - 1
    noun -= noun > 0 and words[noun] == ","
    if noun > 0 and _is_business(words[noun], lexicon) and _is_most(reading, noun):
        return True
    last = name.last
    if words[last : last + 1] != [","]:
        return False
    end = next(
        (t for t in range(last + 1, min(last + 2 + LONGEST_PHRASE, len(words))) if _is_business(words[t], lexicon)),
        None,
    )
    return end is not None and _is_most(reading, end)


def _is_business(word: str, lexicon: Lexicon) -> bool:
    return any(word in lexicon.words[use] for use in ("descriptor", "any_business"))


def _is_most(reading: Reading, noun: int) -> bool:
    """Whether a superlative, with whose or "the" before it, stands in the phrase of a noun: "the country's largest"."""
    tags, words = reading.tags, reading.words
    token = noun - 1
    while token > max(0, noun - LONGEST_PHRASE) and (tags[token] in ("NN", "JJ", "HYPH") or words[token] in HYPHENS):
        token -= 1
    if tags[token] != "JJS":
        return False
    while token > 0 and (tags[token - 1] in ("JJ", "RB", "HYPH") or words[token - 1] in HYPHENS):
        token -= 1  # "second-largest"
    return token > 0 and (tags[token - 1] in ("POS", "PRP$", "DT") or words[token - 1] in POSSESSIVES)


def _post_at(reading: Reading, first: int, lexicon: Lexicon, use: str) -> int | None:
    """The end of the post of a list that begins at a token, the longest first."""
    words = reading.words
    ends = range(min(first + LONGEST_TITLE, len(words)), first, -1)
    return next((end for end in ends if " ".join(words[first:end]).lower() in lexicon.words[use]), None)


def fills_post(reading: Reading, name: Name, lexicon: Lexicon) -> bool:
    """Whether the name gives somebody a post that is its own: "Acme has named Dana Poole as its new chairman"."""
    root = reading.root(name.first, name.last)
    verb = reading.heads[root]
    known = lexicon.words
    is_giver = reading.deps[root] == "nsubj" and root < verb and reading.tags[verb] in ("VBD", "VBN", "VBZ")
    is_giver = is_giver and any(reading.lemmas[verb] in known[use] for use in ("appointing_verb", "confirming_verb"))
    if not is_giver or reading.tags[verb + 1 : verb + 2] != ["NNP"]:
        return False  # "returned to its place"
    limit = min(reading.sentences[reading.token_sentence[verb]][1], verb + LONGEST_PHRASE)
    behind = reading.words[verb + 1 : limit]
    if "its" in behind:
        return True
    ends = range(2, len(behind) + 1)
    return any(" ".join(behind[first:end]) in known["chief_post"] for end in ends for first in range(1, end))


def has_next_officer(reading: Reading, name: Name, lexicon: Lexicon) -> bool:
    """Whether the next sentence begins with whoever runs it: "Orvane lends money. Its director, Dana Poole,"."""
    root, (first, last) = reading.root(name.first, name.last), reading.sentences[reading.token_sentence[name.first]]
    is_subject = name.first <= first + 1 and reading.deps[root] in SUBJECTS
    if not is_subject or reading.words[last : last + 1] != ["Its"]:
        return False
    uses = ("company_post", "society_post")
    ends = (end for use in uses if (end := _post_at(reading, last + 1, lexicon, use)) is not None)
    return any(reading.words[end : end + 1] == [","] or reading.tags[end : end + 1] == ["NNP"] for end in ends)


RUN = (is_chaired, has_officer, has_field, has_next_officer)
OFFICERS = (fills_post, *RUN, is_listed, is_owned, is_foremost, is_founded)
SURELY = (has_officer, has_field, is_foremost, is_owned)  # what tells so of a place's name, too
