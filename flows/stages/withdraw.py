"""`onrecord forget`: an article and everything derived from it go, from lake, warehouse and everywhere else."""

from __future__ import annotations

from contextlib import suppress

import duckdb

from flows.progress import Reporter
from flows.settings import Settings
from flows.stages.erasing import carry_out, finish_forgetting
from flows.stages.holding import hold
from flows.stages.tidying import mend
from warehouse.database.database import run_query
from warehouse.lake.forgotten import allow, begin_forgetting
from warehouse.lake.lake import Lake
from warehouse.lake.mending import knows_damaged


def forget_article(settings: Settings, article: str, reporter: Reporter) -> dict[str, int]:
    """Removes every revision of a document, or the one text of an article_id; gives the rows removed by table.

    From then on ingest rejects it, until it is allowed again. Gives nothing, and changes nothing, where there is no
    such article. Raises what `flows.stages.run.run_job` raises.
    """
    with hold(settings, reporter) as pulse:
        lake = Lake(settings.lake)
        mend(lake, pulse, last_words=pulse.last_words)
        finish_forgetting(settings, lake, pulse)
        names = lake.read("articles", columns=["article_id", "source_id"]).to_pylist()
        gone = [row["article_id"] for row in names if article in (row["article_id"], row["source_id"])]
        gone = gone or find_lost(settings, lake, article)
        if not gone:
            return {}
        return carry_out(settings, lake, begin_forgetting(lake.storage, article, gone), pulse)


def allow_article(settings: Settings, article: str, reporter: Reporter) -> bool:
    """Lets an article that was forgotten be taken in again, by the id it was forgotten by; whether it had been."""
    with hold(settings, reporter):
        return allow(Lake(settings.lake).storage, article)


def find_lost(settings: Settings, lake: Lake, article: str) -> list[str]:
    """The article_ids of a document that only damaged files of the lake hold; the warehouse may know its own name.

    A warehouse that is damaged itself knows nothing, and the next load makes it anew.
    """
    ids = {article}
    if settings.database.exists():
        sql = "SELECT article_id FROM articles WHERE $name IN (article_id, source_id)"
        with suppress(duckdb.Error):
            ids |= {row[0] for row in run_query(settings.database, sql, parameters={"name": article}).rows}
    return sorted(name for name in ids if knows_damaged(lake.storage, name))
