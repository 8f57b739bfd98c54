"""What is done to organizations and what they run, by the words around a name: "founded Acme", "an Acme store".

The tests are those of conduct.py's sort: each looks at one place of a name and tells an organization by itself.
"""

from __future__ import annotations

from transforms.grammar import PERCENT, SUBJECTS
from transforms.lexicon import LONGEST_TITLE, Lexicon
from transforms.names.deals import is_party
from transforms.names.words import Name
from transforms.reading.reading import Reading

FARTHEST = 3  # words from ", which" to its verb
LONGEST_CLAUSE = 40  # words from a name to "the company"
LONGEST_PHRASE = 6  # words from a verb to the head of its object
ARTICLES = frozenset(("a", "an", "the"))
SHARES = frozenset(("shares", "stock", "stocks"))


def verb_of(reading: Reading, root: int, first: int) -> int | None:
    """The verb whose subject a name is that begins at first; none behind a preposition, where the parser slips.

    In "Acme, which has its seat in Orten, has won a contract" it takes Orten for the winner.
    """
    is_placed = first > 0 and reading.tags[first - 1] == "IN" and reading.deps[first - 1] == "prep"
    return None if is_placed or reading.deps[root] not in SUBJECTS else reading.heads[root]


def is_thing(reading: Reading, name: Name, lexicon: Lexicon) -> bool:
    """Whether ", which" and what organizations do stand behind the name: "Acme, which makes tractors,"."""
    verb = name.last + 2
    if reading.words[name.last : verb] != [",", "which"] or verb >= len(reading) or reading.tags[verb] != "VBZ":
        return False
    objects = (child for child in reading.children[verb] if reading.deps[child] == "dobj")
    is_usual = reading.lemmas[verb] in lexicon.words["business_verb"]
    return is_usual and any(reading.tags[noun] in ("NN", "NNS") for noun in objects)


def is_object(reading: Reading, name: Name, lexicon: Lexicon) -> bool:
    """Whether what is done to organizations is done to the name: "left to found Acme"."""
    root = reading.root(name.first, name.last)
    verb = reading.heads[root]
    is_found = reading.words[verb - 1 : verb + 1] == ["to", "found"]  # which the reader takes for "find"
    return reading.deps[root] == "dobj" and (is_found or reading.lemmas[verb] in lexicon.words["founding_verb"])


def is_joined(reading: Reading, name: Name, lexicon: Lexicon) -> bool:
    """Whether somebody joined the name as something: "joined Acme in 2015 as an engineer"."""
    root, words = reading.root(name.first, name.last), reading.words
    if reading.deps[root] != "dobj" or reading.lemmas[reading.heads[root]] not in lexicon.words["entering_verb"]:
        return False
    limit = min(len(words), name.last + LONGEST_PHRASE)
    places = [token for token in range(name.last, limit) if words[token] == "as"]
    return any(_is_title(words, token + 1, lexicon) for token in places)


def _is_title(words: list[str], first: int, lexicon: Lexicon) -> bool:
    """Whether a title stands at the token, an article before it."""
    first += words[first : first + 1] != [] and words[first] in ARTICLES
    return any(lexicon.title_of(words[first:end]) is not None for end in range(first + 1, first + LONGEST_TITLE + 1))


def runs_sites(reading: Reading, name: Name, lexicon: Lexicon) -> bool:
    """Whether the name has a number of what businesses have: "Acme has 14 branches", "Acme recalled 3,000 cars"."""
    verb = verb_of(reading, reading.root(name.first, name.last), name.first)
    if verb is None or reading.lemmas[verb] not in lexicon.words["running_verb"]:
        return False
    objects = [child for child in reading.children[verb] if reading.deps[child] == "dobj"]
    is_recall = reading.lemmas[verb] == "recall"
    return any(
        (is_recall or reading.lemmas[noun] in lexicon.words["business_site"]) and _is_counted(reading, noun)
        for noun in objects
    )


def _is_counted(reading: Reading, noun: int) -> bool:
    return any(reading.tags[child] == "CD" and child < noun for child in reading.children[noun])


def owns_site(reading: Reading, name: Name, lexicon: Lexicon) -> bool:
    """Whether "a" stands before the name and what businesses have behind it: "a Poole store", "an Acme driver"."""
    words, first, last = reading.words, name.first, name.last
    if first < 1 or words[first - 1].lower() not in ("a", "an") or last >= len(words):
        return False
    return words[last].islower() and reading.lemmas[last] in lexicon.words["business_site"]


def goes_under(reading: Reading, name: Name, lexicon: Lexicon) -> bool:
    """Whether the name files for what only businesses do: "Acme filed for bankruptcy"."""
    verb = verb_of(reading, reading.root(name.first, name.last), name.first)
    if verb is None or reading.lemmas[verb] not in lexicon.words["filing_verb"]:
        return False
    behind = reading.words[verb + 1 : verb + LONGEST_PHRASE]
    return behind[:1] == ["for"] and any(word in lexicon.words["business_end"] for word in behind)


def merges(reading: Reading, name: Name, lexicon: Lexicon) -> bool:
    """Whether the name, or one that it is joined to, is to do what companies do: "Acme and Orten agreed to merge"."""
    root = reading.root(name.first, name.last)
    if reading.deps[root] == "conj":
        root = reading.heads[root]
    verb = verb_of(reading, root, name.first)
    if verb is None:
        return False
    verbs = [verb, *(child for child in reading.children[verb] if reading.deps[child] == "xcomp")]
    return any(reading.lemmas[token] in lexicon.words["merging_verb"] for token in verbs)


def does_business(reading: Reading, name: Name, lexicon: Lexicon) -> bool:
    """Whether the name does what only businesses do: "Acme posted a loss", "Acme cut 300 jobs"."""
    verb = verb_of(reading, reading.root(name.first, name.last), name.first)
    if verb is None:
        return False
    lemma, deeds = reading.lemmas[verb], lexicon.words["business_deed"]
    objects = (child for child in reading.children[verb] if reading.deps[child] == "dobj")
    return any(f"{lemma} {reading.lemmas[noun]}" in deeds for noun in objects)


def moves_on_market(reading: Reading, name: Name, lexicon: Lexicon) -> bool:
    """Whether the price of the name's shares moves, in percent: "shares of Acme rose 3 percent, Orvan lost 2"."""
    root, words = reading.root(name.first, name.last), reading.words
    verb = name.last
    if verb >= len(words) or reading.lemmas[verb] not in lexicon.words["market_verb"] or reading.tags[verb] != "VBD":
        return False
    first, limit = reading.sentences[reading.token_sentence[root]]
    is_share = not PERCENT.isdisjoint(words[verb + 1 : min(limit, verb + LONGEST_PHRASE)])
    return is_share and not SHARES.isdisjoint(word.lower() for word in words[first:limit])


def changes_its_own(reading: Reading, name: Name, lexicon: Lexicon) -> bool:
    """Whether what the name does is done to something of its own: "Acme raised its prices"."""
    root = reading.root(name.first, name.last)
    verb = reading.heads[root]
    is_own = reading.words[verb + 1 : verb + 2] == ["its"]
    return is_own and verb > root and reading.deps[root] in SUBJECTS


def has_kin(reading: Reading, name: Name, lexicon: Lexicon) -> bool:
    """Whether "and its" and what organizations have stand behind the name: "Acme and its parent"."""
    words, last = reading.words, name.last
    if words[last : last + 2] != ["and", "its"] or last + 2 >= len(words):
        return False
    noun = next((t for t in range(last + 2, min(last + FARTHEST + 2, len(words))) if reading.tags[t][:2] == "NN"), last)
    is_part = any(words[noun] in lexicon.words[use] for use in ("company_part", "company_property"))
    return is_part or words[noun] in lexicon.organization_nouns


def is_left(reading: Reading, name: Name, lexicon: Lexicon) -> bool:
    """Whether somebody gives up a post there: "resigned from Acme", "hired Dana Poole from Acme"."""
    link = name.first - 1
    if link < 1 or reading.words[link] != "from":
        return False
    verb = reading.heads[link]
    is_hired = any(reading.deps[child] == "dobj" for child in reading.children[verb])
    is_new = is_hired and reading.lemmas[verb] in lexicon.words["hiring_verb"]
    return (reading.lemmas[verb] in lexicon.words["quitting_verb"] or is_new) and reading.tags[verb][:2] == "VB"


def is_meant(reading: Reading, name: Name, lexicon: Lexicon) -> bool:
    """Whether the text goes on about the name as a business: "Acme lost a case, the brewer said", "It employs 40".

    Not where somebody speaks of a business, "Poole said the company had promised", nor of a full name.
    """
    root = reading.root(name.first, name.last)
    sentence, verb = reading.token_sentence[root], reading.heads[root]
    is_open = name.label == "ORG" or name.last - name.first == 1
    is_teller = reading.lemmas[verb] in lexicon.speech_verbs
    if not is_open or is_teller or reading.deps[root] not in SUBJECTS or reading.deps[verb] not in ("ROOT", "ccomp"):
        return False
    end = reading.sentences[sentence][1]
    nouns = (lexicon.words["descriptor"], lexicon.words["any_business"])
    for token in range(name.last, min(end, name.last + LONGEST_CLAUSE) - 1):
        if reading.words[token] == "the" and any(reading.words[token + 1] in known for known in nouns):
            return reading.deps[token + 1] in SUBJECTS
    return sentence + 1 < len(reading.sentences) and _is_business_of(reading, end, lexicon)


def _is_business_of(reading: Reading, first: int, lexicon: Lexicon) -> bool:
    """Whether a sentence begins with a business that was named before: "The carmaker said", "It employs 40"."""
    if first + 1 == len(reading):
        return False  # where an article breaks off
    begin, second = reading.words[first : first + 2]
    if begin == "The" and reading.deps[first + 1] in SUBJECTS:
        return any(second in lexicon.words[use] for use in ("descriptor", "any_business"))
    return begin == "It" and reading.lemmas[first + 1] in lexicon.words["business_verb"]


def is_source(reading: Reading, name: Name, lexicon: Lexicon) -> bool:
    """Whether figures from an unknown name tell something: "data from Orvane showed", not "data from Fenwick"."""
    words, link = reading.words, name.first - 1
    if link < 1 or words[link] != "from" or words[link - 1].lower() not in lexicon.words["source_noun"]:
        return False
    verb = "".join(reading.lemmas[name.last : name.last + 1])
    is_known = " ".join(name.words(reading)).lower() in lexicon.place_names
    return verb in lexicon.words["showing_verb"] and not is_known


def has_offices(reading: Reading, name: Name, lexicon: Lexicon) -> bool:
    """Whether a seeming place that no list knows has offices: "searched the offices of Orvane"."""
    words, link = reading.words, name.first - 1
    is_one = name.last - name.first == 1 and words[name.first].lower() not in lexicon.place_names
    return is_one and link > 0 and words[link] == "of" and words[link - 1] == "offices"


def is_allied(reading: Reading, name: Name, lexicon: Lexicon) -> bool:
    """Whether somebody is of a society that is called by what it does: "Dana Poole, of Orten Relief,"."""
    words, link = reading.words, name.first - 1
    is_long = name.last - name.first > 1 and words[name.last - 1].lower() in lexicon.words["society_end"]
    is_long = is_long or words[name.first + 1 : name.first + 2] == ["for"]  # "Voices for Orten"
    is_beside = link > 1 and words[link] in ("of", "from", "with") and words[link - 1] == ","
    return is_long and is_beside and reading.tags[link - 2] == "NNP"


DEALINGS = (
    is_thing,
    is_object,
    is_joined,
    runs_sites,
    owns_site,
    goes_under,
    merges,
    does_business,
    moves_on_market,
    changes_its_own,
    has_kin,
    is_left,
    is_meant,
    is_party,
    is_source,
    has_offices,
    is_allied,
)
FIRMLY = (  # what tells so of a place's name, too
    goes_under,
    merges,
    does_business,
    has_kin,
    is_left,
    is_party,
    is_source,
    has_offices,
    is_allied,
)
NO_PERSON = (is_thing, changes_its_own)  # what only tells that nobody is meant
