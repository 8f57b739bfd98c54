"""Puts cues, sources and contents together and judges each statement as a whole."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import dataclass, field, replace

import numpy as np

from transforms.quotes.beats import Beat, find_beats
from transforms.quotes.cues import CUE_TEMPLATES, cue_columns, cue_rows, score_cues
from transforms.quotes.features import (
    CONTENT_TEMPLATES,
    DISTANCE_EDGES,
    SOURCE_TEMPLATES,
    binned,
    content_columns,
    source_columns,
)
from transforms.quotes.fences import attach_passages, clip, find_fences, is_framed, is_parallel, read_reports
from transforms.quotes.linear import Buckets, Floats, Template, Weights, hash_features, logistic, score_rows, weigh
from transforms.quotes.spans import ContentCandidate, SourceCandidate, source_candidates, without_settings
from transforms.quotes.table import Column, Columns, TokenTable, number_of

LEAST_CUE = 0.04  # cues less likely than this are not looked at: they hold 3 % of the gold's
FRAMED = 0.7  # the least probability of a person's verb set beside a passage by a comma, whatever the verb
JUDGE_SIZE = 1 << 18
ODDS_EDGES = np.arange(-4.0, 6.1, 0.5)
SHARE_EDGES = np.array([0.1, 0.2, 0.3, 0.4, 0.5, 0.6, 0.7, 0.8, 0.9, 0.95, 0.99])
JUDGE_TEMPLATES: tuple[Template, ...] = (
    ("odds",), ("odds", "cue_tag"), ("odds", "kind_group"), ("odds", "quoted"), ("source_share",), ("content_share",),
    ("odds", "source_share"), ("odds", "content_share"), ("source_share", "content_share"), ("lemma", "source_share"),
    ("lemma", "content_share"), ("lemma", "kind"), ("lemma", "path"), ("lemma", "quoted"), ("kind", "source_share"),
    ("kind", "quoted"), ("path", "quoted"), ("path", "kind"), ("path",), ("kind",), ("kind", "length"),
    ("length", "quoted"),
    ("lemma", "length"), ("within",), ("within", "odds"), ("within", "lemma"), ("within", "tag"), ("within_odds",),
    ("within_odds", "odds"), ("holds",), ("holds", "odds"), ("holds_odds",), ("holds_odds", "odds"), ("rivals",),
    ("rivals", "odds"), ("rival_odds", "odds"), ("rival_odds", "rival_dep"), ("source_label",),
    ("source_label", "lemma"),
    ("source_tag", "lemma"), ("source_tag", "quoted"), ("source_lemma",), ("source_lemma", "tag"),
    ("source_is_none", "lemma"),
    ("source_is_none", "odds"), ("root_tag", "lemma"), ("root_dep", "root_tag"), ("first_lemma", "lemma"),
    ("first_lemma",),
    ("before_lemma", "first_tag"), ("gap",), ("gap", "quoted"), ("verbs", "lemma"), ("verbs", "kind_group"),
    ("has_source",), ("same_sentence",), ("quoted", "within"), ("quoted", "rival_odds"), ("is_first", "odds"),
    ("is_first", "quoted"), ("source_number", "lemma"),
    ("fine", "source_share"), ("fine", "content_share"), ("fine", "kind"), ("fine", "quoted"), ("fine", "length"),
    ("source_coarse", "lemma"), ("source_coarse", "fine"), ("root_coarse", "lemma"), ("root_coarse", "fine"),
    ("fine", "root_dep", "root_tag"), ("fine", "within"), ("fine", "source_is_none"),
)  # fmt: skip


@dataclass(slots=True)
class Statement:
    """A cue with its best source and content, as tokens, and how likely all three are right."""

    cue: int
    source: int  # head word of the source, -1 for nobody
    runs: list[tuple[int, int]]  # the content's runs of tokens, half open
    kind: str  # the rule that gave the content
    odds: float = 0.0
    confidence: float = 0.0
    label: tuple[int, int] | None = None  # the tokens of the source where layout and no sentence tells them
    source_share: float = 1.0  # the probability of the source among the words that might be it
    stands_for: int = -1  # the token whose entity speaks, where that is not the source ("A:" in an interview)


def holds_token(statement: Statement, token: int) -> bool:
    """Whether the token lies in the statement's content."""
    return any(first <= token < last for first, last in statement.runs)


@dataclass(slots=True)
class Draft:
    """The best source and content of each likely cue of an article, in columns."""

    cues: Column
    odds: Floats
    sources: list[SourceCandidate]
    source_shares: Floats
    contents: list[ContentCandidate]
    content_shares: Floats
    beats: list[Beat] = field(default_factory=list)


EMPTY = Draft(np.zeros(0, dtype=np.int64), np.zeros(0), [], np.zeros(0), [], np.zeros(0))


def draft_statements(table: TokenTable, weights: Mapping[str, Weights]) -> Draft:
    """For each likely cue the best source and the best content, with their share of the ranking's probability."""
    rows = cue_rows(table)
    chances = score_cues(table, rows, weights["cue"]) if len(rows) else np.zeros(0)
    likely = chances >= LEAST_CUE
    return draft_from_cues(table, rows[likely], chances[likely], weights)


def draft_from_cues(table: TokenTable, cues: Column, chances: Floats, weights: Mapping[str, Weights]) -> Draft:
    """The same for given cues and their probabilities; cues without any content candidate are left out."""
    found = [(without_settings(table, cue), source_candidates(table, cue)) for cue in cues.tolist()]
    kept = np.array([bool(contents) for contents, _ in found], dtype=np.bool_)
    cues, chances = cues[kept], np.clip(chances[kept], 1e-6, 1 - 1e-6)
    found = [pair for pair in found if pair[0]]
    odds = np.log(chances / (1 - chances))
    if not found:
        return EMPTY
    sources, source_shares = best_sources(table, [s for _, s in found], weights["source"])
    reports = read_reports(table, cues, odds, sources)
    beats = find_beats(table, attach_passages(table, reports), {report.cue for report in reports})
    fences = find_fences(table, cues, reports, beats)
    groups = [clip(table, contents, own) for (contents, _), own in zip(found, fences, strict=True)]
    acting = {beat.verb for beat in beats}  # "Roe agreed." reports what follows and nothing else
    left = [place for place, group in enumerate(groups) if group and int(cues[place]) not in acting]
    if not left:
        return replace(EMPTY, beats=beats)
    sources = [sources[place] for place in left]
    heads = np.array([s.head for s in sources], dtype=np.int64)
    contents, content_shares = best_contents(table, [groups[n] for n in left], heads, weights["content"])
    return Draft(cues[left], odds[left], sources, source_shares[left], contents, content_shares, beats)


def best_sources(
    table: TokenTable, groups: Sequence[list[SourceCandidate]], weights: Weights
) -> tuple[list[SourceCandidate], Floats]:
    """The best candidate of each group and its probability among them."""
    flat = [candidate for group in groups for candidate in group]
    scores = weigh(source_columns(table, flat), SOURCE_TEMPLATES, weights)
    best, shares = choose(scores, [len(group) for group in groups])
    return [flat[place] for place in best.tolist()], shares


def best_contents(
    table: TokenTable, groups: Sequence[list[ContentCandidate]], heads: Column, weights: Weights
) -> tuple[list[ContentCandidate], Floats]:
    """The best candidate of each group, given the head of the group's source, and its probability."""
    flat = [candidate for group in groups for candidate in group]
    lengths = [len(group) for group in groups]
    columns = content_columns(table, flat, np.repeat(heads, lengths))
    best, shares = choose(weigh(columns, CONTENT_TEMPLATES, weights), lengths)
    return [flat[place] for place in best.tolist()], shares


def choose(scores: Floats, lengths: Sequence[int]) -> tuple[Column, Floats]:
    """The place of the highest score in each group, and its share of the group's softmax."""
    ends = np.cumsum(lengths)
    starts = ends - np.asarray(lengths)
    highest = np.maximum.reduceat(scores, starts)
    raised = np.exp(scores - np.repeat(highest, lengths))
    shares = 1.0 / np.add.reduceat(raised, starts)
    tops = np.flatnonzero(scores == np.repeat(highest, lengths))
    return tops[np.searchsorted(tops, starts)], shares  # of equal scores the first


def judge_buckets(table: TokenTable, draft: Draft) -> Buckets:
    """The features of the judge: the shares of the stages before, and how the drafts lie to one another."""
    c, cues = table.c, draft.cues
    heads = np.array([s.head for s in draft.sources], dtype=np.int64)
    at = np.maximum(heads, 0)
    content = content_columns(table, draft.contents, heads)
    columns: Columns = {name: content[name] for name in (
        "kind", "quoted", "length", "root_tag", "root_dep", "first_lemma", "first_tag", "before_lemma", "gap", "verbs",
        "has_source", "same_sentence", "root_coarse",
    )}  # fmt: skip
    columns |= {
        "lemma": c["lemma"][cues], "fine": c["fine"][cues],
        "tag": c["tag"][cues], "cue_tag": c["tag"][cues], "is_first": c["is_first"][cues],
        "odds": _bins(draft.odds, ODDS_EDGES), "source_share": _bins(draft.source_shares, SHARE_EDGES),
        "content_share": _bins(draft.content_shares, SHARE_EDGES),
        "kind_group": np.array([number_of(x.kind.strip("+-<>,")) for x in draft.contents], dtype=np.int64),
        "path": np.array([number_of(x.path) for x in draft.sources], dtype=np.int64),
        "source_label": np.where(heads < 0, 1, c["label"][at]), "source_tag": np.where(heads < 0, 1, c["tag"][at]),
        "source_lemma": np.where(heads < 0, 1, c["lemma"][at]),
        "source_coarse": np.where(heads < 0, 99, c["coarse"][at]),
        "source_is_none": (heads < 0).astype(np.int64),
        "source_number": np.where(heads < 0, 1, c["tag"][at]) * 8 + binned(draft.cues - at, DISTANCE_EDGES),
    }  # fmt: skip
    columns |= _relations(draft)
    cue = cue_columns(table, cues)
    return np.concatenate(
        [
            hash_features(columns, JUDGE_TEMPLATES, JUDGE_SIZE // 2),
            hash_features(cue, CUE_TEMPLATES, JUDGE_SIZE // 2) + JUDGE_SIZE // 2,
        ],
        axis=1,
    )


def _bins(values: Floats, edges: Floats) -> Column:
    return np.searchsorted(edges, values).astype(np.int64)


def _relations(draft: Draft) -> Columns:
    """Whether a draft's cue lies in another's content, holds another's cue, or claims the same words as another."""
    size = len(draft.cues)
    names = ("within", "within_odds", "holds", "holds_odds", "rivals", "rival_odds", "rival_dep")
    columns = {name: np.zeros(size, dtype=np.int64) for name in names}
    order = sorted(range(size), key=lambda i: draft.contents[i].first)
    cues = draft.cues.tolist()
    bounds = [
        (min(x.first, cue), max(x.last, x.second_last, cue + 1)) for x, cue in zip(draft.contents, cues, strict=True)
    ]
    for place, i in enumerate(order):
        first, last = bounds[i]
        for j in _near(order, place):
            if bounds[j][0] < last and first < bounds[j][1]:
                _relate(columns, draft, i, j)
    return columns


def _near(order: list[int], place: int) -> list[int]:
    """The drafts near enough to matter: the twelve before and after in text order."""
    return [order[p] for p in range(max(0, place - 12), min(len(order), place + 13)) if p != place]


def _relate(columns: Columns, draft: Draft, i: int, j: int) -> None:
    """Notes what draft j is to draft i."""
    one, other = draft.contents[i], draft.contents[j]
    cues, odds = draft.cues, draft.odds
    level = int(min(max(odds[j] + 4, 0), 9)) + 1
    if _in(other, cues[i]):
        columns["within"][i] = min(columns["within"][i] + 1, 3)
        columns["within_odds"][i] = max(columns["within_odds"][i], level)
    if _in(one, cues[j]):
        columns["holds"][i] = min(columns["holds"][i] + 1, 3)
        columns["holds_odds"][i] = max(columns["holds_odds"][i], level)
    shared = min(one.last, other.last) - max(one.first, other.first)
    if 2 * shared > min(one.last - one.first, other.last - other.first) and not _in(other, cues[i]):
        columns["rivals"][i] = min(columns["rivals"][i] + 1, 3)
        if level > columns["rival_odds"][i]:
            columns["rival_odds"][i] = level
            columns["rival_dep"][i] = int(odds[j] > odds[i])


def _in(content: ContentCandidate, token: int) -> bool:
    return content.first <= token < content.last or content.second_first <= token < content.second_last


def _is_framed(table: TokenTable, cue: int, source: int, first: int) -> bool:
    """Whether the cue, outside marks, is framed by a passage, or behind a joint repeats the verb before."""
    inside = table.inside_list
    if source < 0 or inside[cue] >= 0:
        return False
    return is_framed(table, cue, source) if inside[first] >= 0 else is_parallel(table, cue, source)


def judge(table: TokenTable, draft: Draft, weights: Weights) -> list[Statement]:
    """The drafts as statements, each with the probability that cue, source and content are right."""
    passages = table.passage_tokens
    told = [Statement(b.verb, b.subject, [passages[b.passage]], "beat", 0.0, FRAMED) for b in draft.beats]
    if not draft.contents:
        return told
    scores = score_rows(judge_buckets(table, draft), weights)
    found = []
    for place, chance in enumerate(logistic(scores).tolist()):
        content = draft.contents[place]
        runs = [(content.first, content.last)]
        if content.second_first < content.second_last:
            runs.append((content.second_first, content.second_last))
        cue, source = int(draft.cues[place]), draft.sources[place].head
        if chance < FRAMED and _is_framed(table, cue, source, runs[0][0]):
            chance = FRAMED
        share = float(draft.source_shares[place])
        found.append(Statement(cue, source, runs, content.kind, float(draft.odds[place]), chance, source_share=share))
    return found + told
