"""What the names of a series do, have or suffer together, and so are: "Orvan and Tilva will merge", "goals by Poole".

The parser ties what is said of a series to its first name alone, so the whole of it is asked as if it were one name.
"""

from __future__ import annotations

from collections.abc import Callable, Iterator

from transforms.grammar import PERCENT, SUBJECTS
from transforms.lexicon import Lexicon
from transforms.names.conduct import acts, has_share, owns
from transforms.names.dealings import does_business, goes_under, runs_sites
from transforms.names.whereabouts import is_goal
from transforms.names.words import Name
from transforms.reading.reading import Reading

SHARED = frozenset(("of", "between", "comprising", "including"))  # from a venture to those who share it
AWARDING = frozenset(("to", "between", "among", "from", "by", "with"))  # from a contract to those who get it
MAKERS = frozenset(("by", "from"))  # from a goal to whoever scored it
SEVERAL = frozenset(("all", "both", "each"))  # behind the names of several
BEING = frozenset(("are", "were", "have"))
CLAUSES = frozenset(("xcomp", "conj", "ccomp"))
MOVES = frozenset(("up", "down", "unchanged", "+", "-"))  # in brackets, of shares
LONGEST_TWO = 4  # words of two names and "and" that are read as one
MOST_VERBS = 5  # that are looked at behind a series
NEAR = 5  # words before "of" in which a venture is looked for


def tell_deeds(reading: Reading, whole: Name, is_full: bool, lexicon: Lexicon) -> str:
    """The kind of the names of a series by what they do together; empty where nothing tells.

    `is_full` says that the reader took one of them for somebody's full name, of whom much the same may be said.
    """
    if _score(reading, whole, lexicon):
        return "person"
    if any(test(reading, whole, lexicon) for test in (is_goal, _is_end_of_way, _are_linked, _have_people)):
        return "place"
    tests = SURE if is_full else (*SURE, *LIKELY)
    return "organization" if any(test(reading, whole, lexicon) for test in tests) else ""


def are_several(reading: Reading, whole: Name, lexicon: Lexicon) -> bool:
    """Whether what a reader took for one name with "and" in it is spoken of as several: "Orvan and Tilva both left"."""
    if whole.last - whole.first > LONGEST_TWO:
        return False  # "Harbour Light and Power"
    behind, is_row = reading.words[whole.last : whole.last + 1], "," in reading.words[whole.first : whole.last]
    is_plural = reading.tags[whole.last : whole.last + 1] == ["VBP"] or not BEING.isdisjoint(behind)
    are_told = not SEVERAL.isdisjoint(behind) or (is_row and is_plural)  # a firm may be "are" as well
    return are_told or share_venture(reading, whole, lexicon)


def share_venture(reading: Reading, whole: Name, lexicon: Lexicon) -> bool:
    """Whether what only several can have stands before the names: "a joint venture of Orvan and Tilva"."""
    link = whole.first - 1
    floor = max(reading.sentences[reading.token_sentence[whole.first]][0], link - NEAR)
    if link <= floor or reading.words[link] not in SHARED:
        return False
    noun = next((t for t in range(link - 1, floor - 1, -1) if reading.tags[t] == "NN"), link)
    return reading.lemmas[noun].lower() in lexicon.words["joint_noun"]


def merge(reading: Reading, whole: Name, lexicon: Lexicon) -> bool:
    """Whether the names do, or say that they do, what only businesses do to themselves: "said they would merge"."""
    return any(reading.lemmas[verb] in lexicon.words["merging_verb"] for verb in _deeds(reading, whole))


def _deeds(reading: Reading, whole: Name) -> Iterator[int]:
    """The verbs of which a name is the subject, also as "they" in what it says."""
    root = reading.root(whole.first, whole.last)
    if reading.deps[root] not in SUBJECTS:
        return
    verbs = [reading.heads[root]]
    for verb in verbs:  # which grows: "said that they had agreed to merge"
        yield verb
        for child in reading.children[verb] if len(verbs) < MOST_VERBS else ():
            subjects = [token for token in reading.children[child] if reading.deps[token] in SUBJECTS]
            if reading.deps[child] in CLAUSES and all(reading.words[token] == "they" for token in subjects):
                verbs.append(child)


def get_contract(reading: Reading, whole: Name, lexicon: Lexicon) -> bool:
    """Whether a contract or the like goes to the names, or bids come from them: "the tender was won by Orvan, ..."."""
    link = whole.first - 1
    if link < 1 or reading.words[link] not in AWARDING:
        return False
    head, nouns = reading.heads[link], lexicon.words["awarded_noun"]
    if reading.lemmas[head].lower() in nouns and reading.tags[head][:2] == "NN":
        return True
    is_given = reading.lemmas[head] in lexicon.words["awarding_verb"]
    things = (child for child in reading.children[head] if reading.deps[child] in (*SUBJECTS, "dobj"))
    return is_given and any(reading.lemmas[thing].lower() in nouns for thing in things)


def hold_shares(reading: Reading, whole: Name, lexicon: Lexicon) -> bool:
    """Whether the names own parts of something, in percent: "owned by Orvan (51 percent) and Tilva (49 percent)"."""
    link = whole.first - 1
    if link < 1 or reading.words[link] != "by" or reading.lemmas[reading.heads[link]] not in ("own", "hold", "control"):
        return False
    return not PERCENT.isdisjoint(reading.words[whole.first : whole.last])


def move_on_market(reading: Reading, whole: Name, lexicon: Lexicon) -> bool:
    """Whether it stands in brackets how shares moved: "Orvan (up 3 percent) and Tilva (down 2 percent)"."""
    words, tokens = reading.words, range(whole.first, whole.last)
    return any(words[token] == "(" and words[token + 1] in MOVES for token in tokens)


def are_formed(reading: Reading, whole: Name, lexicon: Lexicon) -> bool:
    """Whether to the names is done what is done to organizations alone: "Orvan and Tilva were founded in 1990"."""
    root = reading.root(whole.first, whole.last)
    is_suffering = reading.deps[root] == "nsubjpass"
    return is_suffering and reading.lemmas[reading.heads[root]] in lexicon.words["company_verb_passive"]


def _is_end_of_way(reading: Reading, whole: Name, lexicon: Lexicon) -> bool:
    """Whether something goes from a known place to the names: "buses from Fenwick to Orten and Kessan"."""
    words, to = reading.words, whole.first - 1
    before = max((t for t in range(max(0, to - NEAR), to) if words[t] == "from"), default=-1)
    if before < 0 or words[to] != "to":
        return False
    return " ".join(words[before + 1 : to]).lower() in lexicon.place_names


def _are_linked(reading: Reading, whole: Name, lexicon: Lexicon) -> bool:
    """Whether a way links the names: "the road links Orten and Kessan"."""
    root = reading.root(whole.first, whole.last)
    verb = reading.heads[root]
    if reading.deps[root] != "dobj" or reading.lemmas[verb] not in ("link", "connect"):
        return False
    subjects = (child for child in reading.children[verb] if reading.deps[child] in SUBJECTS)
    return any(reading.lemmas[subject].lower() in lexicon.words["route"] for subject in subjects)


def _have_people(reading: Reading, whole: Name, lexicon: Lexicon) -> bool:
    """Whether people live there or govern there: "residents of Orten and Kessan", "the mayors of"."""
    link = whole.first - 1
    if link < 1 or reading.words[link] != "of":
        return False
    lemma = reading.lemmas[link - 1].lower()
    return any(lemma in lexicon.words[use] for use in ("place_dweller", "town_post"))


def _score(reading: Reading, whole: Name, lexicon: Lexicon) -> bool:
    """Whether the names scored: "goals by Poole and Ortiz"."""
    link = whole.first - 1
    is_made = link > 0 and reading.words[link] in MAKERS
    return is_made and reading.lemmas[link - 1].lower() in lexicon.words["goal_noun"]


Test = Callable[[Reading, Name, Lexicon], bool]
SURE: tuple[Test, ...] = (share_venture, merge, are_formed, goes_under, has_share, move_on_market)
LIKELY: tuple[Test, ...] = (acts, runs_sites, does_business, owns, get_contract, hold_shares)
