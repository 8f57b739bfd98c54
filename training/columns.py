"""Reads annotated corpora in columns: one word and its tag a line, an empty line after each sentence.

Two layouts are known: UNER's (number, word, tag, ..., with the sentence in a comment "# text = ...") and plain pairs
(word, tag). Tags are B-PER, I-PER, O and the like.
"""

from __future__ import annotations

from collections.abc import Iterator
from pathlib import Path
from typing import NamedTuple

KINDS = {"PER": "person", "ORG": "organization", "LOC": "place"}
NO_SPACE_BEFORE = frozenset(".,;:?!)]%'") | {"'s", "n't", "''"}
NO_SPACE_AFTER = frozenset("([$") | {"``"}
BRACKETS = {"-LRB-": "(", "-RRB-": ")"}

Gold = tuple[int, int, str]  # code points, half open, and the kind


class Sentence(NamedTuple):
    """A sentence and the names in it; a kind that is not told apart is "other"."""

    text: str
    names: list[Gold]


def read_columns(path: Path) -> Iterator[Sentence]:
    """The sentences of a file; those whose words do not spell their text are left out."""
    text, tagged = "", list[tuple[str, str]]()
    for line in [*path.read_text(encoding="utf-8").splitlines(), ""]:
        if line.startswith("# text = "):
            text = line.removeprefix("# text = ")
        elif line.strip() and not line.startswith(("#", "-DOCSTART")):
            cells = line.split("\t") if "\t" in line else line.split()
            word, tag = (cells[1], cells[2]) if len(cells) > 2 else (cells[0], cells[1])
            tagged.append((BRACKETS.get(word, word), tag))
        elif not line.strip() and tagged:
            sentence = lay_tags(text or join_words([word for word, _ in tagged]), tagged)
            if sentence is not None:
                yield sentence
            text, tagged = "", []


def join_words(words: list[str]) -> str:
    """A sentence from its words, with spaces where English has them.

    >>> join_words(["He", "said", ",", '"', "Go", '"', "(", "twice", ")", "."])
    'He said, "Go" (twice).'
    """
    text, open_quote, glue = "", False, True
    for word in words:
        closes = word == '"' and open_quote
        if text and not (glue or closes or word in NO_SPACE_BEFORE):
            text += " "
        text += word
        open_quote ^= word == '"'
        glue = word in NO_SPACE_AFTER or (word == '"' and open_quote)
    return text


def lay_tags(text: str, tagged: list[tuple[str, str]]) -> Sentence | None:
    """The names of a sentence by where their words stand; null where the words are not in the text in this order.

    >>> lay_tags("Dr. Lee Ortiz left.", [("Dr.", "O"), ("Lee", "B-PER"), ("Ortiz", "I-PER"), ("left", "O")])
    Sentence(text='Dr. Lee Ortiz left.', names=[(4, 13, 'person')])
    """
    names: list[Gold] = []
    place, before = 0, "O"
    for word, tag in tagged:
        start = text.find(word, place)
        if start < 0:
            return None
        place = start + len(word)
        kind = KINDS.get(tag[2:], "other")
        if tag.startswith("I-") and before != "O" and before[2:] == tag[2:]:
            names[-1] = (names[-1][0], place, kind)
        elif tag[:2] in ("B-", "I-"):
            names.append((start, place, kind))
        before = tag
    return Sentence(text, names)
