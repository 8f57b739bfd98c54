"""Finds names as spaCy's recognizer does, most of it for all words of an article at once.

The recognizer goes from word to word and decides whether a name begins, goes on or ends there. Outside a name it looks
at the word alone, so those decisions are taken for all words together. Within a name it looks at the name's first word
and the last one, too: there the texts go on side by side, each in the name it has come to. spaCy itself takes Python's
lock dozens of times a word while it finds out which decisions are allowed, and spends most of its time on that.
"""

from __future__ import annotations

from typing import Any

import numpy as np

from transforms.reading.encoder import UnknownNetwork
from transforms.reading.transitions import Hidden, read_linear

FEATURES = 3  # the word; the first word of the name it may belong to; the word before it in that name
NEVER = np.float32(-np.inf)
Name = tuple[int, int, str]  # words, half open, and the label


class Recognizer:
    """The decisions of a greedy recognizer of names, from the encoded words of an article."""

    def __init__(self, pipe: Any) -> None:
        """Reads the weights of spaCy's component `ner`; raises UnknownNetwork where it is built otherwise."""
        self.hidden = Hidden(pipe, FEATURES)
        weights, bias = read_linear(pipe.model.get_ref("upper"))
        moves = [pipe.moves.get_class_name(number) for number in range(pipe.moves.n_moves)]
        choices = [number for number, move in enumerate(moves) if move == "O" or (move[0] in "BU" and move != "U-")]
        self.labels = [moves[number][2:] for number in choices]
        self.begins = np.array([moves[number][0] == "B" for number in choices])
        self.is_name = np.array([moves[number] != "O" for number in choices])
        self._choices, self._choices_bias = weights[:, choices], bias[choices]
        try:
            within = [[moves.index(f"{move}-{label}") for label in self.labels if label] for move in "IL"]
        except ValueError as error:
            raise UnknownNetwork(f"{pipe.name}: {error}") from error
        if any(go_on > end for go_on, end in zip(*within, strict=True)):  # of equal scores the first move is taken
            raise UnknownNetwork(f"{pipe.name} has its moves in another order")
        self._within = [(weights.T[numbers], bias[numbers]) for numbers in within]
        self._place = np.cumsum(self.is_name) - 1  # of a choice's label among those within names

    def find(self, encoded: Any, lengths: Any, is_space: Any, is_start: Any) -> list[list[Name]]:
        """The names of each text, in words of that text; is_start tells where sentences begin."""
        features = np.empty((len(encoded), self.hidden.count * self.hidden.width), np.float32)
        self.hidden.fill(encoded, features)
        features = features.reshape(len(encoded), self.hidden.count, self.hidden.width)
        is_last = find_last(lengths, is_start)
        choice = self._choose(features[:, 0], is_space, is_last)
        walk = Walk(lengths, choice, self)
        while walk.open:
            first, at = np.array(walk.first), np.array(walk.at)
            sums = features[at, 0] + features[first, 1]
            sums += features[at - 1, 2]
            goes_on = self._goes_on(sums, choice[first]) & ~is_last[at]
            walk.step(goes_on.tolist())
        return walk.names

    def _choose(self, words: Any, is_space: Any, is_last: Any) -> Any:
        """What is decided at each word if no name has begun before it."""
        sums = words + self.hidden.missing[1]
        sums += self.hidden.missing[2]
        scores = self.hidden.answer(sums) @ self._choices
        scores += self._choices_bias
        scores[np.ix_(is_space, self.is_name)] = NEVER
        scores[np.ix_(is_last, self.begins)] = NEVER
        return scores.argmax(axis=1)

    def _goes_on(self, sums: Any, choice: Any) -> Any:
        """Whether the names go on after a word rather than end there."""
        answers = self.hidden.answer(sums)
        place = self._place[choice]
        go_on, end = (np.einsum("ij,ij->i", answers, w[place]) + b[place] for w, b in self._within)
        return go_on >= end


class Walk:
    """Every text's way from name to name; `open` are the texts within one."""

    def __init__(self, lengths: Any, choice: Any, recognizer: Recognizer) -> None:
        self.names: list[list[Name]] = [[] for _ in lengths]
        self._recognizer = recognizer
        self._choice: list[int] = choice.tolist()
        ends = np.cumsum(lengths)
        self._base: list[int] = (ends - lengths).tolist()
        flagged = np.flatnonzero(recognizer.is_name[choice])
        self._flagged: list[int] = flagged.tolist()
        self._next: list[int] = np.searchsorted(flagged, ends - lengths).tolist()
        self._stop: list[int] = np.searchsorted(flagged, ends).tolist()
        self.open: list[int] = []
        self.first: list[int] = []
        self.at: list[int] = []
        for text in range(len(lengths)):
            self._seek(text, 0)

    def step(self, goes_on: list[bool]) -> None:
        """Moves each text that is within a name one word on; where the name ends, to its next longer one."""
        texts, firsts, places = self.open, self.first, self.at
        self.open, self.first, self.at = [], [], []
        for text, first, at, more in zip(texts, firsts, places, goes_on, strict=True):
            if more:
                self._go(text, first, at + 1)
            else:
                self._note(text, first, at + 1)
                self._seek(text, at + 1)

    def _seek(self, text: int, start: int) -> None:
        """Notes the names of one word until a longer one begins."""
        flagged, stop, place = self._flagged, self._stop[text], self._next[text]
        while place < stop:
            at = flagged[place]
            place += 1
            if at >= start:
                if self._recognizer.begins[self._choice[at]]:
                    self._go(text, at, at + 1)
                    break
                self._note(text, at, at + 1)
        self._next[text] = place

    def _go(self, text: int, first: int, at: int) -> None:
        self.open.append(text)
        self.first.append(first)
        self.at.append(at)

    def _note(self, text: int, first: int, end: int) -> None:
        base = self._base[text]
        self.names[text].append((first - base, end - base, self._recognizer.labels[self._choice[first]]))


def find_last(lengths: Any, is_start: Any) -> Any:
    """Whether a word is the last of its text or of its sentence, so that no name goes on after it."""
    is_last = np.zeros(len(is_start), dtype=bool)
    is_last[:-1] = is_start[1:]
    ends = np.cumsum(lengths)
    is_last[ends[ends > 0] - 1] = True
    return is_last
