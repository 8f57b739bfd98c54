"""The quickened pipeline says what the plain one says."""

import importlib

import pytest

from transforms.reading import quicken
from transforms.reading.model import DEFAULT_MODEL
from transforms.records import Segment

TEXTS = [
    "The harbour board can't raise fees, Ms. Olsen said on Monday; she'd rather sell the old pier for $2.5 million.",
    "“We’re not done,” Mr Okafor told The Evening Post in Lagos.  Two   spaces, a tab\tand an emoji 🚢 follow.",
    "A zorblaxian quuxworth (an unheard-of word) costs €3m—or nearly so.",
    "The harbour board met again. The board can't raise fees.",
    "",
    " \n ",
]


def annotate(nlp, texts):
    return [
        [(t.text, t.tag_, t.dep_, t.head.i, t.ent_type_, t.ent_iob_, t.is_sent_start) for t in nlp(text)]
        for text in texts
    ]


@pytest.fixture(scope="module")
def plain():
    """The package's own, but for what the tables do; it knows the letters of all its words."""
    return importlib.import_module(DEFAULT_MODEL).load(exclude=["attribute_ruler", "lemmatizer", "senter"])


def test_every_token_is_annotated_as_before(annotator, plain):
    assert annotate(annotator.reader.nlp, TEXTS) == annotate(plain, TEXTS)


def test_both_networks_remember_words(annotator):
    names = [node.name for _, pipe in annotator.reader.nlp.components for node in pipe.model.walk()]
    assert names.count("remembered_words") == 2


def test_memory_that_is_full_begins_anew(annotator, plain, monkeypatch):
    monkeypatch.setattr(quicken, "REMEMBERED", 3)
    assert annotate(annotator.reader.nlp, TEXTS * 2) == annotate(plain, TEXTS * 2)


def test_words_that_articles_share_are_kept_when_others_are_forgotten(plain, monkeypatch):
    monkeypatch.setattr(quicken, "REMEMBERED", 8)
    asked = []

    def compute(doc):
        asked.append([token.text for token in doc])
        return embedding.predict([doc])[0]

    embedding = plain.get_pipe("tok2vec").model.layers[0]
    features = next(node for node in embedding.walk() if node.name == "extract_features").attrs["columns"]
    memory = quicken.WordMemory(plain.vocab, features, compute)
    articles = ["the board met", "the board fell", "a b c d e f", "the board met again", "the board met again"]
    for text in articles:
        doc = plain.make_doc(text)
        assert (memory.look_up([doc])[0] == embedding.predict([doc])[0]).all()
    assert asked == [["the", "board", "met"], ["fell"], ["a", "b", "c", "d", "e", "f"], ["met", "again"]]


def test_a_word_is_one_word_to_a_network_that_does_not_ask_for_the_space_behind_it(annotator):
    doc = annotator.reader.nlp.make_doc("fees, fees fees")
    memories = [quicken.WordMemory(doc.vocab, names, len) for names in (["SHAPE"], ["SHAPE", "SPACY"])]
    assert [len({*memory._keys(doc)}) for memory in memories] == [2, 3]


def test_numbers_of_a_word_are_those_of_the_network(plain):
    embedding = plain.get_pipe("tok2vec").model.layers[0]
    doc, other = plain.make_doc(TEXTS[1]), plain.make_doc(TEXTS[0])
    before = embedding.predict([doc])[0]
    memory = quicken.remember_words(embedding, plain.vocab)
    memory.predict([other])
    assert (memory.predict([plain.make_doc(""), doc])[1] == before).all()


def test_layers_that_look_around_are_left_alone(plain):
    embedding, encoder = plain.get_pipe("tok2vec").model.layers
    assert quicken.is_word_embedding(embedding)
    assert not quicken.is_word_embedding(encoder)


def test_neighbours_change_nothing(annotator):
    reader = annotator.reader
    articles = [(text, [Segment("body", 0, len(text))]) for text in TEXTS if text.strip()]
    together = list(reader.read(articles))
    alone = [next(iter(reader.read([article]))) for article in reversed(articles)]
    assert [(r.tags, r.heads, r.entities) for r in together] == [(r.tags, r.heads, r.entities) for r in alone][::-1]
