"""The parser's moves, many texts side by side, lead where spaCy's lead."""

import pytest
from spacy.tokens import Doc

from tests.transforms.reading.texts import ODD, load_plain
from transforms.reading.arcs import Parser
from transforms.reading.encoder import UnknownNetwork


def parsed(docs):
    return [[(token.head.i, token.dep_, token.is_sent_start) for token in doc] for doc in docs]


def test_heads_are_those_of_spacy():
    nlp = load_plain()
    expected = list(nlp.pipe(ODD))
    docs = [nlp.make_doc(text) for text in ODD]
    encoded = [doc.tensor for doc in expected]
    parser = Parser(nlp.get_pipe("parser"), Doc(nlp.vocab, words=["the"]))
    for doc, rows in zip(docs, encoded, strict=True):
        parser.parse([[doc]], [rows if len(doc) else parser.hidden.missing[:0, :0].reshape(0, 96)])
    assert parsed(docs) == parsed(expected)


def test_another_component_is_told():
    nlp = load_plain()
    with pytest.raises(UnknownNetwork):
        Parser(nlp.get_pipe("ner"), Doc(nlp.vocab, words=["the"]))
