"""Words that report a statement: a linear classifier over the parse finds them, not a list of verbs."""

from __future__ import annotations

import numpy as np

from transforms.quotes.linear import Template, Weights, logistic, weigh
from transforms.quotes.table import Column, Columns, TokenTable

CUE_SIZE = 1 << 18
# Tags a cue's head word can have; other words are never looked at.
CUE_TAGS = frozenset({"VBD", "VBG", "VBN", "VBZ", "VBP", "VB", "NN", "NNS", ":", "JJ", "IN", "RB"})
CUE_PREPOSITIONS = frozenset({"per", "for", "about", "of", "in", "as", "to", "on", "against", "over", "by", "with"})
CUE_TEMPLATES: tuple[Template, ...] = (
    ("lemma",), ("lemma", "tag"), ("lemma", "dep"), ("lemma", "frame"), ("lemma", "negated"), ("lemma", "subj_label"),
    ("lemma", "subj_tag"), ("lemma", "subj_lemma"), ("lemma", "clause_tag"), ("lemma", "clause_mark"),
    ("lemma", "clause_side"), ("lemma", "inf_tag", "inf_side"), ("lemma", "obj_tag"), ("lemma", "obj_lemma"),
    ("lemma", "prep_lemma"), ("lemma", "prepobj_tag"), ("lemma", "prepobj_lemma"), ("lemma", "part_lemma"),
    ("lemma", "head_lemma"), ("lemma", "head_dep"), ("lemma", "auxil_lemma"), ("lemma", "inside"),
    ("lemma", "sentence_marks"), ("lemma", "beside"), ("lemma", "next_lemma"), ("lemma", "prev_lemma"),
    ("lemma", "advmod_lemma"), ("lemma", "acl_tag"), ("lemma", "mark_lemma"), ("lemma", "reporter"),
    ("lemma", "obj_label"), ("lemma", "next_lemma", "next2_lemma"), ("lemma", "prev2_lemma", "prev_lemma"),
    ("lemma", "is_first"), ("lemma", "from_start"), ("lemma", "to_end"), ("lemma", "pobj_tag"), ("lemma", "pobj_lemma"),
    ("tag", "dep", "head_dep"), ("tag", "frame"), ("dep", "frame"), ("tag", "clause_tag", "clause_mark", "subj_label"),
    ("tag", "subj_label", "subj_tag"), ("subj_lemma", "tag"), ("subj_lemma", "frame"), ("tag", "inf_tag", "inf_side"),
    ("tag", "obj_lemma"), ("tag", "prep_lemma", "prepobj_tag"), ("inside", "tag", "dep"), ("beside", "tag", "dep"),
    ("beside", "sentence_marks", "subj_label"), ("sentence_marks", "dep", "tag"), ("reporter", "tag"),
    ("reporter", "inside"), ("head_lemma", "dep", "tag"), ("head_lemma", "dep", "subj_label"),
    ("grand_lemma", "head_dep", "dep"), ("auxil_lemma", "tag", "subj_label"), ("prev_tag", "tag", "next_tag"),
    ("tag", "next_tag", "next2_tag"), ("prev2_tag", "prev_tag", "tag"), ("is_first", "tag", "dep"),
    ("clause_inside", "clause_tag", "subj_label"), ("clause_frame", "tag", "clause_side"), ("inf_frame", "tag"),
    ("next_lemma", "next2_tag", "tag"), ("prev_lemma", "tag", "subj_label"), ("mark_lemma", "tag", "dep"),
    ("from_start", "tag", "is_first"), ("to_end", "tag", "beside"), ("negated", "tag", "inf_tag"),
    ("fine",), ("fine", "tag"), ("fine", "frame"), ("fine", "clause_mark"), ("fine", "subj_label"), ("fine", "obj_tag"),
    ("fine", "prep_lemma"), ("fine", "negated"), ("fine", "beside"), ("fine", "dep"), ("fine", "clause_tag"),
    ("coarse", "frame"), ("coarse", "tag", "subj_label"), ("coarse", "clause_tag", "clause_mark"), ("obj_fine", "tag"),
    ("obj_coarse", "lemma"), ("subj_coarse", "lemma"), ("subj_coarse", "frame"), ("subj_coarse", "tag", "dep"),
    ("prepobj_coarse", "lemma"), ("prepobj_coarse", "prep_lemma", "tag"), ("head_fine", "dep", "tag"),
    ("fine", "obj_coarse"), ("fine", "subj_coarse"), ("fine", "reporter"),
)  # fmt: skip
CUE_COLUMNS = tuple(dict.fromkeys(name for template in CUE_TEMPLATES for name in template))


def cue_rows(table: TokenTable) -> Column:
    """The tokens that can head a cue."""
    reading = table.reading
    return np.array(
        [
            place
            for place, tag in enumerate(reading.tags)
            if tag in CUE_TAGS and (tag != "IN" or reading.lemmas[place] in CUE_PREPOSITIONS)
        ],
        dtype=np.int64,
    )


def cue_columns(table: TokenTable, rows: Column) -> Columns:
    """The columns of the cue templates for these tokens."""
    return {name: table.c[name][rows] for name in CUE_COLUMNS}


def score_cues(table: TokenTable, rows: Column, weights: Weights) -> np.ndarray:
    """The probability of each of the tokens to head a cue."""
    return logistic(weigh(cue_columns(table, rows), CUE_TEMPLATES, weights))
