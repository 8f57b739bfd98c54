"""Carries out what was asked to be forgotten, step by step, each of which may be done twice."""

from __future__ import annotations

from contextlib import suppress

from flows.progress import Reporter, Silent
from flows.settings import Settings
from flows.sources.page_cache import PageCache
from flows.stages.holding import BusyError, hold
from flows.stages.load import load_corpus
from flows.stages.record import Record
from flows.stages.tidying import mend
from warehouse.database.searching import remove_index
from warehouse.decisions import forget_decisions
from warehouse.lake.forgotten import Intent, end_forgetting, put_on_list, read_intents
from warehouse.lake.lake import Lake
from warehouse.lake.mending import forget_damaged
from warehouse.wording import show_count


def finish_before_reading(settings: Settings) -> None:
    """The same before a command that only reads, where something is left undone and no run is at work."""
    lake = Lake(settings.lake)
    if lake.storage.is_local and read_intents(lake.storage):
        with suppress(BusyError), hold(settings, Silent(), patience=0) as pulse:
            mend(lake, pulse, last_words=pulse.last_words)
            finish_forgetting(settings, lake, Silent())


def finish_forgetting(settings: Settings, lake: Lake, reporter: Reporter) -> list[str]:
    """Carries out what a killed `forget` left undone; says what it did."""
    done = []
    for intent in read_intents(lake.storage):
        carry_out(settings, lake, intent, reporter)
        done.append(f"finished forgetting {show_count(len(intent.article_ids), 'article')}, which had been interrupted")
        reporter.say(done[-1])
    return done


def carry_out(settings: Settings, lake: Lake, intent: Intent, reporter: Reporter) -> dict[str, int]:
    """Forgets the articles everywhere; gives the rows removed by table, and other things by their name.

    What is found by the article's text or address goes first, as these are in the lake: a kill in between leaves them
    there for the next time.
    """
    put_on_list(lake.storage, intent)
    ids = intent.article_ids
    removed = {
        "cached pages": forget_pages(settings, lake, ids),
        "review decisions": forget_decisions(settings.data, ids),
        "damaged files": len(forget_damaged(lake.storage, ids)),
    }
    remove_index(settings.database)
    with Record(lake, settings, [f"forget {intent.intent_id}"]) as record:
        removed |= lake.forget(ids)
        record.result.unannotated = load_corpus(settings, lake, record.finished_row(), reporter).left_out
    remove_index(settings.database)
    end_forgetting(lake.storage, intent)
    return {name: count for name, count in removed.items() if count}


def forget_pages(settings: Settings, lake: Lake, article_ids: tuple[str, ...]) -> int:
    """Removes fetched pages and lists that hold the articles; gives how many."""
    columns = ["source_id", "source_uri", "url", "text"]
    rows = lake.read("articles", columns, article_ids).to_pylist()
    addresses = {row[name] for row in rows for name in ("source_id", "source_uri", "url") if row[name]}
    return PageCache(settings.cache / "pages").forget(addresses, [row["text"] for row in rows])
