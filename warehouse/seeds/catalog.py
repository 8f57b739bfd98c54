"""Every seed file, declared once; a file that stands in no list here is not read."""

from __future__ import annotations

from collections.abc import Mapping

from warehouse.seeds.about_articles import ARTICLE_SEEDS
from warehouse.seeds.about_demands import DEMAND_SEEDS
from warehouse.seeds.about_money import MONEY_SEEDS
from warehouse.seeds.about_names import NAME_SEEDS
from warehouse.seeds.about_places import PLACE_SEEDS
from warehouse.seeds.about_quotes import QUOTE_SEEDS
from warehouse.seeds.declaring import Seed, WeightFile

SEED_FILES: Mapping[str, Seed] = {
    seed.name: seed for seed in (*NAME_SEEDS, *PLACE_SEEDS, *QUOTE_SEEDS, *MONEY_SEEDS, *DEMAND_SEEDS, *ARTICLE_SEEDS)
}
_ANNOTATION = frozenset({"annotation"})
WEIGHT_FILES: Mapping[str, WeightFile] = {
    file.name: file
    for file in (
        WeightFile(
            "quotes",
            "Which words are quoted, by which cue, of whom.",
            _ANNOTATION,
            "../docs/quotes-model.md",
        ),
        WeightFile(
            "name_kinds",
            "For each fact about a name its weight for being a person, an organization and so on.",
            _ANNOTATION,
            "../docs/entities.md",
        ),
        WeightFile(
            "name_cues",
            "For each fact about a name that no list knows, its weight for every kind.",
            _ANNOTATION,
            "../docs/entities.md",
        ),
    )
}
