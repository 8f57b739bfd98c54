"""Every seed file, declared once; a file that stands in no list here is not read."""

from __future__ import annotations

from collections.abc import Mapping

from warehouse.seeds.about_articles import ARTICLE_SEEDS
from warehouse.seeds.about_demands import DEMAND_SEEDS
from warehouse.seeds.about_money import MONEY_SEEDS
from warehouse.seeds.about_names import NAME_SEEDS
from warehouse.seeds.about_places import PLACE_SEEDS
from warehouse.seeds.about_quotes import QUOTE_SEEDS
from warehouse.seeds.declaring import Seed

SEED_FILES: Mapping[str, Seed] = {
    seed.name: seed for seed in (*NAME_SEEDS, *PLACE_SEEDS, *QUOTE_SEEDS, *MONEY_SEEDS, *DEMAND_SEEDS, *ARTICLE_SEEDS)
}
# Files of trained weights under models/, and the stages that read them.
WEIGHT_FILES: Mapping[str, frozenset[str]] = {"quotes": frozenset({"annotation"})}
