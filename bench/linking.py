"""Times the resolution pass on a made-up corpus: all articles at once, then the same with a few more.

    python -m bench.linking [ARTICLES] [MORE]

The corpus has the shape of news: names by a power law, surnames alone, given names shared by many, and a third of the
entities without a name.
"""

from __future__ import annotations

import resource
import sys
import time

import numpy as np
import pyarrow as pa

from transforms.linking import Linked, link_tables
from transforms.linking.history import Previous
from warehouse.seeds import read_seeds

PER_ARTICLE = 30
PEOPLE, BODIES = 60_000, 40_000
SYLLABLES = np.array(
    ["ba", "den", "kor", "lin", "mas", "nor", "pel", "ric", "sto", "tal", "ver", "win", "zor", "hal", "gre"]
)


def make_words(random: np.random.Generator, count: int, parts: int) -> np.ndarray:
    """Made-up words of a number of syllables."""
    words = SYLLABLES[random.integers(0, len(SYLLABLES), (count, parts))]
    return np.char.capitalize(["".join(word) for word in words.tolist()])


def make_corpus(articles: int, seed: int = 5) -> tuple[pa.Table, pa.Table, pa.Table]:
    """Tables of article entities, roles and articles."""
    random = np.random.default_rng(seed)
    surnames, given = make_words(random, 20_000, 3), make_words(random, 1_500, 2)
    people = [f"{g} {s}" for g, s in zip(random.choice(given, PEOPLE), random.choice(surnames, PEOPLE), strict=True)]
    bodies = [
        f"{a} {b} Council"
        for a, b in zip(random.choice(surnames, BODIES), random.choice(surnames, BODIES), strict=True)
    ]
    places = [row["name"] for row in read_seeds("annotation")["places"][:5_000]] + [
        "U.S.",
        "Britain",
        "China",
        "Washington",
    ] * 300
    rows: dict[str, list[object]] = {name: [] for name in ("article_entity_id", "article_id", "kind", "name", "names")}
    rows |= {name: [] for name in ("is_named", "gender", "country_code", "external_id")}
    ranks = random.zipf(1.3, articles * PER_ARTICLE) - 1
    kinds = random.choice(
        ["person", "organization", "place", "unnamed"], articles * PER_ARTICLE, p=[0.3, 0.25, 0.15, 0.3]
    )
    bare = random.random(articles * PER_ARTICLE) < 0.1
    for number, (rank, kind) in enumerate(zip(ranks.tolist(), kinds.tolist(), strict=True)):
        pool = {"person": people, "organization": bodies, "place": places}.get(kind, ["the official"])
        name = pool[rank % len(pool)]
        names = [name, name.split()[-1]] if kind == "person" else [name]
        names = names[1:] if kind == "person" and bare[number] else names
        article = number // PER_ARTICLE
        values = (f"e{article}-{number}", f"a{article}", "person" if kind == "unnamed" else kind, names[0], names)
        for column, value in zip(rows, (*values, kind != "unnamed", None, None, None), strict=True):
            rows[column].append(value)
    entities = pa.table(rows).cast(_schema(rows))
    ids = rows["article_entity_id"]
    some = ids[::5]
    roles = pa.table({"person_id": some, "title": ["Sen."] * len(some), "organization_id": [None] * len(some)})
    names = [f"a{n}" for n in range(articles)]
    same = {"publisher": ["x"] * articles, "is_current": [True] * articles}
    table = pa.table({"article_id": names, "source_id": names, **same})
    return entities, roles.cast(pa.schema([(name, pa.string()) for name in roles.column_names])), table


def _schema(rows: dict[str, list[object]]) -> pa.Schema:
    kinds = {"names": pa.list_(pa.string()), "is_named": pa.bool_()}
    return pa.schema([(name, kinds.get(name, pa.string())) for name in rows])


def time_pass(tables: tuple[pa.Table, pa.Table, pa.Table], previous: Linked | None) -> Linked:
    """Runs the pass and prints its time."""
    before = previous and Previous(lambda: previous.links.table, previous.entities, previous.cut.blocks)
    began, cpu = time.perf_counter(), time.process_time()
    linked = link_tables(*tables, read_seeds("linking"), before)
    seconds = f"{time.perf_counter() - began:.1f} s ({time.process_time() - cpu:.1f} s CPU)"
    peak = resource.getrusage(resource.RUSAGE_SELF).ru_maxrss // 1024
    print(f"{tables[2].num_rows:,} articles, {tables[0].num_rows:,} article entities: {seconds}, peak {peak:,} MB")
    print(f"  {linked.entities.num_rows:,} entities, {len(linked.changes):,} changes")
    return linked


def main() -> None:
    """Times the pass without, then with the additional articles."""
    size, more = (int(sys.argv[n]) if len(sys.argv) > n else default for n, default in ((1, 20_000), (2, 10)))
    entities, roles, articles = make_corpus(size + more)
    first = (entities.slice(0, size * PER_ARTICLE), roles.slice(0, size * PER_ARTICLE // 5), articles.slice(0, size))
    linked = time_pass(first, None)
    time_pass((entities, roles, articles), linked)


if __name__ == "__main__":
    main()
