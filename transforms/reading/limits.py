"""Keeps the reading of a text linear: what no language has is cut before spaCy and the rules see it.

spaCy looks for the ends of a word again and again: 8,000 symbols without a blank took it two minutes. And a sentence
of ten thousand words, which only a machine writes, would cost each rule that compares its words with one another the
square of that. So a run without a blank is one token when it is longer than any address, a piece of text is cut where
it is longer than any paragraph, and a sentence where it is longer than any sentence.
"""

from __future__ import annotations

import re
from collections.abc import Iterator, Sequence
from dataclasses import dataclass, field
from typing import Any

LONGEST_RUN = 250  # characters without a blank; the longest in 830,000 words of news was an address of 104
LONGEST_PIECE = 20_000  # characters that are read at once; paragraphs of news have 5,000 at most
LONGEST_SENTENCE = 1_000  # tokens
RUN = re.compile(rf"\S{{{LONGEST_RUN + 1},}}")


class BoundedTokenizer:
    """spaCy's tokenizer for a text whose runs without a blank are of a bearable length; a longer one is one token.

    >>> import spacy
    >>> [len(token) for token in BoundedTokenizer(spacy.blank("en"))("We saw " + "█" * 9000 + " there.")]
    [2, 3, 9000, 5, 1]
    """

    def __init__(self, nlp: Any) -> None:
        self.inner = nlp.tokenizer
        self.vocab = nlp.vocab

    def __call__(self, text: str) -> Any:
        """The text's tokens."""
        runs = [found.span() for found in RUN.finditer(text)]
        if not runs:
            return self.inner(text)
        tokens = _Tokens()
        place = 0
        for start, end in runs:
            tokens.add_doc(self.inner(text[place:start]))
            has_blank = text[end : end + 1] == " "
            tokens.add(text[start:end], has_blank)
            place = end + has_blank
        tokens.add_doc(self.inner(text[place:]))
        return tokens.make(self.vocab)

    def __getattr__(self, name: str) -> Any:
        """Whatever else is asked of a tokenizer."""
        return getattr(self.inner, name)


@dataclass
class _Tokens:
    words: list[str] = field(default_factory=list)
    spaces: list[bool] = field(default_factory=list)
    norms: list[str] = field(default_factory=list)

    def add(self, word: str, has_blank: bool, norm: str | None = None) -> None:
        self.words.append(word)
        self.spaces.append(has_blank)
        self.norms.append(norm or word.lower())

    def add_doc(self, doc: Any) -> None:
        for token in doc:
            self.add(token.text, bool(token.whitespace_), token.norm_)

    def make(self, vocab: Any) -> Any:
        from spacy.tokens import Doc  # which is there by now; those that only cut texts need not wait for spaCy

        doc: Any = Doc(vocab, self.words, self.spaces)
        for token, norm in zip(doc, self.norms, strict=True):
            if token.norm_ != norm:
                token.norm_ = norm
        return doc


def bearable_parts(text: str, start: int, end: int) -> Iterator[tuple[int, int]]:
    """The stretches of [start, end) between runs that are no words: what rules that read letters may look at.

    >>> text = "It cost $5. " + "$1" * 200 + " It cost $6."
    >>> [text[a:b] for a, b in bearable_parts(text, 0, len(text))]
    ['It cost $5. ', ' It cost $6.']
    """
    for found in RUN.finditer(text, start, end):
        yield start, found.start()
        start = found.end()
    yield start, end


def cut_pieces(text: str, longest: int = LONGEST_PIECE) -> Iterator[tuple[int, str]]:
    """The text in pieces that can be read at once, each with the place where it begins: cut after a blank.

    >>> list(cut_pieces("one two three", 8))
    [(0, 'one two '), (8, 'three')]
    """
    place = 0
    while len(text) - place > longest:
        end = 1 + max(text.rfind(blank, place, place + longest) for blank in " \n\t")
        end = end if end > place else place + longest
        yield place, text[place:end]
        place = end
    yield place, text[place:]


def cut_sentences(starts: Sequence[int], tokens: int, longest: int = LONGEST_SENTENCE) -> list[tuple[int, int]]:
    """The sentences, as tokens half open, that begin at the given tokens; one longer than any sentence is cut.

    >>> cut_sentences([0, 3], 8, longest=2)
    [(0, 2), (2, 3), (3, 5), (5, 7), (7, 8)]
    """
    bounds = zip(starts, [*starts[1:], tokens], strict=True)
    return [(place, min(place + longest, last)) for first, last in bounds for place in range(first, last, longest)]
