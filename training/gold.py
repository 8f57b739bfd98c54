"""Reads attributions of the gold's form and lays them over readings."""

from __future__ import annotations

import json
from dataclasses import dataclass
from pathlib import Path
from typing import Any

from transforms.reading.reading import Reading


@dataclass(slots=True)
class Attribution:
    """One gold attribution as sets of tokens of its article."""

    kind: str
    source: frozenset[int]
    cue: frozenset[int]
    content: frozenset[int]
    head: int  # the cue's head word


def read_articles(path: Path) -> list[dict[str, Any]]:
    """The JSON objects of a JSONL file, in order."""
    with path.open(encoding="utf-8") as file:
        return [json.loads(line) for line in file if line.strip()]


def lay_over(reading: Reading, attributions: list[dict[str, Any]]) -> list[Attribution]:
    """The attributions whose cue and content have words in the reading."""
    found = []
    for item in attributions:
        source, cue, content = (_tokens(reading, item[part]) for part in ("source", "cue", "content"))
        if cue and content:
            found.append(Attribution(item["kind"], source, cue, content, find_cue_head(reading, cue, content)))
    return found


def _tokens(reading: Reading, spans: list[list[int]]) -> frozenset[int]:
    return frozenset(
        token
        for start, end in spans
        for token in range(*reading.tokens_in(start, end))
        if not reading.words[token].isspace()
    )


def find_cue_head(reading: Reading, cue: frozenset[int], content: frozenset[int]) -> int:
    """The cue's word that governs the content in the parse, else its topmost word.

    Prepositions, particles and helping verbs give way to the verb above them when that belongs to the cue.
    """
    roots = [t for t in sorted(content) if reading.heads[t] not in content and reading.heads[t] in cue]
    if roots:
        head = reading.heads[roots[0]]
    else:
        outside = [t for t in sorted(cue) if reading.heads[t] not in cue or reading.heads[t] == t]
        verbs = [t for t in outside if reading.pos[t] == "VERB"]
        head = (verbs or outside or sorted(cue))[0]
    while reading.pos[head] in ("ADP", "PART", "AUX", "ADV", "PUNCT", "SCONJ") and reading.heads[head] in cue - {head}:
        head = reading.heads[head]
    return head
