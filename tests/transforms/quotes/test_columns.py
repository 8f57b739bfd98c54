"""Tokens as columns of numbers, and the linear models that look at them: cues, and the features of their parts."""

from __future__ import annotations

from zlib import crc32

import numpy as np
import pytest

from tests.transforms.read_texts import parse
from transforms.quotes.cues import CUE_TEMPLATES, cue_columns, cue_rows, score_cues
from transforms.quotes.extract import tabulate
from transforms.quotes.features import (
    CONTENT_TEMPLATES,
    SOURCE_TEMPLATES,
    binned,
    content_columns,
    source_columns,
)
from transforms.quotes.linear import hash_features, logistic, score_rows
from transforms.quotes.spans import content_candidates, source_candidates
from transforms.quotes.table import column, masked_lemmas, number_of, passage_of_tokens

TEXTS = [
    "Marta Quint said the bridge was closed, “a danger” in winter.",
    "Jonas Brandt said the bridge was closed, “a danger” in winter.",
]


@pytest.fixture(scope="module")
def tables(annotator):
    return [tabulate(reading, annotator.quote_model.groups) for reading in parse(annotator, TEXTS)]


def test_equal_values_share_a_bucket_and_others_do_not():
    columns = {"a": np.array([1, 1, 2]), "b": np.array([5, 5, 5])}
    buckets = hash_features(columns, (("a",), ("b",), ("a", "b")), 1 << 16)
    assert buckets.shape == (3, 3) and (buckets < 1 << 16).all() and (buckets >= 0).all()
    assert (buckets[0] == buckets[1]).all()
    assert list(buckets[0] == buckets[2]) == [False, True, False]
    assert len(set(buckets[0].tolist())) == 3, "a column alone and with another are two features"


def test_a_row_scores_the_sum_of_its_weights():
    assert score_rows(np.array([[0, 1], [2, 2]]), np.array([1, 2, -3], dtype=np.float32)).tolist() == [3.0, -6.0]
    assert logistic(np.array([0.0, 5000.0, -5000.0])) == pytest.approx([0.5, 1.0, 0.0])


def test_words_have_the_same_number_on_every_machine():
    assert number_of("bridge") == crc32(b"bridge")
    assert column(["bridge", "closed", "bridge"]).tolist() == [number_of(w) for w in ("bridge", "closed", "bridge")]


def test_names_are_hidden_from_the_models(tables):
    one, other = tables
    lemmas, labels = masked_lemmas(one.reading)
    assert labels[:2] == ["PERSON", "PERSON"] and not {"Marta", "Quint"} & set(lemmas)
    assert all((one.c[name] == other.c[name]).all() for name in ("lemma", "tag", "dep", "label"))


def test_tokens_know_the_passage_and_the_commas_round_them(tables):
    table = tables[0]
    words = table.reading.words
    inside = passage_of_tokens(table.reading, table.passages)
    assert [words[t] for t in np.flatnonzero(inside == 0)] == ["“", "a", "danger", "”"]
    assert table.running_inside[-1] == 4
    comma = words.index(",")
    assert table.next_comma(0, len(words)) == table.previous_comma(len(words), 0) == comma
    assert table.next_comma(comma + 1, len(words)) is None


def test_columns_tell_the_subject_and_the_words_beside(tables):
    table = tables[0]
    said, quint = table.reading.words.index("said"), table.reading.words.index("Quint")
    assert table.subject[said] == quint and table.child("nsubj")[said] == quint
    assert table.c["next_lemma"][said] == number_of("the")
    assert table.shifted(np.array([1, 2, 3]), 1).tolist() == [2, 3, 0]


def test_a_verb_of_saying_is_a_likelier_cue_than_other_words(annotator, tables):
    table = tables[0]
    rows = cue_rows(table)
    chances = dict(zip(rows.tolist(), score_cues(table, rows, annotator.quote_model.weights["cue"]), strict=True))
    said = table.reading.words.index("said")
    assert all(0.0 <= chance <= 1.0 for chance in chances.values())
    assert max(chances, key=chances.get) == said and chances[said] > 0.5
    assert table.reading.words.index("the") not in chances, "an article heads no cue"
    assert {name for template in CUE_TEMPLATES for name in template} == set(cue_columns(table, rows))


def test_every_candidate_has_a_value_of_every_column(tables):
    table = tables[0]
    said = table.reading.words.index("said")
    sources, contents = source_candidates(table, said), content_candidates(table, said)
    heads = np.full(len(contents), table.reading.words.index("Quint"))
    for templates, columns, size in (
        (SOURCE_TEMPLATES, source_columns(table, sources), len(sources)),
        (CONTENT_TEMPLATES, content_columns(table, contents, heads), len(contents)),
    ):
        names = {name for template in templates for name in template}
        assert size > 1 and names <= set(columns) and all(len(columns[name]) == size for name in names)


def test_features_tell_the_subject_and_the_words_in_marks(tables):
    table = tables[0]
    words = table.reading.words
    said = words.index("said")
    sources, contents = source_candidates(table, said), content_candidates(table, said)
    is_subject = source_columns(table, sources)["is_subject"]
    assert {words[s.head] for s, flag in zip(sources, is_subject, strict=True) if flag} == {"Quint"}
    nobody = source_columns(table, sources)["is_nobody"]
    assert [s.head < 0 for s in sources] == nobody.astype(bool).tolist()
    quoted = content_columns(table, contents, np.full(len(contents), -1))["quoted"]
    for content, share in zip(contents, quoted.tolist(), strict=True):
        marked = sum(table.inside_list[t] >= 0 for t in range(content.first, content.last))
        assert (share == 0) == (marked == 0) and (share == 3) == (marked == content.last - content.first)


def test_numbers_are_binned_between_edges():
    assert binned(np.array([0, 1, 2, 9]), np.array([1, 5])).tolist() == [0, 0, 1, 2]
