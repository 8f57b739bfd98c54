"""Runs the cases of tests/cases/linking: short articles, and which of their names are one thing, or where they lie."""

import re
from pathlib import Path

import pytest

from transforms.annotate import Article
from transforms.linking import link_rows
from warehouse.seeds import read_seeds

FOLDER = Path(__file__).resolve().parents[2] / "cases" / "linking"
NAME = re.compile(r'(\w+) "([^"]+)"')


def read_cases():
    for path in sorted(FOLDER.glob("*.txt")):
        for block in re.split(r"^== ", path.read_text(encoding="utf-8"), flags=re.M)[1:]:
            title, _, body = block.partition("\n")
            yield pytest.param(body, id=f"{path.stem}: {title}")


def parse(body):
    articles, claims, current = {}, [], None
    for line in body.splitlines():
        if line.startswith("-- "):
            current = line[3:].strip()
            articles[current] = []
        elif re.match(r"(same|different|country|metonym): ", line):
            claims.append(line)
        elif line.strip():
            articles[current].append(line)
    return {name: "\n\n".join(lines) for name, lines in articles.items()}, claims


@pytest.fixture(scope="module")
def find(annotator):
    seeds = read_seeds("linking")

    def link(articles):
        tables = annotator.annotate([Article(name, text) for name, text in articles.items()], "r1")
        rows = [{"article_id": name, "source_id": name, "is_current": True} for name in articles]
        links, entities, _ = link_rows(tables["article_entities"], tables["roles"], rows, seeds)
        entity = {row["entity_id"]: row for row in entities}
        home = {link["article_entity_id"]: entity[link["entity_id"]] for link in links}
        named = [m for m in tables["mentions"] if m["form"] == "name"]
        return {(m["article_id"], m["text"]): home[m["entity_id"]] for m in named}

    return link


@pytest.mark.parametrize("body", list(read_cases()))
def test_case(body, find):
    articles, claims = parse(body)
    found = find(articles)
    for claim in claims:
        kind, _, rest = claim.partition(": ")
        names = NAME.findall(rest)
        missing = [name for name in names if name not in found]
        assert not missing, f"{claim}: no such mention; there are {sorted(found)}"
        rows = [found[name] for name in names]
        if kind in ("same", "different"):
            assert (rows[0]["entity_id"] == rows[1]["entity_id"]) == (kind == "same"), claim
        else:
            column = "country_code" if kind == "country" else "metonym_of"
            expected = rest.split()[-1]
            assert rows[0][column] == (None if expected == "-" else expected), claim


def test_every_kind_of_case_is_there():
    claims = [claim.partition(":")[0] for param in read_cases() for claim in parse(param.values[0])[1]]
    assert set(claims) == {"same", "different", "country", "metonym"}
