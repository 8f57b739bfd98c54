"""Chooses the statements of an article: what conflicts goes, and every passage in marks gets one decision."""

from __future__ import annotations

from bisect import bisect_left, bisect_right
from collections.abc import Mapping, Sequence
from typing import NamedTuple

import numpy as np

from transforms.grammar import STOPS
from transforms.quotes.features import DISTANCE_EDGES, LENGTH_EDGES
from transforms.quotes.fences import Report, attach_passages
from transforms.quotes.forms import group_of
from transforms.quotes.linear import Template, Weights, weigh
from transforms.quotes.statements import Statement, holds_token
from transforms.quotes.table import Columns, TokenTable

LAYOUT_KINDS = frozenset({"turn", "signed", "signed below", "question", "answer"})  # what layout shows comes first
LINK_SIZE = 1 << 14
LEAST = 0.36  # the judge's probability from which a statement is kept: chosen on the development articles
LEAST_OUTER = 0.5  # of a cue whose content begins with another cue, to be kept instead of that
LINK_REACH = 2  # lines before and after a passage whose statements may own it
MOST_OWNERS = 8
LINK_COLUMNS = (
    "is_nobody", "lines", "tokens", "same_sentence", "length", "passage_starts_line", "passage_ends_line", "is_closed",
    "is_single", "previous_open", "owner_quoted", "owner_confidence", "owner_order", "owner_has_source", "between",
    "owner_after", "passage_starts_sentence", "last_word", "previous_word", "next_word", "owner_near", "line_quoted",
    "previous_line_colon", "first_upper",
)  # fmt: skip
LINK_TEMPLATES: tuple[Template, ...] = (
    *((name,) for name in LINK_COLUMNS),
    *(("is_nobody", name) for name in LINK_COLUMNS[3:]),
    ("lines", "owner_order"), ("lines", "owner_quoted"), ("lines", "line_quoted"), ("lines", "previous_open"),
    ("lines", "passage_starts_line", "line_quoted"), ("lines", "owner_near"), ("lines", "between"),
    ("lines", "length"), ("lines", "owner_after", "same_sentence"), ("owner_near", "owner_quoted", "length"),
    ("lines", "owner_near", "owner_quoted", "passage_starts_sentence"),
    ("lines", "line_quoted", "owner_order", "owner_quoted"),
    ("is_nobody", "length", "passage_starts_sentence"), ("is_nobody", "line_quoted", "previous_open"),
    ("is_nobody", "previous_line_colon", "passage_starts_line"), ("is_nobody", "length", "is_single"),
    ("is_nobody", "previous_word", "length"), ("is_nobody", "next_word", "length"),
    ("owner_confidence", "lines", "same_sentence"),
    ("tokens", "lines"), ("tokens", "same_sentence", "length"), ("same_sentence", "owner_after", "previous_word"),
)  # fmt: skip


class Link(NamedTuple):
    """A passage and a statement that may own it; -1 for none."""

    passage: int
    owner: int  # place in the statements


def choose_statements(statements: Sequence[Statement], size: int, least: float = LEAST) -> list[Statement]:
    """The statements at least that likely, without those that an accepted, likelier one rules out, in text order.

    A cue may not stand in another's content, no two contents share a word (of `size` tokens), and nobody is quoted as
    saying themselves.
    """
    accepted: list[Statement] = []
    contents, cues = bytearray(size), bytearray(size)
    for statement in sorted(statements, key=lambda s: (s.kind not in LAYOUT_KINDS, -s.confidence, s.cue)):
        if statement.confidence < least:
            break
        taken = contents[statement.cue] or any(
            1 in contents[first:last] or 1 in cues[first:last] for first, last in statement.runs
        )
        if taken or (statement.source >= 0 and holds_token(statement, statement.source)):
            continue
        accepted.append(statement)
        cues[statement.cue] = 1
        for first, last in statement.runs:
            contents[first:last] = b"\1" * (last - first)
    return sorted(accepted, key=lambda s: s.cue)


def open_passages(table: TokenTable, statements: Sequence[Statement]) -> list[int]:
    """The passages that no statement covers and in which no statement's cue stands."""
    taken = {int(table.inside[s.cue]) for s in statements}
    for statement in statements:
        for first, last in statement.runs:
            taken.update(table.inside_list[first:last])
    return [n for n, (first, last) in enumerate(table.passage_tokens) if n not in taken and first < last]


def link_candidates(table: TokenTable, statements: Sequence[Statement], passages: Sequence[int]) -> list[list[Link]]:
    """For each passage the statements near enough to own it, after "none"."""
    segments = table.reading.token_segment
    lines = [segments[s.cue] for s in statements]
    cues = [s.cue for s in statements]  # in text order
    groups = []
    for passage in passages:
        place = table.passage_tokens[passage][0]
        line = segments[place]
        middle = bisect_left(cues, place)
        around = range(max(0, middle - MOST_OWNERS), min(len(cues), middle + MOST_OWNERS))
        near = [n for n in around if -LINK_REACH <= lines[n] - line <= _reach_ahead(table, statements[n])]
        near.sort(key=lambda n: abs(cues[n] - place))
        groups.append([Link(passage, -1), *(Link(passage, n) for n in near[:MOST_OWNERS])])
    return groups


def _reach_ahead(table: TokenTable, statement: Statement) -> int:
    """How many lines ahead of its cue a statement may own a passage: none where it reports without any marks."""
    quoted = any(table.running_inside[last] > table.running_inside[first] for first, last in statement.runs)
    return LINK_REACH if quoted else 0


def link_columns(table: TokenTable, statements: Sequence[Statement], groups: Sequence[list[Link]]) -> Columns:
    """The columns of the link templates."""
    cues = [s.cue for s in statements]
    rows = [_link_row(table, statements, cues, link, order) for group in groups for order, link in enumerate(group)]
    values = np.array(rows, dtype=np.int64).reshape(-1, len(LINK_COLUMNS)).T
    return dict(zip(LINK_COLUMNS, values, strict=True))


def _link_row(table: TokenTable, statements: Sequence[Statement], cues: list[int], link: Link, order: int) -> list[int]:
    reading, c = table.reading, table.c
    first, last = table.passage_tokens[link.passage]
    passage = table.passages[link.passage]
    line = reading.token_segment[first]
    line_first, line_last = table.lines[line]
    sentence = reading.sentences[reading.token_sentence[first]]
    before, after = max(first - 1, 0), min(last, len(reading) - 1)
    length = int(np.searchsorted(LENGTH_EDGES, last - first - 2))
    quoted = int(table.running_inside[line_last] - table.running_inside[line_first])
    earlier = table.passages_of_line(line - 1)
    common = [
        length, int(first == line_first), int(last == line_last), int(passage.is_closed), int(passage.is_single),
        int(bool(earlier) and not table.passages[earlier[-1]].is_closed),
    ]  # fmt: skip
    tail = [
        int(first == sentence[0]), int(c["lemma"][max(last - 2, 0)]), int(c["lemma"][before]), int(c["lemma"][after]),
    ]  # fmt: skip
    previous = table.lines.get(line - 1)
    context = [
        3 * quoted // max(1, line_last - line_first),
        int(previous is not None and reading.words[previous[1] - 1] == ":"),
        int(reading.words[min(first + 1, last - 1)][:1].isupper()),
    ]
    if link.owner < 0:
        return [1, 0, 0, 0, *common, 0, 0, order, 0, 0, 0, *tail, 0, *context]
    owner = statements[link.owner]
    lines = reading.token_segment[owner.cue] - line + 10
    edge = first - max(r[1] for r in owner.runs) if owner.cue < first else min(r[0] for r in owner.runs) - last
    near = int(np.searchsorted(DISTANCE_EDGES, edge))
    covers = any(int(table.running_inside[b] - table.running_inside[a]) for a, b in owner.runs)
    low, high = sorted((owner.cue, first))
    between = bisect_left(cues, high) - bisect_right(cues, low)
    return [
        0, lines, int(np.searchsorted(DISTANCE_EDGES, first - owner.cue)),
        1 + int(reading.token_sentence[owner.cue] == reading.token_sentence[first]), *common, 1 + int(covers),
        int(owner.confidence * 10), order, int(owner.source >= 0), min(between, 4), int(owner.cue > first), *tail, near,
        *context,
    ]  # fmt: skip


def link_passages(table: TokenTable, statements: list[Statement], weights: Weights) -> None:
    """Gives each passage left over to the statement that owns it, if one does: its words join the content."""
    passages = open_passages(table, statements)
    groups = link_candidates(table, statements, passages)
    if not groups:
        return
    scores = weigh(link_columns(table, statements, groups), LINK_TEMPLATES, weights)
    place = 0
    for group in groups:
        best = group[int(np.argmax(scores[place : place + len(group)]))]
        place += len(group)
        if best.owner >= 0:
            add_run(statements[best.owner], table.passage_tokens[best.passage])


def join_attached(table: TokenTable, statements: list[Statement]) -> None:
    """Gives each cue the passage that opens its sentence ('"Friends," she began, "we ..."'), where none has it."""
    free = set(open_passages(table, statements))
    owners = [s for s in statements if s.kind not in LAYOUT_KINDS and s.source >= 0]
    reports = [Report(s.cue, s.source, -1, False) for s in owners]
    for passage, place in attach_passages(table, reports).items():
        first, last = table.passage_tokens[passage]
        opens = first == table.lines[table.reading.token_segment[first]][0] or table.reading.words[first - 1] in STOPS
        if passage in free and opens and last <= owners[place].cue:
            add_run(owners[place], (first, last))


def join_continued(table: TokenTable, statements: list[Statement]) -> None:
    """Keeps a quotation together that the next paragraphs reopen: all parts go to the first of their owners.

    A statement whose cue stands within the quotation is told in it, and owns none of it.
    """
    owner_at = {t: s for s in statements for first, last in s.runs for t in range(first, last)}
    cues = {int(table.inside[s.cue]) for s in statements}
    for chain in _chains(table):
        owners = (owner_at.get(table.passage_tokens[passage][0]) for passage in chain)
        owner = next((s for s in owners if s is not None and table.inside_list[s.cue] not in chain), None)
        for passage in chain if owner is not None else ():
            run = table.passage_tokens[passage]
            if owner is not None and passage not in cues and not any(t in owner_at for t in range(*run)):
                add_run(owner, run)


def _goes_on(table: TokenTable, passage: int, following: int) -> bool:
    """Whether a passage is left open and the next reopens it with the same mark."""
    text, one, two = table.reading.text, table.passages[passage], table.passages[following]
    if one.is_closed or _holds_report(table, passage):
        return False
    return text[one.start : one.inner_start] == text[two.start : two.inner_start]


def _holds_report(table: TokenTable, passage: int) -> bool:
    """Whether a passage whose closing mark was forgotten holds its own attribution: '"Is it open? asked Roe.'"""
    reading, (first, last) = table.reading, table.passage_tokens[passage]
    return any(
        reading.tags[t] in ("VBD", "VBZ")
        and reading.words[t - 1] in (",", "?", "!")
        and table.called[t + 1] == "PERSON"
        for t in range(first + 1, last - 1)
    )


def _chains(table: TokenTable) -> list[list[int]]:
    """The passages that go on in one another: one still open at its line's end, and the next line's first."""
    found: list[list[int]] = []
    for passage, (first, last) in enumerate(table.passage_tokens):
        segment = table.reading.token_segment[first] if first < last else -1
        opens = first < last and table.lines[segment][0] == first
        before = table.passages_of_line(segment - 1)
        if opens and before and _goes_on(table, before[-1], passage):
            if found and found[-1][-1] == before[-1]:
                found[-1].append(passage)
            else:
                found.append([before[-1], passage])
    return found


def add_run(statement: Statement, run: tuple[int, int]) -> None:
    """Adds tokens to the content, joined to a run that they touch."""
    runs = sorted([*statement.runs, run])
    merged = [runs[0]]
    for first, last in runs[1:]:
        if first <= merged[-1][1]:
            merged[-1] = (merged[-1][0], max(last, merged[-1][1]))
        else:
            merged.append((first, last))
    statement.runs = merged


def drop_inner(table: TokenTable, statements: Sequence[Statement]) -> list[Statement]:
    """The statements without those whose cue is but the verb of another's content: "denied calling it a disgrace"."""
    likely = {s.cue for s in statements if s.confidence >= LEAST_OUTER}
    heads, deps = table.reading.heads, table.reading.deps
    return [s for s in statements if deps[s.cue] != "xcomp" or heads[s.cue] not in likely or s.kind in LAYOUT_KINDS]


def assemble(table: TokenTable, candidates: Sequence[Statement]) -> list[Statement]:
    """The statements that stand beside each other, with the passages that are theirs by where they stand."""
    chosen = choose_statements(drop_inner(table, candidates), len(table.reading))
    join_attached(table, chosen)
    join_continued(table, chosen)
    return chosen


def find_statements(
    table: TokenTable, candidates: Sequence[Statement], weights: Mapping[str, Weights]
) -> list[Statement]:
    """The statements of the article with the passages that belong to them and calibrated confidence."""
    chosen = assemble(table, candidates)
    link_passages(table, chosen, weights["link"])
    for statement in chosen:
        chances, shares = weights["calibration"][group_of(table, statement)]
        statement.confidence = round(float(np.interp(statement.confidence, chances, shares)), 4)
    return chosen
