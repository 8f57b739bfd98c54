"""The lists of well-known names hold nothing that meets no stated criterion."""

import csv
import re
from pathlib import Path

import pytest

from warehouse.seeds import Seeds

SEEDS = Path(__file__).resolve().parent.parent / "seeds"


@pytest.mark.parametrize("name", ["known_entities", "organization_names"])
def test_every_name_meets_a_criterion_that_the_readme_states(name):
    readme = (SEEDS / "README.md").read_text(encoding="utf-8")
    sections = re.findall(r"## (?:known_entities|organization_names)\.csv\n(.*?)\n## ", readme, re.S)
    stated = set(re.findall(r"`([a-z0-9_]+)`", " ".join(sections)))
    with (SEEDS / f"{name}.csv").open(encoding="utf-8", newline="") as file:
        rows = list(csv.DictReader(file))
    assert len(rows) > 500
    assert {row["criterion"] for row in rows} <= stated
    names = [row["name"].lower() for row in rows]
    assert len(names) == len(set(names))


def test_no_alias_stands_for_two_well_known_things():
    seen: dict[str, str] = {}
    with (SEEDS / "known_entities.csv").open(encoding="utf-8", newline="") as file:
        for row in csv.DictReader(file):
            for alias in filter(None, row["aliases"].lower().split("|")):
                assert seen.setdefault(alias, row["name"]) == row["name"]


def test_a_table_that_was_released_is_read_anew():
    seeds = Seeds(SEEDS)
    before = seeds["countries"]
    seeds.release("countries")
    assert "countries" not in seeds.tables
    assert seeds["countries"] == before
