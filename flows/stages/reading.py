"""Documents to tables in one process, with no lake between: for programs that only want the rows."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from datetime import UTC, datetime
from pathlib import Path

import pyarrow as pa

from flows.settings import DEFAULT_MODEL
from flows.stages.transform import load_annotator
from transforms.annotate import Article
from transforms.documents.articles import make_article, read_hints
from transforms.documents.fields import find_fault, name_document
from transforms.documents.identity import identify
from transforms.page.layout import Layout
from warehouse.arrow import to_table
from warehouse.laws.sifting import sift
from warehouse.seeds import Seeds, read_seeds

RUN = "none"  # rows carry the run that made them; here there is none


def read_documents(documents: Sequence[Mapping[str, str]], own_seeds: Path | None = None) -> dict[str, pa.Table]:
    """The tables of the documents' articles and annotation. Raises ValueError where a document is none."""
    Seeds(own=own_seeds).check()
    layout = Layout.from_seeds(read_seeds("sources", own_seeds))
    began = datetime.now(UTC)
    rows = []
    for number, fields in enumerate(documents):
        if fault := find_fault(fields):
            raise ValueError(f"document {number}: {fault}")
        name = f"document-{number}"
        identity = identify(name_document(fields, name, True), name, fields["text"], {})
        row = make_article(dict(fields), identity, name, layout)
        rows.append({**row, "ingested_at": began, "arrival": number, "run_id": RUN})
    annotator = load_annotator(DEFAULT_MODEL, own_seeds)
    articles = [Article(row["article_id"], row["text"], read_hints(row), row["language"]) for row in rows]
    made = annotator.annotate(articles, RUN)
    failures = [failure["error"] for failure in made.pop("failures", [])]
    sifted = sift({article.article_id: article.text for article in articles}, made)
    for why in (*failures, *sifted.refused.values()):
        raise RuntimeError(f"an article cannot be annotated; {why}")
    return {"articles": to_table("articles", rows), **sifted.tables}
