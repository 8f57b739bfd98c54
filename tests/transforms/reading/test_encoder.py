"""Layers that look at neighbours give what thinc's give."""

import numpy as np
import pytest
from thinc.api import Maxout, chain, expand_window, residual, with_array

from tests.transforms.reading.texts import load_plain
from transforms.reading.encoder import Encoder, UnknownNetwork


def make_network(depth, pad, width=8, window=1):
    blocks = [
        chain(expand_window(window), Maxout(width, width * (2 * window + 1), nP=3, dropout=0.0, normalize=True))
        for _ in range(depth)
    ]
    blocks = [residual(block) for block in blocks]
    network = with_array(chain(*blocks) if depth > 1 else blocks[0], pad=pad)
    rows = [np.random.default_rng(5).normal(size=(n, width)).astype(np.float32) for n in (5, 1, 0, 7)]
    network.initialize(X=rows)
    for node in network.walk():
        for name in ("b", "G"):
            if node.has_param(name):
                shape = node.get_param(name).shape
                node.set_param(name, np.random.default_rng(6).normal(size=shape).astype(np.float32))
    return network, rows


@pytest.mark.parametrize("depth", [1, 2, 4])
def test_encoded_words_are_those_of_thinc(depth):
    network, rows = make_network(depth, pad=4)
    expected = np.concatenate(network.predict(rows))
    found = Encoder(network).encode(np.concatenate(rows), [len(part) for part in rows])
    assert np.allclose(found, expected, atol=1e-4)


def test_texts_do_not_see_one_another():
    network, rows = make_network(4, pad=4)
    together = Encoder(network).encode(np.concatenate([rows[0], rows[3]]), [5, 7])
    assert np.allclose(together[:5], Encoder(network).encode(rows[0], [5]), atol=1e-5)


def test_no_words_are_no_rows(annotator):
    network, rows = make_network(2, pad=4)
    assert Encoder(network).encode(rows[2], []).shape == (0, 8)


@pytest.mark.parametrize("wrong", [{"depth": 4, "pad": 3}, {"depth": 2, "pad": 4, "window": 2}])
def test_other_stacks_are_told(wrong):
    with pytest.raises(UnknownNetwork):
        Encoder(make_network(**wrong)[0])


def test_the_first_layer_is_no_encoder():
    with pytest.raises(UnknownNetwork):
        Encoder(load_plain().get_pipe("tok2vec").model.layers[0])
