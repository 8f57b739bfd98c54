"""Parses as spaCy's parser does, by its own moves, but many texts side by side and with Python's lock held throughout.

Let alone, spaCy gives the lock back while it parses, and then asks for it again at nearly every look at a word. Driven
step by step from here it never gives it back, so that asking costs nothing.
"""

from __future__ import annotations

from collections.abc import Sequence
from typing import Any

import numpy as np
from spacy.tokens import Doc

from transforms.reading.encoder import UnknownNetwork
from transforms.reading.transitions import Hidden, read_linear

FEATURES = 8  # two words to come, three on the stack, and the outer children of the first of each
LONG = 1_000  # words of a text that would go on alone long after the others: spaCy parses it by itself


class Parser:
    """The greedy arc-eager parser of a pipeline."""

    def __init__(self, pipe: Any, words: Doc) -> None:
        """Reads the weights of spaCy's component `parser`; words is any text, to ask for a step of its network.

        Raises UnknownNetwork where it is built otherwise.
        """
        self.pipe = pipe
        self.hidden = Hidden(pipe, FEATURES)
        weights, bias = read_linear(pipe.model.get_ref("upper"))
        # twice as exact, so that a text's scores do not depend on the others: the last digits are cut off again
        self._weights, self._bias = weights.astype(np.float64), bias.astype(np.float64)
        self._network = pipe.model.predict([words])
        if not hasattr(self._network, "get_token_ids") or not hasattr(pipe, "transition_states"):
            raise UnknownNetwork(f"{pipe.name} cannot be driven step by step")

    def parse(self, docs: Sequence[Sequence[Doc]], encoded: Sequence[Any]) -> None:
        """Sets heads, relations and sentence starts in the texts of several articles, each with its encoded words."""
        short: list[Doc] = []
        features = self._feature_rows(sum(len(rows) for rows in encoded))
        filled = 1
        for texts, rows in zip(docs, encoded, strict=True):
            kept = [doc for doc in texts if len(doc) <= LONG]
            if len(kept) < len(texts):
                rows = self._parse_long(texts, rows)
            self.hidden.fill(rows, features[filled : filled + len(rows)])
            filled += len(rows)
            short += kept
        self.pipe.set_annotations(short, self._walk(short, features))

    def _feature_rows(self, words: int) -> Any:
        """Room for the features of so many words, after those of a missing word."""
        features = np.empty((words + 1, self.hidden.count * self.hidden.width), np.float32)
        features[0] = self.hidden.missing.ravel()
        return features

    def _parse_long(self, texts: Sequence[Doc], rows: Any) -> Any:
        """Has spaCy parse the long ones; the rows of the others."""
        ends = np.cumsum([len(doc) for doc in texts])
        kept = []
        for doc, end in zip(texts, ends.tolist(), strict=True):
            own = rows[end - len(doc) : end]
            if len(doc) > LONG:
                doc.tensor = own
                self.pipe.set_annotations([doc], self.pipe.predict([doc]))
            else:
                kept.append(own)
        return np.concatenate(kept) if kept else rows[:0]

    def _walk(self, docs: list[Doc], features: Any) -> list[Any]:
        """The states of the texts when every word has its head."""
        count, hidden = self.hidden.count, self.hidden
        by_word = features.reshape(-1, hidden.width)
        offsets = np.arange(count) + count  # words are numbered from -1, which is a missing one
        batch: list[Any] = self.pipe.moves.init_batch(docs)
        states = [state for state in batch if not state.is_final()]
        while states:
            wanted = self._network.get_token_ids(states)
            wanted *= count
            wanted += offsets
            answers = hidden.answer(np.einsum("ijk->ik", by_word.take(wanted, axis=0)))
            scores = answers.astype(np.float64) @ self._weights
            scores += self._bias
            states = self.pipe.transition_states(states, scores.astype(np.float32))
        return batch
