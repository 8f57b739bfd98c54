"""What only organizations are, have and do, by the words around one place of a name: "Acme, a Dutch subsidiary of ...".

Each test looks at one place; body_rules.py asks whether anything there tells that an unknown name is an organization.
"""

from __future__ import annotations

from collections.abc import Callable

from transforms.grammar import BELONGING, HYPHENS, OFFICE_LINKS, SUBJECTS
from transforms.lexicon import LONGEST_TITLE, Lexicon
from transforms.names.dealings import DEALINGS, FIRMLY, NO_PERSON
from transforms.names.officers import OFFICERS, SURELY
from transforms.names.seated import SEATED, is_registered
from transforms.names.sorts_beside import BESIDE, is_relegated
from transforms.names.splits import POSSESSIVES
from transforms.names.words import Name
from transforms.reading.reading import Reading

NEUTER = frozenset(("it", "its", "itself"))
OWN = frozenset(("poss", "nsubj", "nsubjpass"))  # an object "it" is not what the subject is
WITHIN = frozenset(("JJ", "JJS", "JJR", "NN", "RBS", "HYPH", "VBG", "VBN"))  # between "its" and the noun
IN_MATCH = SUBJECTS | {"dobj", "pobj", "prep", "conj", "appos", "compound", "nmod", "npadvmod"}
NOUNS = frozenset(("NN", "NNS", "NNP"))
FARTHEST = 25  # words behind a name in which "its" may be its own
HIGHEST = 8  # heads above a word that are looked at
LEAST_WORDS = 2  # of where somebody works, and of whoever does
WORKING = frozenset(("of", "at", "with"))
LONGEST = 5  # words of a noun phrase up to its noun

Test = Callable[[Reading, Name, Lexicon], bool]


def owns(reading: Reading, name: Name, lexicon: Lexicon) -> bool:
    """Whether behind a possessive stands what only organizations have: "Acme's third-quarter profit"."""
    if name.last + 1 >= len(reading) or reading.words[name.last] not in POSSESSIVES:
        return False
    return _noun_from(reading, name.last + 1, lexicon.words["company_property"])


def has_share(reading: Reading, name: Name, lexicon: Lexicon) -> bool:
    """Whether before "of" or the like stands what organizations have: "a subsidiary of Acme", "workers at Acme"."""
    link = _before_list(reading, name.first)
    if link > 2 and reading.words[link] in POSSESSIVES and reading.words[link - 1].lower() in lexicon.place_names:
        link -= 2  # "the head of Fenwick's Acme"
    link -= link > 0 and reading.words[link].lower() == "the"
    if link < 1 or reading.words[link] not in BELONGING:
        return False
    parts, part = lexicon.words["company_part"], reading.words[link - 1].lower()
    if reading.words[link] == "in":
        return part in lexicon.words["share_noun"]  # "workers in Orten" are of no organization
    if reading.words[link] in OFFICE_LINKS and part.removesuffix("s") in parts:
        return True  # "analysts at Acme", but not "plants in Orten"
    return part in parts or " ".join(reading.words[max(0, link - 2) : link]).lower() in parts


def _before_list(reading: Reading, first: int) -> int:
    """The token before a name, or before one that "and" joins it to: "the merger | of Acme and Orten"."""
    words, token = reading.words, first - 1
    if token < 1 or words[token] != "and":
        return token
    before = token - 1
    while before > max(0, token - LONGEST) and words[before][0].isupper():
        before -= 1
    return before if before < token - 1 else token


def is_run(reading: Reading, name: Name, lexicon: Lexicon) -> bool:
    """Whether right behind the name, or its possessive, stands an office that only organizations have: "Acme CEO"."""
    first = name.last + (reading.words[name.last : name.last + 1] in (["'s"], ["’s"]))
    ends = range(first + 1, min(first + LONGEST_TITLE, len(reading)) + 1)
    return any(" ".join(reading.words[first:last]).lower() in lexicon.words["company_post"] for last in ends)


def is_staffed(reading: Reading, name: Name, lexicon: Lexicon) -> bool:
    """Whether whom nobody but an organization has stands behind it and is named: "Acme researcher Dana Poole"."""
    first = name.first
    is_opening = first == reading.sentences[reading.token_sentence[first]][0] and name.last - first == 1
    is_common = is_opening and reading.tags[first] in ("NN", "NNS", "JJ") and first not in reading.strange
    return not is_common and has_staff(reading, name.last, lexicon)  # "Depot manager Dana Poole"


def is_side(reading: Reading, name: Name, lexicon: Lexicon) -> bool:
    """Whether that is so of several words that the reader took for an organization, and of no part of a country."""
    is_part = reading.words[name.last - 1].lower() in lexicon.words["compass"]
    return name.label == "ORG" and name.last - name.first > 1 and not is_part and is_staffed(reading, name, lexicon)


def is_workplace(reading: Reading, name: Name, lexicon: Lexicon) -> bool:
    """Whether somebody with a job stands before "of" and several words: "lawyer Dana Poole of Cedar Ridge Law"."""
    words, link = reading.words, name.first - 1
    is_open = name.last - name.first >= LEAST_WORDS and name.label not in ("GPE", "LOC", "PERSON")
    if not is_open or link < LEAST_WORDS or words[link] not in WORKING:
        return False
    floor = max(reading.sentences[reading.token_sentence[name.first]][0], link - FARTHEST)
    last = first = link - (words[link - 1] == ",")
    while first > floor and (words[first - 1][0].isupper() or words[first - 1] in HYPHENS):
        first -= 1
    if lexicon.is_title_end(words[last - 1]):
        return False  # "Director of Passenger Services"
    jobs = (lexicon.title_of(words[at : at + 1]) for at in (first - 1, first) if at >= floor)
    return last - first >= LEAST_WORDS and any(title is not None and title.sort == "job" for title in jobs)


def has_staff(reading: Reading, last: int, lexicon: Lexicon) -> bool:
    """Whether a post that organizations have, and its holder, stand at the token."""
    words = reading.words
    if last >= len(words) or words[last] not in lexicon.binding_words:
        return False
    ends = range(last + 1, min(last + LONGEST_TITLE, len(words) - 1) + 1)
    end = next((end for end in ends if " ".join(words[last:end]) in lexicon.words["society_post"]), None)
    return end is not None and reading.tags[end] == "NNP" and words[end][0].isupper()


def is_introduced(reading: Reading, name: Name, lexicon: Lexicon) -> bool:
    """Whether a noun for organizations, alone or in a list's head, stands right before the name: "the brewer Acme".

    Not where a clause about the noun begins: "the company Poole founded", nor for a full name behind a noun that means
    people as well: "the broker Dana Poole".
    """
    noun = name.first - 1
    is_full = name.label == "PERSON" and name.last - name.first > 1
    if is_full and noun >= 0 and reading.lemmas[noun].lower() in lexicon.words["either_noun"]:
        return False
    if (
        noun < 0
        or not lexicon.tells_body(reading.words[noun].lower())
        or reading.tags[noun] not in (*NOUNS, "NNPS", "JJ")
    ):
        return False
    if reading.words[noun][0].isupper() and noun > reading.sentences[reading.token_sentence[noun]][0]:
        return False  # "the Security Council | Dana Poole"
    root = reading.root(name.first, name.last)
    return not (reading.deps[root] in SUBJECTS and reading.deps[reading.heads[root]] == "relcl")


def is_apposed(reading: Reading, name: Name, lexicon: Lexicon) -> bool:
    """Whether "the" or "a" and a noun for bodies alone stand before a comma and the name: "The party, Acme, won"."""
    words, noun = reading.words, name.first - 2
    if noun < 1 or words[name.first - 1] != "," or words[name.last : name.last + 1] not in ([","], ["."]):
        return False
    is_sort = words[noun] in lexicon.words["body_noun"] and words[noun] not in lexicon.words["either_noun"]
    before = noun - 1
    while before > 0 and reading.tags[before] in WITHIN:
        before -= 1
    return is_sort and words[before].lower() in ("the", "a", "an")


def is_headed(reading: Reading, name: Name, lexicon: Lexicon) -> bool:
    """Whether "the" stands before an unknown name and what business it is behind it: "the Swift Heron bus company"."""
    words, last = reading.words, name.last
    before = name.first - 1
    if name.first == reading.sentences[reading.token_sentence[name.first]][0]:
        return _is_party(reading, last, lexicon)
    while before > 0 and words[before].islower() and reading.tags[before] in WITHIN:
        before -= 1  # "the ruling Swift Heron party"
    is_definite = before >= 0 and (words[before].lower() == "the" or words[before] in POSSESSIVES)
    if not is_definite or " ".join(name.words(reading)).lower() in lexicon.place_names:
        return False
    noun = next((t for t in range(last, min(last + LONGEST, len(words))) if reading.tags[t] != "NN"), last)
    return noun > last and any(words[noun - 1] in lexicon.words[use] for use in ("any_business", "body_noun"))


def _is_party(reading: Reading, noun: int, lexicon: Lexicon) -> bool:
    """Whether what a name is stands behind it where a sentence begins, and then whose: "Acme party MP Dana Poole"."""
    words = reading.words
    return noun + 1 < len(words) and words[noun] in lexicon.words["body_noun"] and words[noun + 1][0].isupper()


def is_described(reading: Reading, name: Name, lexicon: Lexicon) -> bool:
    """Whether what stands in apposition or after "is" is a noun for organizations: "Acme, a Dutch subsidiary"."""
    words, last = reading.words, name.last
    if words[last : last + 1] == [","] and words[last + 1 : last + 3] in (["based", "in"], ["headquartered", "in"]):
        return True
    if last + 1 >= len(words) or words[last] not in (",", "is", "was", "became"):
        return False
    if words[last + 1] in ("a", "an"):
        return _noun_from(reading, last + 2, lexicon.organization_nouns)
    return (
        words[last] != "," and words[last + 1] == "the" and _noun_from(reading, last + 2, lexicon.words["descriptor"])
    )


def is_business(reading: Reading, name: Name, lexicon: Lexicon) -> bool:
    """Whether a comma, "a" and what a business makes or is stand behind the name: "Acme, a local builder"."""
    words, last = reading.words, name.last
    if last + 2 >= len(words) or words[last] != "," or words[last + 1] not in ("a", "an"):
        return False
    return any(_noun_from(reading, last + 2, lexicon.words[use]) for use in ("descriptor", "any_business"))


def is_parent(reading: Reading, name: Name, lexicon: Lexicon) -> bool:
    """Whether what only organizations own is its own: "a Dutch subsidiary of Acme"."""
    link = name.first - 1 - (name.first > 0 and reading.words[name.first - 1].lower() == "the")
    return link > 0 and reading.words[link] == "of" and reading.words[link - 1].lower() in lexicon.words["daughter"]


def is_led(reading: Reading, name: Name, lexicon: Lexicon) -> bool:
    """Whether whoever heads it stands on both sides: "the leader of the opposition Acme Movement, Dana Poole,"."""
    words, of = reading.words, name.first - 1
    while of > 0 and words[of].islower() and (reading.tags[of] in WITHIN or words[of] == "the"):
        of -= 1
    behind = words[name.last : name.last + 2]
    is_held = len(behind) == 2 and behind[0] == "," and reading.tags[name.last + 1] == "NNP"
    return is_held and of > 0 and words[of] == "of" and words[of - 1].lower() in lexicon.words["party_post"]


def is_counterpart(reading: Reading, name: Name, lexicon: Lexicon) -> bool:
    """Whether an organization is its rival, owner or the like: "its rival Acme", "its biggest supplier, Acme"."""
    words, noun = reading.words, name.first - 1
    noun -= noun > 0 and words[noun] == ","
    if noun < 1 or reading.tags[noun] not in ("NN", "JJ") or words[noun] not in lexicon.organization_nouns:
        return False
    before = noun - 1
    while before > 0 and reading.tags[before] in WITHIN:
        before -= 1
    return words[before].lower() == "its"


def is_seller(reading: Reading, name: Name, lexicon: Lexicon) -> bool:
    """Whether somebody buys something from an unknown name: "it will buy fibre from Kererutech"."""
    if name.first < 1 or reading.words[name.first - 1] != "from":
        return False
    verb = reading.heads[name.first - 1]
    is_deal = reading.lemmas[verb] in lexicon.words["deal_verb"] and reading.tags[verb].startswith("VB")
    is_known = " ".join(name.words(reading)).lower() in lexicon.place_names
    return is_deal and not is_known and any(reading.deps[c] == "dobj" for c in reading.children[verb])


def is_buyer(reading: Reading, name: Name, lexicon: Lexicon) -> bool:
    """Whether a part of a business is sold to an unknown name: "will sell its ferry business to Kererutech"."""
    link = name.first - 1
    if link < 1 or reading.words[link] != "to" or reading.lemmas[reading.heads[link]] != "sell":
        return False
    uses = ("dobj", "nsubjpass")
    things = (child for child in reading.children[reading.heads[link]] if reading.deps[child] in uses)
    is_known = " ".join(name.words(reading)).lower() in lexicon.place_names
    return not is_known and any(reading.lemmas[thing] in lexicon.words["sold_part"] for thing in things)


def match_of(reading: Reading, name: Name, lexicon: Lexicon) -> int | None:
    """The verb of the match that the name plays, whose score the sentence gives: "Orvan beat Tilva 2-0"."""
    words = reading.words
    limit = reading.sentences[reading.token_sentence[name.first]][1]
    scores = (t for t in range(name.first, min(limit - 2, name.last + FARTHEST)) if words[t + 1] in HYPHENS)
    if not any(words[t].isdigit() and words[t + 2].isdigit() for t in scores):
        return None
    token = reading.root(name.first, name.last)
    for _ in range(HIGHEST):
        if reading.lemmas[token] in lexicon.words["match_verb"]:
            return token
        if reading.deps[token] not in IN_MATCH or reading.heads[token] == token:
            return None
        token = reading.heads[token]
    return None


def is_scored_against(reading: Reading, name: Name, lexicon: Lexicon) -> bool:
    """Whether somebody scored against the name, as against a side: "a goal against Orten Vale"."""
    link = name.first - 1
    return link > 0 and reading.words[link] == "against" and reading.lemmas[reading.heads[link]] == "score"


def is_made(reading: Reading, name: Name, lexicon: Lexicon) -> bool:
    """Whether something makes the name a sort of organization: "the deal makes Acme the largest producer"."""
    verb, last = name.first - 1, name.last
    makes = verb >= 0 and reading.lemmas[verb] in ("make", "leave", "render") and last + 1 < len(reading)
    return (
        makes
        and reading.words[last] in ("the", "a", "an")
        and _noun_from(reading, last + 1, lexicon.organization_nouns)
    )


def acts(reading: Reading, name: Name, lexicon: Lexicon) -> bool:
    """Whether the name is the subject of what organizations do: "Acme employs 300 people", "Acme was founded"."""
    root = reading.root(name.first, name.last)
    verb = reading.heads[root]
    uses = {"nsubj": "company_verb", "nsubjpass": "company_verb_passive"}
    use = uses.get(reading.deps[root])
    return use is not None and reading.lemmas[verb] in lexicon.words[use]


def speaks_of_itself(reading: Reading, name: Name, lexicon: Lexicon) -> bool:
    """Whether the name is the subject of a clause in which "its" or "it" is its own: "Acme said its profit rose"."""
    root = reading.root(name.first, name.last)
    verb = reading.lemmas[reading.heads[root]]
    if reading.deps[root] not in SUBJECTS or not (
        verb in lexicon.speech_verbs or verb in lexicon.words["company_verb"]
    ):
        return False
    limit = min(reading.sentences[reading.token_sentence[root]][1], name.last + FARTHEST)
    is_full = name.label == "PERSON" and name.last - name.first > 1
    if is_full and reading.words[name.last : name.last + 2] == [",", "of"]:
        return False  # "Dana Poole, of Acme, said it was late"
    found = (token for token in range(name.last, limit) if reading.words[token].lower() in NEUTER)
    return any(_refers_to(reading, token, name) for token in found if reading.deps[token] in OWN)


def _refers_to(reading: Reading, token: int, name: Name) -> bool:
    """Whether the subject of the nearest clause above a pronoun that is not the pronoun's own phrase is the name."""
    for _ in range(HIGHEST):
        head = reading.heads[token]
        if head == token:
            return False
        subjects = [child for child in reading.children[head] if reading.deps[child] in SUBJECTS and child != token]
        if subjects:
            return any(name.first <= subject < name.last for subject in subjects)
        token = head
    return False


def _noun_from(reading: Reading, first: int, nouns: frozenset[str]) -> bool:
    """Whether the noun phrase that goes on at a token has one of the nouns at its end: "biggest private lender"."""
    for token in range(first, min(first + LONGEST, len(reading))):
        ends = reading.tags[token + 1 : token + 2] not in (["NN"], ["NNS"], ["POS"])
        word = reading.words[token].lower()
        pair = f"{reading.words[token - 1].lower()} {word}"  # "think tank"
        if reading.tags[token] in NOUNS and ends and (word in nouns or pair in nouns):
            return True
        if reading.tags[token] not in (
            "JJ",
            "JJS",
            "JJR",
            "NN",
            "NNS",
            "NNP",
            "HYPH",
            "VBN",
            "VBG",
            "CD",
            "RBS",
            "DT",
            "POS",
        ):
            return False
    return False


# what tells an organization by itself, by what the name was taken for
TESTS: dict[str, tuple[Test, ...]] = {
    "person": (
        owns,
        has_share,
        is_run,
        is_staffed,
        is_workplace,
        is_led,
        is_introduced,
        is_apposed,
        is_headed,
        is_described,
        is_made,
        acts,
        speaks_of_itself,
        *SEATED,
        is_scored_against,
        *DEALINGS,
        *OFFICERS,
        *BESIDE,
    ),
    "place": (
        owns,
        has_share,
        is_run,
        is_side,
        is_workplace,
        is_made,
        is_headed,
        is_seller,
        is_buyer,
        is_business,
        is_registered,
        *FIRMLY,
        *SURELY,
        *BESIDE,
        is_relegated,
    ),
}
TESTS["none"] = (*(test for test in TESTS["person"] if test not in NO_PERSON), is_seller)
TESTS["other"] = tuple(test for test in TESTS["none"] if test is not is_headed)  # "the Acme 6 site"
