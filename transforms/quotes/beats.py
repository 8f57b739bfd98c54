"""Quotations that no verb of saying reports: what stands before them shows who acts.

A sentence ('Roe shrugged. "No."') or a clause before a colon ('Roe was blunt: "No."').
"""

from __future__ import annotations

from collections.abc import Collection
from typing import NamedTuple

from transforms.grammar import STOPS
from transforms.quotes.spans import parted_name
from transforms.quotes.table import TokenTable

FINITE = frozenset({"VBD", "VBZ", "VBP"})
FEWEST = 3  # tokens within the marks
MOST = 30  # tokens of the sentence before
BODY = "ORG"
HOLDING = "have"  # "had a warning": a verb whose object is what is said; that of another verb is a thing


class Beat(NamedTuple):
    """A passage, and the verb and the subject of the words before it."""

    passage: int
    verb: int
    subject: int
    first: int  # of the sentence or clause


def find_beats(table: TokenTable, attached: Collection[int], cues: Collection[int]) -> list[Beat]:
    """The passages that are whole sentences, behind a sentence whose subject is a person and which reports nothing.

    Before a colon the subject may be a body, too. `attached` are the passages that a cue touches, `cues` the tokens of
    likely cues.
    """
    found = []
    for passage in range(len(table.passages)):
        if passage not in attached and _is_sentence(table, passage):
            led = table.reading.words[table.passage_tokens[passage][0] - 1] == ":"
            beat = _clause_before(table, passage, cues) if led else _sentence_before(table, passage, cues)
            if beat is not None:
                found.append(beat)
    return found


def _is_sentence(table: TokenTable, passage: int) -> bool:
    """Whether a passage is no first words of the text and ends with a full stop of its own."""
    words, (first, last) = table.reading.words, table.passage_tokens[passage]
    return last - first >= FEWEST + 2 and table.passages[passage].is_closed and words[last - 2] in STOPS and first > 0


def _sentence_before(table: TokenTable, passage: int, cues: Collection[int]) -> Beat | None:
    reading = table.reading
    end = table.passage_tokens[passage][0]
    if reading.words[end - 1] not in STOPS or reading.token_segment[end - 1] != reading.token_segment[end]:
        return None
    first = reading.sentences[reading.token_sentence[end - 1]][0]
    tokens = range(first, end)
    verb = reading.root(first, end)
    if len(tokens) > MOST or any(table.inside_list[t] >= 0 or (t in cues and t != verb) for t in tokens):
        return None
    if verb in cues and not _is_bare(table, verb, end):
        return None
    subject = next((c for c in reading.children[verb] if reading.deps[c] == "nsubj" and _is_named(table, c)), None)
    return None if subject is None or reading.tags[verb] not in FINITE else Beat(passage, verb, subject, first)


def _clause_before(table: TokenTable, passage: int, cues: Collection[int]) -> Beat | None:
    """The clause that a colon ends: its last verb that has a subject, where that can speak and does nothing else."""
    reading = table.reading
    end = table.passage_tokens[passage][0]
    first = end
    line = reading.lines[reading.token_segment[end]][0]
    while first > max(line, end - MOST) and table.inside_list[first - 1] < 0 and reading.words[first - 1] not in STOPS:
        first -= 1
    if any(t in cues for t in range(first, end)):
        return None
    for verb in range(end - 1, first - 1, -1):
        subjects = [c for c in reading.children[verb] if reading.deps[c] == "nsubj"]
        if subjects and reading.tags[verb] in FINITE:
            subject = parted_name(table, subjects[0]) or subjects[0]
            speaks = subject >= first and _can_speak(table, subject) and not _handles(table, verb)
            return Beat(passage, verb, subject, first) if speaks else None
    return None


def _is_bare(table: TokenTable, verb: int, end: int) -> bool:
    """Whether a cue ends its sentence, so that what it reports can only follow: 'Roe agreed. "Yes."'"""
    return all(table.loose[t] or table.reading.deps[t] == "advmod" for t in range(verb + 1, end))


def _is_named(table: TokenTable, token: int) -> bool:
    """Whether a subject is somebody, or has somebody's name beside it ("her neighbour Dana Roe")."""
    reading = table.reading
    return table.is_somebody(token) or any(
        reading.deps[c] == "appos" and table.called[c] == "PERSON" for c in reading.children[token]
    )


def _can_speak(table: TokenTable, token: int) -> bool:
    return _is_named(table, token) or table.called[token] == BODY


def _handles(table: TokenTable, verb: int) -> bool:
    """Whether a verb has an object that is a thing: "Roe held up a sign:"."""
    reading = table.reading
    return reading.lemmas[verb] != HOLDING and any(reading.deps[c] == "dobj" for c in reading.children[verb])
