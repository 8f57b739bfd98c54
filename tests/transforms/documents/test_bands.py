import numpy as np
from hypothesis import given, settings
from hypothesis import strategies as st

from transforms.documents.bands import BANDS, ROWS, join_alike

HASHES = 64
LEAST = 29


def made(seed, count):
    """Signatures of stories and of copies that share more or less of them."""
    pick = np.random.default_rng(seed)
    stories = pick.integers(0, 1 << 32, (count // 4 + 1, HASHES), np.uint32)
    rows = stories[pick.integers(0, len(stories), count)]
    changed = pick.random((count, HASHES)) < pick.choice([0.0, 0.3, 0.5, 0.8], count)[:, None]
    return np.where(changed, pick.integers(0, 1 << 32, (count, HASHES), np.uint32), rows)


def join_one_by_one(signatures):
    """Every pair compared: what the bands are to find."""
    leaders = list(range(len(signatures)))
    for a in range(len(signatures)):
        for b in range(a):
            same = signatures[a] == signatures[b]
            meets = same[: BANDS * ROWS].reshape(BANDS, ROWS).all(axis=1).any()
            if meets and same.sum() >= LEAST:
                one, other = sorted((leaders[a], leaders[b]))
                leaders = [one if leader == other else leader for leader in leaders]
    return leaders


@settings(max_examples=30, deadline=None)
@given(st.integers(0, 1 << 30), st.integers(0, 40))
def test_bands_find_what_comparing_every_pair_finds(seed, count):
    signatures = made(seed, count)
    assert join_alike(signatures, LEAST).tolist() == join_one_by_one(signatures)


def test_a_thousand_copies_are_one_and_cost_little():
    signatures = np.repeat(made(1, 1), 20_000, axis=0)
    assert set(join_alike(signatures, LEAST).tolist()) == {0}
