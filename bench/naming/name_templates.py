"""Fills the templates of templates.txt with the names of words.csv."""

from __future__ import annotations

import csv
import random
from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass, field
from pathlib import Path

HERE = Path(__file__).parent
UNSEEN = 3  # every third template of a kind is not looked at while rules are written
ROUNDS = 3  # how often a country's names fill templates


@dataclass
class Template:
    """One article with slots, and the lines that say what must be found in it."""

    kind: str
    text: str = ""
    wanted: list[str] = field(default_factory=list)
    is_unseen: bool = False


@dataclass(frozen=True)
class Made:
    """An article and what must be found in it, filled in."""

    kind: str
    text: str
    wanted: tuple[str, ...]
    is_unseen: bool


def read_templates() -> list[Template]:
    """The templates, every third of a kind unseen."""
    templates: list[Template] = []
    for line in (HERE / "templates.txt").read_text(encoding="utf-8").splitlines():
        if line.startswith("kind: "):
            templates.append(Template(line.removeprefix("kind: ")))
        elif line and not line.startswith("#"):
            if templates[-1].text:
                templates[-1].wanted.append(line)
            else:
                templates[-1].text = line
    seen: dict[str, int] = {}
    for template in templates:
        seen[template.kind] = seen.get(template.kind, 0) + 1
        template.is_unseen = seen[template.kind] % UNSEEN == 0
    return templates


def read_countries() -> list[dict[str, str]]:
    """The rows of words.csv."""
    with (HERE / "words.csv").open(encoding="utf-8", newline="") as file:
        return list(csv.DictReader(file))


def make_articles(templates: Sequence[Template], seed: int) -> Iterator[Made]:
    """Every template ROUNDS times, each time with the names of another country."""
    draw = random.Random(seed)
    countries = read_countries()
    for template in templates:
        for row, other in zip(draw.sample(countries, ROUNDS), draw.sample(countries, ROUNDS), strict=True):
            words = _draw_words(row, other if other is not row else countries[0], draw)
            wanted = tuple(line.format(**words) for line in template.wanted)
            yield Made(template.kind, template.text.format(**words), wanted, template.is_unseen)


def _draw_words(row: Mapping[str, str], other: Mapping[str, str], draw: random.Random) -> dict[str, str]:
    """What fills the slots: people and organizations of one country, another country beside it."""
    given, surnames = (draw.sample(row[column].split("|"), 3) for column in ("given", "surnames"))
    first, second, third = draw.sample(row["stems"].split("|"), 3)
    words = {letter: f"{g} {s}" for letter, g, s in zip("ABC", given, surnames, strict=True)}
    words |= {"a": surnames[0], "X": first, "Y": second, "Z": third, "title": draw.choice(row["titles"].split("|"))}
    words |= {name: row[name] for name in ("code", "country", "adjective", "city")}
    words |= {"CITY": row["city"].upper(), "TICKER": first[:3].upper()}
    words |= {f"{name}2": other[name] for name in ("code", "country", "adjective")}
    return words | {"SHORT": f"{first[0]}FC"}
