"""The packed rows of the vector table are those of spaCy's dictionary."""

import importlib
import shutil

import numpy as np
import pytest
import spacy
from spacy.vectors import Vectors

from transforms.reading.model import DEFAULT_MODEL, load_pipeline
from transforms.reading.word_rows import WordRows


@pytest.fixture(scope="module")
def plain():
    """What spaCy reads from the model's folder."""
    return importlib.import_module(DEFAULT_MODEL).load(exclude=["strings"]).vocab.vectors.key2row


def test_every_word_of_the_model_has_the_row_it_had(annotator, plain):
    packed = annotator.reader.nlp.vocab.vectors.key2row
    assert isinstance(packed, WordRows)
    assert dict(packed) == plain


def test_words_without_a_vector_have_no_row(annotator, plain):
    packed = annotator.reader.nlp.vocab.vectors.key2row
    unknown = [word + 1 for word in list(plain)[:1000] if word + 1 not in plain] + [0, (1 << 64) - 1]
    assert [packed.get(word, -1) for word in unknown] == [-1] * len(unknown)
    assert not any(word in packed for word in unknown)
    with pytest.raises(KeyError):
        packed[unknown[0]]


def test_vectors_that_have_no_rows_by_word_are_read_as_spacy_does(tmp_path):
    blank = spacy.blank("en")
    data = np.arange(40, dtype=np.float32).reshape(10, 4)
    blank.vocab.vectors = Vectors(mode="floret", hash_count=2, minn=3, maxn=5, data=data)
    blank.to_disk(tmp_path)
    read = load_pipeline(str(tmp_path))
    assert np.array_equal(read.vocab["word"].vector, blank.vocab["word"].vector)
    assert read.vocab["word"].vector.any()


def test_a_pipeline_without_vectors_is_read_too(tmp_path):
    spacy.blank("en").to_disk(tmp_path)
    for _ in range(2):
        assert load_pipeline(str(tmp_path)).vocab.vectors.find(key=7) == -1
        shutil.rmtree(tmp_path / "vocab")
        (tmp_path / "vocab").mkdir()


def test_vectors_are_those_of_the_file_and_not_a_copy(annotator):
    vectors = annotator.reader.nlp.vocab.vectors.data
    path = annotator.reader.nlp.path / "vocab" / "vectors"
    assert isinstance(vectors, np.memmap)
    assert np.array_equal(vectors, np.load(path, allow_pickle=False))
