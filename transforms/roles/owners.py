"""Which body "its" means before a title: "its head, Dana Poole"."""

from __future__ import annotations

from bisect import bisect_right
from collections.abc import Callable, Set

from transforms.reading.reading import Reading

SENTENCES = 4  # looked back over where each goes on about "it" or is somebody's words
SUBJECTS = frozenset({"nsubj", "nsubjpass"})
REACH_BACK = 80  # words of the sentence before "its": bounds the work on endless sentences
BodyAt = Callable[[int], int | None]


def owner_of_its(reading: Reading, token: int, body_at: BodyAt) -> int | None:
    """The one body named before "its" in the sentence, else the subject of the one before, else its only body.

    A sentence about "it" goes on about the subject before. What somebody says in marks names nobody outside of them.
    """
    is_heard = _hearing(reading, token)
    number = reading.token_sentence[token]
    first = max(reading.sentences[number][0], token - REACH_BACK)
    here = {body_at(t) for t in range(first, token) if is_heard(t)} - {None}
    if here:
        return only(here)
    for sentence in range(number - 1, max(-1, number - 1 - SENTENCES), -1):
        first, last = reading.sentences[sentence]
        root = reading.root(first, last)
        subject = next((c for c in reading.children[root] if reading.deps[c] in SUBJECTS), root)
        if is_heard(root) and reading.lemmas[subject].lower() != "it":
            named = body_at(subject)
            return (
                named if named is not None else only({body_at(t) for t in range(first, last) if is_heard(t)} - {None})
            )
    return None


def _hearing(reading: Reading, token: int) -> Callable[[int], bool]:
    """Tells of a token whether it stands outside the marks in which `token` does not stand."""
    starts = [passage.start for passage in reading.passages]

    def passage_of(place: int) -> int:
        start = reading.starts[place]
        found = bisect_right(starts, start) - 1
        return found if found >= 0 and start < reading.passages[found].end else -1

    own = passage_of(token)
    return lambda place: passage_of(place) in (-1, own)


def only(bodies: Set[int | None]) -> int | None:
    """The one body there is."""
    return next(iter(bodies)) if len(bodies) == 1 else None
