"""What sentences are about, and so which body "its" means before a title: "its head, Dana Poole"."""

from __future__ import annotations

from bisect import bisect_right
from collections.abc import Callable, Set
from operator import attrgetter

from transforms.grammar import SUBJECTS
from transforms.reading.reading import Reading

SENTENCES = 4  # looked back over where each goes on about "it" or is somebody's words
REACH_BACK = 80  # words of a sentence looked at for a body: bounds the work on endless sentences
BodyAt = Callable[[int], int | None]
Bodies = set[int | None]


class Topics:
    """The root of each sentence of a reading and the subject of its verb, each found once."""

    def __init__(self, reading: Reading, nouns: Set[str] = frozenset()) -> None:
        """nouns: what organizations are called by later, "the company"."""
        self.reading = reading
        self.nouns = nouns
        self._found: dict[int, tuple[int, int | None]] = {}

    def of(self, sentence: int) -> tuple[int, int | None]:
        """The root, and the subject where there is one."""
        if sentence not in self._found:
            reading = self.reading
            root = reading.root(*reading.sentences[sentence])
            subject = next((c for c in reading.children[root] if reading.deps[c] in SUBJECTS), None)
            self._found[sentence] = root, subject
        return self._found[sentence]


def owner_of_its(topics: Topics, token: int, body_at: BodyAt) -> int | None:
    """The one body named before "its" in the sentence, else the subject of the one before, else its only body.

    A sentence about "it" goes on about the subject before. What somebody says in marks names nobody outside of them.
    """
    reading = topics.reading
    is_heard = _hearing(reading, token)
    number = reading.token_sentence[token]

    def bodies_in(first: int, last: int) -> Bodies:
        return {body_at(t) for t in range(max(first, last - REACH_BACK), last) if is_heard(t)} - {None}

    here = bodies_in(reading.sentences[number][0], token)
    if here:
        return only(here)
    for sentence in range(number - 1, max(-1, number - 1 - SENTENCES), -1):
        root, subject = topics.of(sentence)
        if is_heard(root) and (subject is None or reading.lemmas[subject].lower() != "it"):
            named = None if subject is None else body_at(subject)
            there = bodies_in(*reading.sentences[sentence])
            if named is not None or there or subject is None:
                return only(there) if named is None else named
            if _is_again(topics, subject):
                return only(_bodies_before(reading, sentence, bodies_in))
            if not _is_passed_over(reading, sentence, subject):
                return None
    return None


def _is_again(topics: Topics, noun: int) -> bool:
    """Whether a noun means an organization named before: "the party", where no party without a name is told of."""
    reading, lemma = topics.reading, topics.reading.lemmas[noun]
    if lemma not in topics.nouns or reading.words[noun - 1].lower() != "the":
        return False
    others = (t for t in range(1, noun) if reading.lemmas[t] == lemma)
    return all(reading.words[t - 1].lower() not in ("a", "an", "another") for t in others)


def _bodies_before(reading: Reading, sentence: int, bodies_in: Callable[[int, int], Bodies]) -> Bodies:
    """The bodies named in the sentences before one."""
    near = range(max(0, sentence - SENTENCES), sentence)
    return {body for number in near for body in bodies_in(*reading.sentences[number])}


def _is_passed_over(reading: Reading, sentence: int, subject: int) -> bool:
    """Whether "its" behind a sentence cannot be of what that tells: "Flights will stop until Friday."."""
    is_many = reading.tags[subject : subject + 1] == ["NNS"]
    tokens = range(*reading.sentences[sentence])
    return is_many and not any(reading.tags[t] in ("NN", "NNP") and _has_article(reading, t) for t in tokens)


def _has_article(reading: Reading, noun: int) -> bool:
    return any(reading.deps[child] in ("det", "poss") for child in reading.children[noun])


def _hearing(reading: Reading, token: int) -> Callable[[int], bool]:
    """Tells of a token whether it stands outside the marks in which `token` does not stand."""

    def passage_of(place: int) -> int:
        start = reading.starts[place]
        found = bisect_right(reading.passages, start, key=attrgetter("start")) - 1
        return found if found >= 0 and start < reading.passages[found].end else -1

    own = passage_of(token)
    return lambda place: passage_of(place) in (-1, own)


def only(bodies: Set[int | None]) -> int | None:
    """The one body there is."""
    return next(iter(bodies)) if len(bodies) == 1 else None
