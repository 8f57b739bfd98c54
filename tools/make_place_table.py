"""Makes `seeds/models/places.npz`, in which the rows of seeds/places.csv are sorted out by what they are asked for.

python -m tools.make_place_table
"""

from __future__ import annotations

import numpy as np

from training.saving import save
from transforms.places.place_table import make_table, pack_table
from warehouse.seeds.reading import MADE_OF, SEEDS, read_seeds

PATH = SEEDS / "models" / "places.npz"


def make_arrays() -> dict[str, np.ndarray]:
    """The arrays of the file, of the rows as they are."""
    seeds = read_seeds("annotation")
    made_of = np.frombuffer(seeds.stamp(["places"]).encode(), dtype=np.uint8)
    return pack_table(make_table(seeds["places"])) | {MADE_OF: made_of}


if __name__ == "__main__":
    save(make_arrays(), PATH)
