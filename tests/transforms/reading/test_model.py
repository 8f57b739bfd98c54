"""What the pipeline keeps of the words it has read: nothing that grows."""

import tracemalloc

import spacy

from transforms.reading import model
from transforms.records import Segment


def read_made_up_words(nlp, words):
    for first in range(0, words, 10_000):
        with nlp.memory_zone():
            nlp.make_doc(" ".join(f"Q{n}x" for n in range(first, first + 10_000)))
        model.free_places(nlp.vocab)


def test_new_names_take_no_lasting_memory():
    nlp = spacy.blank("en")
    read_made_up_words(nlp, 10_000)
    tracemalloc.start()
    try:
        read_made_up_words(nlp, 40_000)
        lasting, _ = tracemalloc.get_traced_memory()
    finally:
        tracemalloc.stop()
    assert lasting < 2**19  # 3 MB when their places stay taken


def test_reader_frees_the_places_of_words_and_reads_the_same(annotator, monkeypatch):
    reader = annotator.reader
    texts = [f"Mayor Zorbl{n}axe met Ms. Quux{n}worth in Lagos; they spoke of ${n} million." for n in range(40)]
    articles = [(text, [Segment("body", 0, len(text))]) for text in texts]
    before = list(reader.read(articles))
    strings = len(reader.nlp.vocab.strings)
    monkeypatch.setattr(model, "NEW_WORDS", 0)
    assert list(reader.read(articles)) == before
    assert len(reader.nlp.vocab) == 0
    assert len(reader.nlp.vocab.strings) == strings


def test_words_are_looked_at_as_before(annotator):
    vocab = annotator.reader.nlp.vocab
    getters = dict(vocab.lex_attr_getters)
    model.free_places(vocab)
    assert vocab.lex_attr_getters == getters
