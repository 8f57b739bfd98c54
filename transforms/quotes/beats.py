"""Quotations that no verb of saying reports: the sentence before them shows who acts ('Roe shrugged. "No."')."""

from __future__ import annotations

from collections.abc import Collection
from typing import NamedTuple

from transforms.grammar import STOPS
from transforms.quotes.table import TokenTable

FINITE = frozenset({"VBD", "VBZ", "VBP"})
FEWEST = 3  # tokens within the marks
MOST = 30  # tokens of the sentence before


class Beat(NamedTuple):
    """A passage, and the verb and the subject of the sentence before it."""

    passage: int
    verb: int
    subject: int
    first: int  # of the sentence


def find_beats(table: TokenTable, attached: Collection[int], cues: Collection[int]) -> list[Beat]:
    """The passages that are whole sentences, behind a sentence whose subject is a person and which reports nothing.

    `attached` are the passages that a cue touches, `cues` the tokens of likely cues.
    """
    found = []
    for passage in range(len(table.passages)):
        if passage not in attached and _is_sentence(table, passage):
            beat = _sentence_before(table, passage, cues)
            if beat is not None:
                found.append(beat)
    return found


def _is_sentence(table: TokenTable, passage: int) -> bool:
    """Whether a passage begins behind a full stop and ends with one of its own."""
    words, (first, last) = table.reading.words, table.passage_tokens[passage]
    return last - first >= FEWEST + 2 and table.passages[passage].is_closed and words[last - 2] in STOPS and first > 0


def _sentence_before(table: TokenTable, passage: int, cues: Collection[int]) -> Beat | None:
    reading = table.reading
    end = table.passage_tokens[passage][0]
    if reading.words[end - 1] not in STOPS or reading.token_segment[end - 1] != reading.token_segment[end]:
        return None
    first = reading.sentences[reading.token_sentence[end - 1]][0]
    tokens = range(first, end)
    if len(tokens) > MOST or any(table.inside_list[t] >= 0 or t in cues for t in tokens):
        return None
    verb = reading.root(first, end)
    subject = next((c for c in reading.children[verb] if reading.deps[c] == "nsubj" and _is_person(table, c)), None)
    return None if subject is None or reading.tags[verb] not in FINITE else Beat(passage, verb, subject, first)


def _is_person(table: TokenTable, token: int) -> bool:
    return table.labels[token] == "PERSON" or table.reading.words[token].lower() in ("he", "she")
