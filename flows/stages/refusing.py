"""Articles whose rows break a law of the tables: told in `rejects`, and due again when that may help."""

from __future__ import annotations

from collections.abc import Iterator, Mapping, Sequence
from typing import Any

from transforms.ids import make_id
from warehouse.arrow import to_table
from warehouse.lake.lake import Lake
from warehouse.laws.declared import version_of_laws
from warehouse.laws.sifting import find_unlawful
from warehouse.tables import ANNOTATION_TABLES

Row = dict[str, Any]
AT_ONCE = 5_000  # articles whose texts and rows are looked at together
OF_ARTICLE = ("article_id", "source_uri", "source_id", "text")


def describe_refusal(version: str) -> str:
    """The version of an article whose rows by that version were refused: when the laws change, it is due again."""
    return f"{version}, refused by laws {version_of_laws()}"


def make_reject(article: Mapping[str, Any], run_id: str, stage: str, error: str) -> Row:
    """The row of `rejects` for an article that was taken in and is not annotated."""
    return {
        "reject_id": make_id("reject", run_id, article["article_id"], stage),
        "run_id": run_id,
        "source_uri": article["source_uri"],
        "source_id": article["source_id"],
        "stage": stage,
        "error": error,
        "raw": article["text"][:1000],
    }


def find_unlawful_rows(lake: Lake) -> dict[str, str]:
    """The annotated articles of the lake with rows that break a law, and which: every row is looked at."""
    found: dict[str, str] = {}
    for article_ids in _cut(lake):
        articles = lake.read("articles", ["article_id", "text"], article_ids)
        texts = dict(zip(articles["article_id"].to_pylist(), articles["text"].to_pylist(), strict=True))
        found |= find_unlawful(texts, {name: lake.read(name, None, article_ids) for name in ANNOTATION_TABLES})
        lake.release_memory()
    return found


def _cut(lake: Lake) -> Iterator[Sequence[str]]:
    for batch in lake.batches("annotations"):
        ids = batch.article_ids
        yield from (ids[start : start + AT_ONCE] for start in range(0, len(ids), AT_ONCE))


def set_aside(lake: Lake, unlawful: Mapping[str, str], run_id: str) -> list[str]:
    """Takes the articles' annotations out of the lake, so that they are due again; tells each in `rejects` and here."""
    articles = lake.read("articles", OF_ARTICLE, list(unlawful)).to_pylist()
    rejects = [make_reject(article, run_id, "load", tell(unlawful[article["article_id"]])) for article in articles]
    lake.append_log("rejects", to_table("rejects", rejects), "reject_id")
    lake.drop_annotations(unlawful)
    return [f"{row['source_id']}: {row['error']}" for row in rejects]


def tell(why: str) -> str:
    """Why an article has no annotations in the warehouse, to whoever looks for them.

    >>> tell("a row breaks a law (...)")
    'The article is kept without its annotations, which the next run makes again; a row breaks a law (...).'
    """
    return f"The article is kept without its annotations, which the next run makes again; {why}."
