"""Turns gold attributions into the rows that each model of the quotes is fitted on."""

from __future__ import annotations

from dataclasses import dataclass

import numpy as np

from training.fit import Floats, Ints
from training.gold import Attribution
from transforms.quotes.cues import CUE_SIZE, CUE_TEMPLATES, cue_columns, cue_rows
from transforms.quotes.decide import LINK_SIZE, LINK_TEMPLATES, link_candidates, link_columns, open_passages
from transforms.quotes.features import (
    CONTENT_SIZE,
    CONTENT_TEMPLATES,
    SOURCE_SIZE,
    SOURCE_TEMPLATES,
    content_columns,
    source_columns,
)
from transforms.quotes.linear import hash_features
from transforms.quotes.spans import content_candidates, source_candidates, source_span
from transforms.quotes.statements import Draft, Statement
from transforms.quotes.table import TokenTable

LEAST_SHARED = 0.5  # content right: Dice of the words, as the scorer has it


@dataclass(slots=True)
class Example:
    """One training article: its tokens and its gold."""

    table: TokenTable
    gold: list[Attribution]


@dataclass(slots=True)
class Rows:
    """Hashed rows with their targets; `lengths` holds the size of each group for a ranking."""

    buckets: Ints
    targets: Floats
    lengths: list[int]


def words_of(table: TokenTable, tokens: frozenset[int] | set[int]) -> frozenset[int]:
    """The tokens without punctuation and white space."""
    return frozenset(t for t in tokens if not table.loose[t])


def words_of_runs(table: TokenTable, runs: list[tuple[int, int]]) -> frozenset[int]:
    """The words of runs of tokens."""
    return frozenset(t for first, last in runs for t in range(first, last) if not table.loose[t])


def dice(one: frozenset[int], other: frozenset[int]) -> float:
    """Twice the shared words over the sum of both."""
    return 2 * len(one & other) / max(1, len(one) + len(other))


def cue_examples(example: Example) -> Rows:
    """Every token that can head a cue, and whether it does."""
    rows = cue_rows(example.table)
    heads = {a.head for a in example.gold}
    targets = np.array([token in heads for token in rows.tolist()], dtype=np.float64)
    return Rows(hash_features(cue_columns(example.table, rows), CUE_TEMPLATES, CUE_SIZE), targets, [])


def source_examples(example: Example) -> Rows:
    """The source candidates of every gold cue; the right one is the head whose phrase is nearest to the gold's."""
    table, candidates = example.table, []
    targets: list[float] = []
    lengths: list[int] = []
    for gold in example.gold:
        group = source_candidates(table, gold.head)
        if gold.source:
            shared = [
                dice(frozenset(range(*source_span(table, s.head, gold.head))), gold.source)
                if s.head in gold.source
                else 0.0
                for s in group
            ]
            best = max(shared)
            marks = [0.0] * len(group)
            if best > 0:
                marks[shared.index(best)] = 1.0
        else:
            marks = [float(s.head < 0) for s in group]
        if sum(marks):
            candidates += group
            targets += marks
            lengths.append(len(group))
    if not candidates:
        return Rows(np.zeros((0, len(SOURCE_TEMPLATES)), dtype=np.int64), np.zeros(0), [])
    buckets = hash_features(source_columns(table, candidates), SOURCE_TEMPLATES, SOURCE_SIZE)
    return Rows(buckets, np.array(targets), lengths)


def content_examples(example: Example) -> Rows:
    """The content candidates of every gold cue; those nearest to the gold content share the target."""
    table, candidates = example.table, []
    targets: list[float] = []
    lengths: list[int] = []
    heads: list[int] = []
    for gold in example.gold:
        group = content_candidates(table, gold.head)
        wanted = words_of(table, gold.content)
        shared = [
            dice(wanted, words_of_runs(table, [(c.first, c.last), (c.second_first, c.second_last)])) for c in group
        ]
        best = max(shared, default=0.0)
        if best < LEAST_SHARED:
            continue
        marks = [float(value > best - 1e-9) for value in shared]
        candidates += group
        targets += [mark / sum(marks) for mark in marks]
        lengths.append(len(group))
        heads += [_source_head(table, gold)] * len(group)
    if not candidates:
        return Rows(np.zeros((0, len(CONTENT_TEMPLATES)), dtype=np.int64), np.zeros(0), [])
    columns = content_columns(table, candidates, np.array(heads, dtype=np.int64))
    return Rows(hash_features(columns, CONTENT_TEMPLATES, CONTENT_SIZE), np.array(targets), lengths)


def _source_head(table: TokenTable, gold: Attribution) -> int:
    """The topmost word of the gold source, -1 without one."""
    tops = [t for t in sorted(gold.source) if table.reading.heads[t] not in gold.source]
    return (tops or sorted(gold.source) or [-1])[0]


def is_source_right(table: TokenTable, source: int, cue: int, gold: Attribution) -> bool:
    """Whether the source shares a word with the gold's and does not stand in its content, as the scorer has it."""
    if source < 0 or not gold.source:
        return source < 0 and not gold.source
    words = words_of(table, set(range(*source_span(table, source, cue))))
    return bool(words & gold.source) and 2 * len(words & gold.content) <= len(words)


def right_drafts(example: Example, draft: Draft) -> Floats:
    """Which drafts are right in content and source; each gold attribution makes at most one draft right."""
    table, pairs = example.table, []
    contents = [words_of(table, gold.content) for gold in example.gold]
    for place, content in enumerate(draft.contents):
        words = words_of_runs(table, [(content.first, content.last), (content.second_first, content.second_last)])
        cue, source = int(draft.cues[place]), draft.sources[place].head
        for number, gold in enumerate(example.gold):
            shared = dice(words, contents[number])
            if shared >= LEAST_SHARED:
                right = is_source_right(table, source, cue, gold)
                pairs.append((-(shared + (cue in gold.cue) + 0.5 * right), place, number, right))
    marks, used = np.zeros(len(draft.contents)), set()
    for _, place, number, right in sorted(pairs):
        if not marks[place] and number not in used:
            used.add(number)
            marks[place] = float(right)
    return marks


def pair_statements(example: Example, statements: list[Statement]) -> dict[int, Attribution]:
    """The gold attribution of each statement that has one, by its place: one to one, best overlap first."""
    table, pairs = example.table, []
    contents = [words_of(table, gold.content) for gold in example.gold]
    for place, statement in enumerate(statements):
        words = words_of_runs(table, statement.runs)
        for number, wanted in enumerate(contents):
            shared = dice(words, wanted)
            if shared >= LEAST_SHARED:
                pairs.append((-shared, number, place))
    found: dict[int, Attribution] = {}
    used = set()
    for _, number, place in sorted(pairs):
        if number not in used and place not in found:
            used.add(number)
            found[place] = example.gold[number]
    return found


def right_statements(example: Example, statements: list[Statement]) -> Floats:
    """Which finished statements are right: paired with gold, and the source right."""
    marks = np.zeros(len(statements))
    for place, gold in pair_statements(example, statements).items():
        marks[place] = float(is_source_right(example.table, statements[place].source, statements[place].cue, gold))
    return marks


def link_examples(example: Example, statements: list[Statement]) -> Rows:
    """The owners of passages that no statement covers, with the one the gold gives them to."""
    table = example.table
    groups = link_candidates(table, statements, open_passages(table, statements))
    owners = [_gold_of(example, statement) for statement in statements]
    kept, targets, lengths = [], [], []
    for group in groups:
        marks = _link_marks(example, group, owners)
        if sum(marks):
            kept.append(group)
            targets += [mark / sum(marks) for mark in marks]
            lengths.append(len(group))
    if not kept:
        return Rows(np.zeros((0, len(LINK_TEMPLATES)), dtype=np.int64), np.zeros(0), [])
    buckets = hash_features(link_columns(table, statements, kept), LINK_TEMPLATES, LINK_SIZE)
    return Rows(buckets, np.array(targets), lengths)


def _gold_of(example: Example, statement: Statement) -> Attribution | None:
    words = words_of_runs(example.table, statement.runs)
    scored = [
        ((statement.cue in gold.cue) + dice(words, words_of(example.table, gold.content)), -number)
        for number, gold in enumerate(example.gold)
    ]
    best = max(scored, default=(0.0, 0))
    return example.gold[-best[1]] if best[0] > 0.1 else None


def _link_marks(example: Example, group: list, owners: list[Attribution | None]) -> list[float]:  # type: ignore[type-arg]
    """1 for the owner whose gold covers the passage, else for one of the same source, else for nobody if none does."""
    first, last = example.table.passage_tokens[group[0].passage]
    words = words_of(example.table, set(range(first, last)))
    covering = [
        gold
        for gold in example.gold
        if 2 * len(gold.content & words) >= len(words) > 0 and not any(first <= t < last for t in gold.cue)
    ]
    if not covering:
        return [float(link.owner < 0) for link in group]
    gold = covering[0]
    marks = [float(link.owner >= 0 and owners[link.owner] is gold) for link in group]
    if not sum(marks) and gold.source:
        for place, link in enumerate(group):
            other = owners[link.owner] if link.owner >= 0 else None
            marks[place] = float(other is not None and other.source == gold.source)
    return marks
