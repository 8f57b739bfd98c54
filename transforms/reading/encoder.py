"""The layers of a spaCy network that look at a word's neighbours, computed with few and large steps of numpy.

Each layer sees a word and the words beside it, takes the largest of three answers, evens the numbers out and adds them
to what it was given. thinc does the same in twice the time: it keeps what training would need, and its three answers
lie side by side in memory where numpy wants them apart.
"""

from __future__ import annotations

from typing import Any, NamedTuple

import numpy as np
from thinc.api import Model

LAYER = ["expand_window", "maxout", "layernorm", "dropout"]
EPSILON = 1e-8  # thinc's, so that nothing is divided by nought


class UnknownNetwork(ValueError):
    """A network is not built as those that can be computed here."""


class Layer(NamedTuple):
    """The weights of one layer; the answers of each neuron lie one neuron's width apart."""

    weights: Any  # (3 words x width, answers x width)
    bias: Any
    gain: Any
    shift: Any


class Encoder:
    """A stack of residual layers with a window of one word to either side."""

    def __init__(self, network: Model[Any, Any]) -> None:
        """Reads the weights of a `with_array(residual(...)>>...)`; raises UnknownNetwork where it is another."""
        if not network.name.startswith("with_array(residual("):
            raise UnknownNetwork(network.name)
        stack = network.layers[0]
        blocks = stack.layers if ">>residual(" in stack.name else [stack]
        self.pad: int = network.attrs["pad"]
        self.layers = [_read_layer(block) for block in blocks]
        self.width = len(self.layers[0].gain)
        if self.pad < len(self.layers):
            raise UnknownNetwork("texts would see one another")

    def encode(self, rows: Any, lengths: Any) -> Any:
        """The numbers of every word from their rows; lengths tell how many words each text has."""
        total = len(rows) + self.pad * (len(lengths) + 1)
        places = np.arange(len(rows)) + np.repeat(np.arange(1, len(lengths) + 1) * self.pad, lengths)
        now = np.zeros((total, self.width), np.float32)
        now[places] = rows
        window = np.zeros((total, 3 * self.width), np.float32)
        for layer in self.layers:
            now += self._compute(layer, now, window)
        return now[places]

    def _compute(self, layer: Layer, now: Any, window: Any) -> Any:
        width = self.width
        window[1:, :width] = now[:-1]
        window[:, width : 2 * width] = now
        window[:-1, 2 * width :] = now[1:]
        answers = window @ layer.weights
        answers += layer.bias
        best = np.maximum(answers[:, :width], answers[:, width : 2 * width])
        for first in range(2 * width, answers.shape[1], width):
            np.maximum(best, answers[:, first : first + width], out=best)
        mean = np.einsum("ij->i", best)  # a third of the time that best.mean takes
        mean /= width
        best -= mean[:, None]
        spread = np.einsum("ij,ij->i", best, best)
        spread /= width
        spread += EPSILON
        best *= (1 / np.sqrt(spread))[:, None]
        best *= layer.gain
        best += layer.shift
        return best


def _read_layer(block: Model[Any, Any]) -> Layer:
    leaves = {node.name: node for node in block.walk() if not node.layers}
    if not block.name.startswith("residual(") or sorted(leaves) != sorted(LAYER):
        raise UnknownNetwork(block.name)
    maxout: Any = leaves["maxout"]
    norm = leaves["layernorm"]
    weights, bias = maxout.get_param("W"), maxout.get_param("b")
    width, answers, seen = weights.shape
    if leaves["expand_window"].attrs["window_size"] != 1 or seen != 3 * width or answers < 2:
        raise UnknownNetwork(block.name)
    return Layer(
        np.ascontiguousarray(weights.transpose(2, 1, 0)).reshape(seen, answers * width),
        np.ascontiguousarray(bias.T).ravel(),
        norm.get_param("G"),
        norm.get_param("b"),
    )
