"""What spaCy's two networks that decide step by step share: the layer that is computed once per word and feature.

A step of the parser or the recognizer looks at a few words, its features. What the first layer makes of a word in each
of these parts does not depend on the step, so it is computed once for all words; a step adds up what its words bring.
"""

from __future__ import annotations

from typing import Any

import numpy as np

from transforms.reading.encoder import UnknownNetwork


class Hidden:
    """The hidden layer of a step: from encoded words to features, from summed features to the neurons' answers."""

    def __init__(self, pipe: Any, features: int) -> None:
        """Reads the weights of a component; raises UnknownNetwork where it is built otherwise."""
        model = pipe.model
        if pipe.cfg.get("beam_width") != 1 or not model.attrs.get("has_upper") or model.attrs.get("unseen_classes"):
            raise UnknownNetwork(f"{pipe.name} is not greedy")
        lower, narrow = model.get_ref("lower"), model.get_ref("tok2vec").layers[-1]
        if lower.name != "precomputable_affine" or lower.get_dim("nF") != features or lower.get_dim("nP") < 2:
            raise UnknownNetwork(f"{pipe.name} looks at other words")
        self._narrow, self._narrow_bias = read_linear(narrow)
        weights = lower.get_param("W").transpose(3, 0, 2, 1)  # by input, feature, answer and neuron
        self.count, answers, self.neurons = weights.shape[1:]
        self.width = answers * self.neurons  # of one feature
        self._weights = np.ascontiguousarray(weights).reshape(len(weights), -1)
        self.missing = np.ascontiguousarray(lower.get_param("pad")[0].transpose(0, 2, 1)).reshape(self.count, -1)
        self.bias = np.ascontiguousarray(lower.get_param("b").T).ravel()

    def fill(self, encoded: Any, out: Any) -> None:
        """Writes each word's features into out, one row of `count` times `width` numbers per word."""
        np.matmul(encoded @ self._narrow + self._narrow_bias, self._weights, out=out)

    def answer(self, sums: Any) -> Any:
        """The neurons' answers, each the largest of several, from the sums of the features; sums are overwritten."""
        sums += self.bias
        best = sums[:, : self.neurons]
        for first in range(self.neurons, self.width, self.neurons):
            best = np.maximum(best, sums[:, first : first + self.neurons])
        return best


def read_linear(layer: Any) -> tuple[Any, Any]:
    """The weights of a linear layer by input and output, and its bias."""
    if layer.name != "linear":
        raise UnknownNetwork(layer.name)
    return np.ascontiguousarray(layer.get_param("W").T), layer.get_param("b")
