"""The quickened pipeline says what the plain one says."""

import pytest

from tests.transforms.reading.texts import ODD, load_plain
from transforms.reading import quicken, word_memory
from transforms.reading.model import DEFAULT_MODEL, load_pipeline


def annotate(nlp, texts):
    return [
        [(t.text, t.tag_, t.dep_, t.head.i, t.ent_type_, t.ent_iob_, t.is_sent_start) for t in nlp(text)]
        for text in texts
    ]


@pytest.fixture(scope="module")
def plain():
    return load_plain()


@pytest.fixture(scope="module")
def quickened():
    nlp = load_pipeline(DEFAULT_MODEL)
    quicken.quicken(nlp)
    nlp.remove_pipe("lemmatizer")
    return nlp


def test_every_token_is_annotated_as_before(quickened, plain):
    assert annotate(quickened, ODD) == annotate(plain, ODD)


def test_both_networks_remember_words(quickened):
    names = [node.name for _, pipe in quickened.components for node in pipe.model.walk()]
    assert names.count("remembered_words") == 2


def test_memory_that_is_full_begins_anew(quickened, plain, monkeypatch):
    monkeypatch.setattr(word_memory, "REMEMBERED", 3)
    assert annotate(quickened, ODD * 2) == annotate(plain, ODD * 2)


def test_a_word_is_one_word_to_a_network_that_does_not_ask_for_the_space_behind_it(plain):
    asked = []
    words = [plain.make_doc("fees, fees fees")]
    for name in ("ner", "tok2vec"):
        network = plain.get_pipe(name).model
        embedding = next(n.layers[0] for n in network.walk() if n.layers and quicken.is_word_embedding(n.layers[0]))
        memory = quicken.remember_words(Watched(embedding, asked), plain.vocab)
        memory.predict(words)
    assert asked == [["fees", ","], ["fees", ",", "fees"]]


class Watched:
    """A layer that notes which words it is asked for."""

    def __init__(self, layer, asked):
        self._layer, self._asked = layer, asked

    def walk(self):
        return self._layer.walk()

    def predict(self, docs):
        self._asked.append([token.text for token in docs[0]])
        return self._layer.predict(docs)


def test_numbers_of_a_word_are_those_of_the_network(plain):
    embedding = plain.get_pipe("tok2vec").model.layers[0]
    doc, other = plain.make_doc(ODD[1]), plain.make_doc(ODD[0])
    before = embedding.predict([doc])[0]
    memory = quicken.remember_words(embedding, plain.vocab)
    memory.predict([other])
    assert (memory.predict([plain.make_doc(""), doc])[1] == before).all()


def test_layers_that_look_around_are_left_alone(plain):
    embedding, encoder = plain.get_pipe("tok2vec").model.layers
    assert quicken.is_word_embedding(embedding)
    assert not quicken.is_word_embedding(encoder)
