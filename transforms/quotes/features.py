"""Columns and templates of the models that rank sources and contents and judge the finished statement."""

from __future__ import annotations

from collections.abc import Sequence

import numpy as np

from transforms.quotes.linear import Template
from transforms.quotes.spans import ContentCandidate, SourceCandidate
from transforms.quotes.table import Column, Columns, TokenTable, column, number_of

SOURCE_SIZE = 1 << 17
CONTENT_SIZE = 1 << 18
LENGTH_EDGES = np.array([1, 2, 3, 4, 6, 8, 12, 16, 24, 40, 80])
DISTANCE_EDGES = np.array([-40, -20, -10, -6, -4, -3, -2, -1, 0, 1, 2, 3, 4, 6, 10, 20, 40])

SOURCE_TEMPLATES: tuple[Template, ...] = (
    ("path",), ("path", "cue_lemma"), ("path", "cue_tag"), ("path", "cue_frame"), ("path", "head_tag"),
    ("path", "head_label"), ("path", "cue_beside"), ("path", "head_inside", "cue_inside"), ("order",),
    ("order", "cue_tag"), ("order", "head_dep"), ("order", "head_tag"), ("order", "head_label"), ("distance",),
    ("distance", "head_dep"), ("distance", "head_label"), ("head_lemma",), ("head_lemma", "cue_lemma"),
    ("head_lemma", "head_dep"), ("head_tag", "head_dep"), ("head_label", "head_dep"), ("head_dep", "cue_lemma"),
    ("head_dep", "cue_tag", "cue_dep"), ("head_dep", "order", "cue_tag"), ("head_up_lemma", "head_dep"),
    ("head_up_lemma", "cue_lemma"), ("head_up_tag", "head_dep", "order"), ("same_sentence", "order"),
    ("same_sentence", "path", "head_label"), ("head_inside", "cue_inside", "order"), ("prev_lemma", "head_dep"),
    ("prev_lemma", "cue_lemma"), ("next_lemma", "head_dep"), ("next_lemma", "order"), ("cue_lemma", "order"),
    ("cue_lemma", "head_label"), ("cue_lemma", "head_tag"), ("cue_dep", "path", "subj_label"), ("is_subject", "order"),
    ("is_subject", "path"), ("is_subject", "cue_lemma", "cue_frame"), ("cue_frame", "cue_tag", "order"),
    ("cue_next_lemma", "order"), ("cue_next_lemma", "path"), ("cue_prev_lemma", "path"), ("is_nobody", "cue_lemma"),
    ("is_nobody", "cue_lemma", "cue_tag"), ("is_nobody", "cue_lemma", "cue_frame"), ("is_nobody", "cue_dep", "cue_tag"),
    ("is_nobody", "cue_marks"), ("is_nobody", "cue_beside", "cue_tag"), ("is_nobody", "cue_next_lemma"),
    ("is_nobody", "cue_prev_lemma"), ("is_nobody", "cue_subj_label", "cue_tag"), ("is_nobody", "cue_subj_lemma"),
    ("head_frame", "head_dep"), ("head_part_dep", "path"), ("cue_lemma", "cue_tag", "path"), ("cue_is_first", "order"),
    ("path", "cue_fine"), ("head_coarse", "head_dep"), ("head_coarse", "cue_fine"), ("head_coarse", "order"),
    ("head_coarse", "path"), ("is_nobody", "cue_fine"), ("is_nobody", "cue_fine", "cue_tag"),
)  # fmt: skip

CONTENT_TEMPLATES: tuple[Template, ...] = (
    ("kind",), ("kind", "cue_lemma"), ("kind", "cue_tag"), ("kind", "cue_dep"), ("kind", "cue_frame"),
    ("kind", "length"), ("kind", "starts_inside", "ends_inside"), ("kind", "cue_beside"), ("kind", "before_lemma"),
    ("kind", "after_lemma"), ("kind", "first_lemma"), ("kind", "first_tag"), ("kind", "root_dep", "root_tag"),
    ("kind", "gap"), ("kind", "has_source"), ("kind", "cue_marks"), ("kind", "cue_lemma", "cue_tag"),
    ("kind", "quoted"), ("kind", "cue_lemma", "quoted"), ("root_dep", "cue_lemma"), ("root_tag", "cue_lemma"),
    ("root_lemma", "cue_lemma"), ("first_lemma", "cue_lemma"), ("first_tag", "cue_lemma"),
    ("before_lemma", "cue_lemma"),
    ("before_lemma", "first_tag"), ("before_lemma", "first_lemma"), ("before_tag", "first_tag", "kind"),
    ("after_lemma", "last_tag"), ("after_lemma", "after_tag", "kind"), ("after_lemma", "cue_lemma"),
    ("after_inside", "ends_inside", "kind"), ("before_inside", "starts_inside", "kind"), ("length", "cue_lemma"),
    ("length", "root_dep"), ("length", "quoted"), ("gap", "cue_lemma"), ("gap", "root_dep"), ("gap", "quoted"),
    ("gap", "starts_inside"), ("quoted", "cue_marks"), ("quoted", "cue_beside", "gap"), ("has_source", "gap"),
    ("has_source", "quoted"), ("has_source", "cue_lemma"), ("second_length", "kind"), ("second_gap", "kind"),
    ("second_quoted", "quoted", "kind"), ("second_length", "cue_lemma"), ("to_end", "kind"),
    ("to_end", "root_dep", "gap"),
    ("from_start", "kind"), ("from_start", "gap"), ("commas", "kind"), ("verbs", "kind"), ("verbs", "cue_lemma"),
    ("has_subject", "kind"), ("has_subject", "cue_lemma"), ("same_sentence", "kind"), ("second_first_lemma", "kind"),
    ("second_before_lemma", "kind"), ("source_gap", "kind"), ("source_gap", "quoted"), ("cue_next_lemma", "kind"),
    ("cue_next_lemma", "gap", "root_dep"), ("last_lemma", "kind"), ("last_tag", "after_tag"), ("rank", "kind"),
    ("cue_obj_lemma", "cue_lemma", "kind"), ("cue_prep_lemma", "kind"), ("cue_clause_mark", "kind"),
    ("kind", "cue_fine"), ("root_dep", "cue_fine"), ("root_coarse", "cue_lemma"), ("root_coarse", "kind"),
    ("length", "cue_fine"), ("quoted", "cue_fine"), ("root_coarse", "cue_fine"), ("first_tag", "cue_fine"),
    ("gap", "cue_fine"), ("before_lemma", "cue_fine"),
    ("joined", "kind"), ("joined", "joined_lemma"), ("joined", "joined_fine", "cue_fine"), ("joined", "joined_subject"),
    ("joined", "joined_subject", "kind"), ("joined", "joined_lemma", "cue_lemma"), ("joined", "joined_tag", "root_tag"),
    ("joined", "joined_frame"), ("joined", "joined_subject", "joined_marks"), ("joined", "joined_comma", "kind"),
)  # fmt: skip


COMMA = number_of(",")


def binned(values: Column, edges: Column) -> Column:
    """The place of each value among the edges."""
    return np.searchsorted(edges, values).astype(np.int64)


def _cue_columns(table: TokenTable, cues: Column) -> Columns:
    c = table.c
    return {
        "cue_lemma": c["lemma"][cues], "cue_tag": c["tag"][cues], "cue_dep": c["dep"][cues],
        "cue_frame": c["frame"][cues], "cue_inside": c["inside"][cues], "cue_beside": c["beside"][cues],
        "cue_marks": c["sentence_marks"][cues], "cue_next_lemma": c["next_lemma"][cues],
        "cue_prev_lemma": c["prev_lemma"][cues], "cue_is_first": c["is_first"][cues],
        "cue_subj_label": c["subj_label"][cues], "cue_subj_lemma": c["subj_lemma"][cues],
        "cue_obj_lemma": c["obj_lemma"][cues], "cue_prep_lemma": c["prep_lemma"][cues],
        "cue_clause_mark": c["clause_mark"][cues], "cue_fine": c["fine"][cues],
    }  # fmt: skip


def source_columns(table: TokenTable, candidates: Sequence[SourceCandidate]) -> Columns:
    """The columns of the source templates."""
    c = table.c
    *places, paths, orders = zip(*candidates, strict=True)
    cues, heads = np.array(places, dtype=np.int64)
    nobody = (heads < 0).astype(np.int64)
    at = np.where(heads < 0, cues, heads)
    present = 1 - nobody
    columns = _cue_columns(table, cues)
    for name in ("lemma", "tag", "dep", "label", "frame", "inside", "coarse"):
        columns[f"head_{name}"] = c[name][at] * present
    columns |= {
        "path": column(paths),
        "order": (np.array(orders, dtype=np.int64) + 10) * present,
        "distance": (binned(at - cues, DISTANCE_EDGES) + 1) * present,
        "head_up_lemma": c["head_lemma"][at] * present,
        "head_up_tag": c["head_tag"][at] * present,
        "head_part_dep": c["head_dep"][at] * present,
        "prev_lemma": c["prev_lemma"][at] * present,
        "next_lemma": c["next_lemma"][at] * present,
        "same_sentence": ((table.sentence[at] == table.sentence[cues]) * present).astype(np.int64),
        "is_subject": ((table.subject[cues] == heads) + 2 * (table.subject[cues] < 0)).astype(np.int64) * present,
        "subj_label": c["subj_label"][cues],
        "is_nobody": nobody,
    }
    return columns


def content_columns(table: TokenTable, candidates: Sequence[ContentCandidate], sources: Column) -> Columns:
    """The columns of the content templates; `sources` is the head of the best source of each candidate's cue, or -1."""
    c = table.c
    *places, kinds, roots = zip(*candidates, strict=True)
    cues, first, last, second_first, second_last, root = np.array([*places, roots], dtype=np.int64)
    columns = _cue_columns(table, cues)
    end, size = last - 1, len(table.heads)
    before, after = np.maximum(first - 1, 0), np.minimum(last, size - 1)
    length = last - first
    two = second_last > second_first
    gap = np.where(first > cues, first - cues, last - 1 - cues)
    columns |= {
        "kind": column(kinds), "length": binned(length, LENGTH_EDGES), "gap": binned(gap, DISTANCE_EDGES),
        "first_lemma": c["lemma"][first], "first_tag": c["tag"][first], "last_tag": c["tag"][end],
        "last_lemma": c["lemma"][end], "before_lemma": c["lemma"][before], "before_tag": c["tag"][before],
        "after_lemma": c["lemma"][after], "after_tag": c["tag"][after], "root_dep": c["dep"][root],
        "root_tag": c["tag"][root], "root_lemma": c["lemma"][root],
        "root_coarse": c["coarse"][root], "starts_inside": c["inside"][first],
        "ends_inside": c["inside"][end], "before_inside": c["inside"][before], "after_inside": c["inside"][after],
        "to_end": c["to_end"][end], "from_start": c["from_start"][first],
        "same_sentence": (table.sentence[first] == table.sentence[cues]).astype(np.int64),
        "quoted": _share(table.running_inside, first, last),
        "commas": np.minimum(_count(table.running_commas, first, last), 3),
        "verbs": np.minimum(_count(table.running_verbs, first, last), 3),
        "has_subject": np.minimum(_count(table.running_subjects, first, last), 2),
        "has_source": ((sources >= first) & (sources < last)).astype(np.int64) + 2 * (sources < 0),
        "source_gap": np.where(sources < 0, 99, binned(first - sources, DISTANCE_EDGES)),
        "second_length": np.where(two, binned(second_last - second_first, LENGTH_EDGES) + 1, 0),
        "second_gap": np.where(two, binned(second_first - cues, DISTANCE_EDGES) + 1, 0),
        "second_quoted": np.where(two, _share(table.running_inside, second_first, second_last) + 1, 0),
        "second_first_lemma": np.where(two, c["lemma"][second_first], 0),
        "second_before_lemma": np.where(two, c["lemma"][np.maximum(second_first - 1, 0)], 0),
        "rank": np.array(_ranks(candidates), dtype=np.int64),
    }  # fmt: skip
    return columns | _joined_columns(table, root, first, np.maximum(last, second_last))


def _joined_columns(table: TokenTable, root: Column, first: Column, last: Column) -> Columns:
    """The verb or noun joined by "and" to the content's root: whether the content holds it, and what it is.

    "X said the dam held and warned ..." begins a second statement; "... held and saved the town" is one.
    """
    c, joined = table.c, table.joined[root]
    at, present = np.maximum(joined, 0), (joined >= 0).astype(np.int64)
    return {
        "joined": present * (1 + ((joined >= first) & (joined < last))),
        "joined_lemma": c["lemma"][at] * present, "joined_tag": c["tag"][at] * present,
        "joined_fine": c["fine"][at] * present, "joined_frame": (c["frame"][at] & 0x3FF) * present,
        "joined_subject": (c["frame"][at] & 3 > 0) * present,
        "joined_marks": c["inside"][at] * present, "joined_comma": (c["prev2_lemma"][at] == COMMA) * present,
    }  # fmt: skip


def _ranks(candidates: Sequence[ContentCandidate]) -> list[int]:
    """The place of each candidate among those of its cue, up to 8."""
    found, rank, cue = [], 0, -1
    for candidate in candidates:
        rank = rank + 1 if candidate.cue == cue else 0
        cue = candidate.cue
        found.append(min(rank, 8))
    return found


def _count(running: Column, first: Column, last: Column) -> Column:
    return running[last] - running[first]


def _share(running: Column, first: Column, last: Column) -> Column:
    """0 none, 1 some, 2 most, 3 all of the tokens counted."""
    count, length = _count(running, first, last), np.maximum(last - first, 1)
    found: Column = (count > 0).astype(np.int64) + (2 * count >= length) + (count == length)
    return found
