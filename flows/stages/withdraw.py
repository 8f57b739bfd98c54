"""`onrecord forget`: an article and everything derived from it go, from lake and warehouse."""

from __future__ import annotations

from flows.progress import Reporter
from flows.settings import Settings
from flows.stages.load import load_corpus
from flows.stages.run import Record, hold, mend
from warehouse.database.database import run_query
from warehouse.database.searching import remove_index
from warehouse.decisions import forget_decisions
from warehouse.lake.lake import Lake
from warehouse.lake.mending import forget_damaged, knows_damaged


def forget_article(settings: Settings, article: str, reporter: Reporter) -> dict[str, int]:
    """Removes every revision of a document, or the one text of an article_id; gives the rows removed by table.

    Gives nothing, and changes nothing, where there is no such article. Raises what `flows.stages.run.run_job` raises.
    """
    with hold(settings, reporter):
        lake = Lake(settings.lake)
        mend(lake, reporter)
        names = lake.read("articles", columns=["article_id", "source_id"]).to_pylist()
        gone = [row["article_id"] for row in names if article in (row["article_id"], row["source_id"])]
        gone = gone or find_lost(settings, lake, article)
        if not gone:
            return {}
        damaged = forget_damaged(lake.storage, gone)
        with Record(lake, settings, [f"forget {article}"]) as record:
            removed = {**lake.forget(gone), "review decisions": forget_decisions(settings.data, gone)}
            removed["damaged files"] = len(damaged)
            load_corpus(settings, lake, record.finished_row(), reporter)
        remove_index(settings.database)
    return {name: count for name, count in removed.items() if count}


def find_lost(settings: Settings, lake: Lake, article: str) -> list[str]:
    """The article_ids of a document that only damaged files of the lake hold; the warehouse may know its own name."""
    ids = {article}
    if settings.database.exists():
        sql = "SELECT article_id FROM articles WHERE $name IN (article_id, source_id)"
        ids |= {row[0] for row in run_query(settings.database, sql, parameters={"name": article}).rows}
    return sorted(name for name in ids if knows_damaged(lake.storage, name))
