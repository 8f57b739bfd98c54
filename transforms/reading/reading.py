"""An article as spaCy read it, in plain columns: one list per token attribute, offsets into the article's text."""

from __future__ import annotations

from bisect import bisect_left, bisect_right
from collections.abc import Iterator
from dataclasses import dataclass, field
from functools import cached_property

from transforms.grammar import HYPHENS
from transforms.reading.marks import Passage, find_passages
from transforms.records import Segment, Span

ANNOTATED_KINDS = frozenset({"headline", "caption", "body"})


@dataclass
class Reading:
    """Tokens of the annotated segments of one article, in text order.

    Every list but `sentences`, `segments` and `entities` has one value per token. Token numbers run over the whole
    article; heads and children are token numbers, and a root is its own head. No sentence and no entity crosses a
    segment. Segments that are not annotated (credits, links, ...) have no tokens.
    """

    text: str
    segments: list[Segment]
    words: list[str] = field(default_factory=list)
    starts: list[int] = field(default_factory=list)
    ends: list[int] = field(default_factory=list)
    tags: list[str] = field(default_factory=list)  # Penn Treebank tags
    pos: list[str] = field(default_factory=list)  # universal parts of speech
    lemmas: list[str] = field(default_factory=list)  # lower case, proper nouns as written
    deps: list[str] = field(default_factory=list)
    heads: list[int] = field(default_factory=list)
    token_sentence: list[int] = field(default_factory=list)  # place in sentences
    token_segment: list[int] = field(default_factory=list)  # place in segments
    sentences: list[tuple[int, int]] = field(default_factory=list)  # tokens, half open
    entities: list[tuple[int, int, str]] = field(default_factory=list)  # tokens, half open, and spaCy's label
    strange: set[int] = field(default_factory=set)  # tokens with a capital that are no words of English
    plain: set[int] = field(default_factory=set)  # common words of English with which sentences begin

    def __len__(self) -> int:
        return len(self.words)

    def openings(self) -> Iterator[int]:
        """The first word of each sentence, marks before it left out."""
        for first, last in self.sentences:
            token = first
            while token < last - 1 and not self.words[token][0].isalnum():
                token += 1
            yield token

    @cached_property
    def lowered(self) -> list[str]:
        """The words in small letters."""
        return [word.lower() for word in self.words]

    @cached_property
    def vocabulary(self) -> frozenset[str]:
        """The different words in small letters: asked first, before words are looked for one by one."""
        return frozenset(self.lowered)

    @cached_property
    def figures(self) -> list[int]:
        """The tokens that begin with a digit."""
        return [token for token, word in enumerate(self.words) if word[0].isdigit()]

    @cached_property
    def children(self) -> list[list[int]]:
        """The dependents of each token, in text order."""
        found: list[list[int]] = [[] for _ in self.words]
        for token, head in enumerate(self.heads):
            if head != token:
                found[head].append(token)
        return found

    @cached_property
    def edges(self) -> tuple[list[int], list[int]]:
        """The first and the last token of each token's subtree."""
        left, right = list(range(len(self.words))), list(range(len(self.words)))
        heads = self.heads
        for token in reversed(self._heads_first()):
            head = heads[token]
            if left[token] < left[head]:
                left[head] = left[token]
            if right[token] > right[head]:
                right[head] = right[token]
        return left, right

    def _heads_first(self) -> list[int]:
        """The tokens, each behind the one that it hangs on."""
        order, children = [token for token, head in enumerate(self.heads) if head == token], self.children
        for token in order:  # which grows as it is read
            order += children[token]
        return order

    @cached_property
    def passages(self) -> list[Passage]:
        """What stands in quotation marks in the annotated segments."""
        return find_passages(self.text, [(s.start, s.end) for s in self.segments if s.kind in ANNOTATED_KINDS])

    @cached_property
    def lines(self) -> dict[int, tuple[int, int]]:
        """The tokens of each segment that has any, half open, by the segment's place."""
        found: dict[int, tuple[int, int]] = {}
        first = 0
        for token, segment in enumerate(self.token_segment):
            if segment != self.token_segment[first]:
                found[self.token_segment[first]] = (first, token)
                first = token
        if self.token_segment:
            found[self.token_segment[first]] = (first, len(self.token_segment))
        return found

    def subtree(self, token: int) -> tuple[int, int]:
        """The tokens from the first to the last of the token's subtree, half open."""
        left, right = self.edges
        return left[token], right[token] + 1

    def root(self, first: int, last: int) -> int:
        """The token of first to last, half open, that hangs on none of the others."""
        for token in range(first, last):
            if not first <= self.heads[token] < last or self.heads[token] == token:
                return token
        return last - 1

    def hyphenated_from(self, first: int, floor: int = 0) -> int:
        """The first token of the hyphenated word that a token ends: "[vice-]chancellor"; none before `floor`."""
        while first - 2 >= floor and self.words[first - 1] in HYPHENS:
            is_glued = self.ends[first - 1] == self.starts[first] and self.ends[first - 2] == self.starts[first - 1]
            if not (is_glued and self.words[first - 2][-1:].isalnum()):
                break
            first -= 2
        return first

    def span(self, first: int, last: int) -> Span:
        """The text span of the tokens first to last, half open and not empty."""
        return Span(self.starts[first], self.ends[last - 1])

    def tokens_in(self, start: int, end: int) -> tuple[int, int]:
        """The tokens that overlap the text span [start, end), half open."""
        return bisect_right(self.ends, start), bisect_left(self.starts, end)

    def sentence_span(self, sentence: int) -> Span:
        """The text span of a sentence, white space at its edges left out."""
        return self.span(*self.sentences[sentence])
