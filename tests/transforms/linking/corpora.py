"""Small made corpora for the tests of linking: entities of articles, and articles made to hold them."""

from __future__ import annotations

import pyarrow as pa

from transforms.linking.corpus import Corpus, Rows, to_table
from transforms.linking.name_facts import list_facts
from transforms.linking.name_rules import Rules
from transforms.linking.verdicts import Judge, Verdicts


def entity(article: str, kind: str, *names: str, **more: object) -> dict[str, object]:
    """A row of `article_entities`; its id tells the article and the first of the names."""
    return {
        "article_entity_id": f"{article}:{names[0]}",
        "article_id": article,
        "kind": kind,
        "name": names[0],
        "names": list(names),
        "is_named": True,
        **more,
    }


def make_corpus(entities: Rows, outdated: tuple[str, ...] = ()) -> Corpus:
    """The corpus of these entities; the articles are those they name, all current but the outdated."""
    ids = sorted({str(row["article_id"]) for row in entities})
    articles = [{"article_id": i, "source_id": f"source {i}", "is_current": i not in outdated} for i in ids]
    return Corpus(to_table("article_entities", entities), to_table("articles", articles))


def row_of(corpus: Corpus, article_entity_id: str) -> int:
    """The row of the corpus with an id."""
    return corpus.ids.index(article_entity_id).as_py()


def judge(corpus: Corpus, seeds: dict[str, list[dict[str, str]]]) -> Verdicts:
    """What the readings mean, by the lists of the seeds alone."""
    return Judge(corpus, Rules(seeds)).judge(None)[0]


def tell(corpus: Corpus, seeds: dict[str, list[dict[str, str]]]) -> pa.Table:
    """The facts of all readings."""
    return list_facts(Rules(seeds), pa.table({"text": corpus.texts}))
