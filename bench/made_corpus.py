"""Makes the lake of a corpus of any size as annotation would leave it, without any text, in bounded memory.

The corpus has the shape of news. What an article names is drawn by a power law without end: a few people, bodies and
places are in many articles, most are in one, and new ones keep appearing however many articles there are (each tenfold
of the articles names six times as many things). Surnames are drawn likewise, so that common ones have ever more bearers
and rare ones keep appearing; given names are a closed list, as they are in life. A tenth of the people are named by
one word alone, some bodies with their initials, and three in ten entities have no name ("the official").
"""

from __future__ import annotations

from collections.abc import Callable, Iterator
from pathlib import Path

import numpy as np
import pyarrow as pa

from warehouse.lake.lake import Lake
from warehouse.lake.picking import Covered
from warehouse.seeds import read_seeds

PER_ARTICLE = 25
AT_ONCE = 20_000  # articles that are made, and committed, together
SYLLABLES = ["ba", "den", "kor", "lin", "mas", "nor", "pel", "ric", "sto", "tal", "ver", "win", "zor", "hal", "gre"]
GIVEN, OUTLETS, DESCRIBED = 1_500, 60, 400  # given names, publishers, nouns of what has no name
BODIES = ["Council", "Bank", "Union", "Group", "University", "Institute", "Party", "Agency", "Trust", "Club"]
KINDS = ["person", "organization", "place", "group", "unnamed"]  # and what shares of rows they have, as in real news
SHARES = [0.35, 0.24, 0.26, 0.1, 0.05]
HEX = np.frombuffer(b"0123456789abcdef", np.uint8)
Numbers = np.ndarray


def make_lake(folder: Path, articles: int, seed: int = 5) -> Lake:
    """The lake, made anew in an empty folder."""
    lake = Lake(folder)
    for piece, (entities, roles, table) in enumerate(make_pieces(articles, seed)):
        covers = Covered(table["article_id"].to_pylist(), "made")
        lake.commit_batch(f"articles-{piece}", "articles", {"articles": table})
        tables = {"article_entities": entities, "roles": roles}
        lake.commit_batch(f"annotations-{piece}", "annotations", tables, covers=covers)
    return lake


def make_pieces(articles: int, seed: int = 5) -> Iterator[tuple[pa.Table, pa.Table, pa.Table]]:
    """Tables of article entities, roles and articles, so many articles at once; the same for the same seed, whatever
    the number of articles that follow.
    """
    world = World()
    for first in range(0, articles, AT_ONCE):
        random = np.random.default_rng((seed, first))
        count = min(AT_ONCE, articles - first)
        yield _make_piece(world, random, first, count)


class World:
    """What there is to be named: everything has a number, and its names are made from that."""

    def __init__(self) -> None:
        seeds = read_seeds("annotation")
        self.places = list(dict.fromkeys(row["name"] for row in seeds["places"][:5_000]))
        self.titles = [row["title"] for row in read_seeds("linking")["title_fields"]]
        self.given = [make_word(number, 2) for number in range(GIVEN)]

    def person(self, number: int) -> tuple[str, str, str]:
        """Given name, initial (of some) and surname."""
        surname = make_word(int(min(200 * (spread(number, 1) ** (-1 / 0.7) - 1), 2.0**40)), 2)
        initial = f"{chr(65 + number % 26)}." if spread(number, 2) < 0.3 else ""
        return self.given[int(GIVEN * spread(number, 3) ** 3)], initial, surname

    def body(self, number: int) -> str:
        """The full name."""
        return f"{make_word(number * 7 + 3, 2)} {make_word(number // 5, 2)} {BODIES[number % len(BODIES)]}"

    def place(self, number: int) -> str:
        """A place of the gazetteer, or a village that it lacks."""
        known = self.places
        return known[number] if number < len(known) else f"{make_word(number, 2)}ton"


def draw(chances: Numbers, exponent: float, head: float) -> Numbers:
    """Numbers by a power law without end: the first in (exponent / head) of all cases."""
    drawn: Numbers = np.minimum(head * (chances ** (-1 / exponent) - 1), 2.0**40).astype(np.int64)
    return drawn


def spread(number: int, salt: int) -> float:
    """A number between 0 and 1 that is made from a number, as if by chance."""
    mixed = (number + salt) * 0x9E3779B97F4A7C15 % 2**64
    mixed = (mixed ^ mixed >> 30) * 0xBF58476D1CE4E5B9 % 2**64
    return ((mixed ^ mixed >> 31) + 1) / 2**64


def make_word(number: int, least: int) -> str:
    """A made-up word for each number, of at least so many syllables."""
    parts = []
    number = int(number)
    while number or len(parts) < least:
        number, part = divmod(number, len(SYLLABLES))
        parts.append(SYLLABLES[part])
    return "".join(parts).capitalize()


def make_ids(random: np.random.Generator, kind: str, count: int) -> pa.Array:
    """Ids as `transforms.ids.make_id` makes them."""
    digits = HEX[random.integers(0, 16, (count, 16))]
    start = np.tile(np.frombuffer(f"{kind}_".encode(), np.uint8), (count, 1))
    rows = np.concatenate([start, digits], axis=1)
    offsets = np.arange(count + 1, dtype=np.int32) * rows.shape[1]
    return pa.StringArray.from_buffers(count, pa.py_buffer(offsets), pa.py_buffer(rows.tobytes()))


def _make_piece(
    world: World, random: np.random.Generator, first: int, count: int
) -> tuple[pa.Table, pa.Table, pa.Table]:
    rows = count * PER_ARTICLE
    article_ids = make_ids(random, "article", count)
    kinds = random.choice(len(KINDS), rows, p=SHARES)
    numbers = draw(random.random(rows), 0.4, 40)
    how = random.random(rows)
    make = (_say_person, _say_body, _say_place, _say_group, _say_unnamed)
    said: list[list[str]] = [[]] * rows
    for kind, say in enumerate(make):
        some = np.flatnonzero(kinds == kind).tolist()
        of = _remember(world, say)
        for row in some:
            said[row] = of(int(numbers[row]), float(how[row]))
    ids = make_ids(random, "entity", rows)
    is_person = kinds == 0
    gender = np.where(random.random(rows) < 0.5, np.where(numbers % 2 == 0, "female", "male"), None)
    columns = {
        "article_entity_id": ids,
        "article_id": article_ids.take(pa.array(np.repeat(np.arange(count), PER_ARTICLE))),
        "kind": pa.array(np.array([*KINDS[:-1], "person"])[kinds]),
        "name": pa.array([names[0] for names in said]),
        "names": pa.array(said, pa.list_(pa.string())),
        "is_named": pa.array(kinds != len(KINDS) - 1),
        "gender": pa.array(np.where(is_person, gender, None), pa.string()),
        "country_code": pa.nulls(rows, pa.string()),
        "external_id": pa.nulls(rows, pa.string()),
    }
    titled = np.flatnonzero(is_person & (random.random(rows) < 0.3))
    titles = [world.titles[n * 31 % len(world.titles)] for n in numbers[titled].tolist()]
    roles = {
        "article_id": columns["article_id"].take(pa.array(titled)),
        "person_id": ids.take(pa.array(titled)),
        "title": pa.array(titles, pa.string()),
    }
    arrivals = np.arange(first, first + count)
    articles = {
        "article_id": article_ids,
        "source_id": make_ids(random, "source", count),
        "publisher": pa.array([f"Outlet {n}" for n in random.integers(0, OUTLETS, count).tolist()]),
        "ingested_at": pa.array(arrivals // AT_ONCE * 1_000_000, pa.timestamp("us", "UTC")),
        "arrival": pa.array(arrivals),
    }
    return pa.table(columns), pa.table(roles), pa.table(articles)


def _remember(world: World, say: Callable[[World, int, float], list[str]]) -> Callable[[int, float], list[str]]:
    return lambda number, how: say(world, number, how)


def _say_person(world: World, number: int, how: float) -> list[str]:
    given, initial, surname = world.person(number)
    full = f"{given} {surname}"
    if how < 0.08:
        return [surname]
    if how < 0.1:
        return [given]
    if how < 0.14:
        return [full, surname, given]
    if how < 0.22 and initial:
        return [f"{given} {initial} {surname}", surname]
    return [full, surname] if how < 0.45 else [full]


def _say_body(world: World, number: int, how: float) -> list[str]:
    full = world.body(number)
    initials = "".join(word[0] for word in full.split())
    if how < 0.05:
        return [initials]
    return [full, initials] if how < 0.15 else [f"The {full}"] if how < 0.2 else [full]


def _say_place(world: World, number: int, how: float) -> list[str]:
    return [world.place(number)]


def _say_group(world: World, number: int, how: float) -> list[str]:
    return [f"{make_word(int(number**0.7), 2)}s"]


def _say_unnamed(world: World, number: int, how: float) -> list[str]:
    noun = make_word(number % DESCRIBED, 2).lower()
    return [f"the {noun}"] if how < 0.7 else [f"a {make_word(number, 1).lower()} {noun}"]
