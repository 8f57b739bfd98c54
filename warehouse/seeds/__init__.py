"""The small facts of `seeds/`: declared once, checked when read, hashed into the version of what they make."""

from warehouse.seeds.reading import SEEDS, Seeds, SeedTable, StageSeeds, Weights, read_seeds

__all__ = ["SEEDS", "SeedTable", "Seeds", "StageSeeds", "Weights", "read_seeds"]
