"""The training of the quote model: it learns what its gold shows, and gives the same bytes each time."""

from __future__ import annotations

import numpy as np
import pytest

from training import quotes as training
from training.calibrate import FEWEST, fit_calibration
from training.fit import fit_logistic, fit_ranking, sparse_rows
from training.gold import find_cue_head, lay_over
from transforms.records import Segment
from warehouse.seeds import read_seeds

NAMES = ("Marta Quint", "Jonas Brandt", "Ines Falk", "Otto Reyes")
VERBS = ("said", "added", "warned", "wrote")


def make_gold(annotator, articles: int):
    """Articles of made-up sentences with their attributions, as the training command reads them."""
    gold = []
    for number in range(articles):
        name, verb = NAMES[number % 4], VERBS[number // 4 % 4]
        text = f"{name} {verb} the dam would hold. The gates opened at noon."
        end = text.index(". The")
        start = len(name) + len(verb) + 2
        cue = len(name) + 1
        item = {
            "kind": "indirect",
            "source": [[0, len(name)]],
            "cue": [[cue, cue + len(verb)]],
            "content": [[start, end]],
        }
        reading = next(iter(annotator.reader.read([(text, [Segment("body", 0, len(text))])])))
        gold.append((reading, [item]))
    return gold


def test_gold_is_laid_over_tokens(annotator):
    reading, items = make_gold(annotator, 1)[0]
    (found,) = lay_over(reading, items)
    words = reading.words
    assert [words[t] for t in sorted(found.source)] == ["Marta", "Quint"]
    assert words[found.head] == "said"
    assert [words[t] for t in sorted(found.content)] == ["the", "dam", "would", "hold"]
    assert find_cue_head(reading, found.cue, found.content) == found.head


@pytest.mark.slow
def test_training_twice_gives_the_same_bytes(annotator, tmp_path):
    shipped = read_seeds("annotation").read_weights("quotes")
    words = {name: shipped[name] for name in ("word_keys", "word_coarse", "word_fine")}
    gold = make_gold(annotator, 16)
    for name in ("one.npz", "two.npz"):
        training.save(training.train(gold, words, read_seeds("annotation")), tmp_path / name)
    assert (tmp_path / "one.npz").read_bytes() == (tmp_path / "two.npz").read_bytes()
    with np.load(tmp_path / "one.npz", allow_pickle=False) as arrays:
        assert set(arrays.files) == set(shipped)


def test_logistic_regression_tells_the_classes_apart():
    buckets = np.array([[0, 2], [0, 3], [1, 2], [1, 3]])
    weights = fit_logistic(sparse_rows(buckets, 4), np.array([1.0, 1.0, 0.0, 0.0]), 0.1)
    assert weights[0] > 1
    assert weights[1] < -1
    assert abs(weights[2] - weights[3]) < 0.1


def test_ranking_prefers_the_marked_candidate():
    buckets = np.array([[0], [1], [1], [0]])
    weights = fit_ranking(sparse_rows(buckets, 2), np.array([0, 2, 4]), np.array([1.0, 0.0, 0.0, 1.0]), 0.1)
    assert weights[0] > weights[1] + 1


def test_calibration_finds_an_overconfident_judge():
    chances = np.linspace(0.3, 0.99, 2000)
    right = (np.arange(2000) * 0.618 % 1 < chances * 0.7).astype(float)  # right seven times in ten as often as said
    knots, shares = fit_calibration(chances, right, np.ones(2000, dtype=np.bool_))
    assert (np.diff(shares) >= 0).all()
    assert abs(np.interp(0.8, knots, shares) - 0.56) < 0.05
    assert abs(np.interp(0.5, knots, shares) - 0.35) < 0.05


def test_calibration_of_few_rows_changes_nothing():
    chances = np.linspace(0.3, 0.9, FEWEST - 1)
    knots, shares = fit_calibration(chances, np.zeros(FEWEST - 1), np.ones(FEWEST - 1, dtype=np.bool_))
    assert np.allclose(knots, shares)


def test_calibration_curves_that_are_shipped_rise():
    for knots, shares in read_seeds("annotation").read_weights("quotes")["calibration"]:
        assert (np.diff(knots) >= 0).all()
        assert (np.diff(shares) >= 0).all()
        assert shares[0] >= 0.2
        assert shares[-1] > 0.9


@pytest.mark.parametrize("name", ["cue", "source", "content", "judge", "link"])
def test_shipped_weights_are_plain_numbers(name):
    weights = read_seeds("annotation").read_weights("quotes")[name]
    assert weights.dtype == np.float16
    assert np.isfinite(weights).all()
    assert np.count_nonzero(weights) > 100
