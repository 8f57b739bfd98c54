"""The third stage: what only the whole corpus can decide, then the DuckDB file."""

from __future__ import annotations

import json
from collections.abc import Mapping
from dataclasses import dataclass
from functools import partial
from pathlib import Path
from typing import Any

import duckdb
import pyarrow as pa
import pyarrow.compute as pc

from flows.progress import Reporter
from flows.settings import Settings, collect_nothing
from flows.short_memory import keep_for_numpy
from flows.stages.kept_rows import Kept
from flows.stages.refusing import find_unlawful_rows, set_aside
from flows.stages.remembering import LINKS_OF, Remembered, leave_few, list_files, recall, remember
from flows.stages.sharing_out import Spreading, stay_here
from transforms.documents.changes import diff_documents
from transforms.documents.copy_clusters import TEXTS, Prints
from transforms.documents.revisions import find_several, link_all
from transforms.ids import make_id
from transforms.linking import Linked, link_articles
from transforms.linking.corpus import COLUMNS, Corpus
from transforms.linking.entities import LINKING_VERSION
from transforms.linking.link_blocks import Links
from transforms.linking.regrouping import Repeating, list_groups, regroup, resolve_rows
from transforms.version import PIPELINE_VERSION
from warehouse.arrow import find_moves, to_table
from warehouse.database.database import Amend, CheckFailed, Compare, Hooks, build_warehouse
from warehouse.database.moves import KEYS, Moves, state_of
from warehouse.decisions import apply_decisions, read_decisions
from warehouse.lake.lake import Lake, Part
from warehouse.lake.mending import note_whole
from warehouse.seeds import StageSeeds, read_seeds
from warehouse.wording import show_count

Row = dict[str, Any]
# What rows that break a law may come to: a check says so, DuckDB refuses them, or linking stumbles over them.
UNLAWFUL = (
    CheckFailed,
    duckdb.ConstraintException,
    LookupError,
    ValueError,
    TypeError,
    AttributeError,
    ArithmeticError,
)
CHANGE_COLUMNS = {
    "quotes": ("article_id", "quote_id", "start", "text", "quoted_text", "speaker_id", "speaker_text"),
    "money_claims": ("article_id", "claim_id", "text", "subject", "currency", "claimant_id", "claimant_text"),
    "demands": ("article_id", "demand_id", "action_text", "demander_id", "demander_text", "addressee_id"),
    "article_entities": ("article_id", "article_entity_id", "name", "is_named"),
}
REPEATED = ("money_claims", "demands")


@dataclass(frozen=True, slots=True)
class Loading:
    """How the corpus is loaded: compare is called with the old warehouse and the new one before they change places.

    full: everything is made anew, which gives the same rows. spread: where names are judged, which does, too.
    """

    compare: Compare | None = None
    full: bool = False
    spread: Spreading = stay_here


AS_EVER = Loading()


@dataclass(frozen=True, slots=True)
class Pass:
    """A pass over the corpus: the lists it reads, the version its links are to have, what the pass before found, and
    what is kept of the lake.
    """

    seeds: StageSeeds
    version: str
    before: Remembered
    kept: Kept
    spread: Spreading = stay_here


@dataclass(frozen=True, slots=True)
class Done:
    """What a pass leaves for the next one, and what it changed in the link tables."""

    found: Remembered
    moves: Moves


@dataclass(frozen=True, slots=True)
class Loaded:
    """The rows of every table, and how many articles had to be loaded without their annotations."""

    rows: dict[str, int]
    left_out: int = 0


def load_corpus(settings: Settings, lake: Lake, run: Row, reporter: Reporter, how: Loading = AS_EVER) -> Loaded:
    """Brings links and warehouse up to date.

    run is the row of `runs` as it will be when the warehouse is in place.

    Where that fails and rows of articles break a law, as rows of older versions may, these articles are loaded without
    their annotations, which are due again then. Raises what made it fail, such as
    warehouse.database.database.CheckFailed, where no article is to blame; the old warehouse stays in place.
    """
    try:
        return Loaded(_load(settings, lake, run, reporter, how))
    except UNLAWFUL:
        lake.release_memory()
        unlawful = find_unlawful_rows(lake)
        if not unlawful:
            raise
    for line in set_aside(lake, unlawful, run["run_id"]):
        reporter.say(line)
    return Loaded(_load(settings, lake, count_left_out(run, len(unlawful)), reporter, how), len(unlawful))


def count_left_out(run: Row, articles: int) -> Row:
    """The run's row when so many articles are loaded without their annotations."""
    counts = json.loads(run["counts"])
    counts["unannotated"] = counts.get("unannotated", 0) + articles
    return {**run, "status": "completed_with_rejects", "counts": json.dumps(counts)}


def _load(settings: Settings, lake: Lake, run: Row, reporter: Reporter, how: Loading) -> dict[str, int]:
    seeds = read_seeds("linking", settings.own_seeds)
    version = describe_corpus(lake, seeds)
    moves = None
    if how.full or all(batch.pipeline_version != version for batch in lake.batches("links")):
        reporter.begin("link", None)
        keep_for_numpy()
        before = Remembered() if how.full else recall(settings, lake, seeds)
        with collect_nothing():  # most of what linking makes lasts until its end
            kept = Kept(settings.linking, lake, anew=how.full)
            done = link_corpus(lake, Pass(seeds, version, before, kept, how.spread), run["run_id"], reporter)
        moves = done.moves
        remember(settings, lake, done.found, version, seeds)
        seeds.release("places")
        lake.release_memory()  # or DuckDB's would come on top of it
    reporter.begin("load", None)
    amend = read_amendment(settings.data, reporter)
    hooks = Hooks(amend, how.compare, moves)
    counts = build_warehouse(lake, settings.database, to_table("runs", [run]), anew=how.full, hooks=hooks)
    note_whole(lake)
    return counts


def read_amendment(data: Path, reporter: Reporter) -> Amend | None:
    """What the review's decisions change in the warehouse; None where there are none."""
    decisions = read_decisions(data)
    if not decisions:
        return None

    def amend(connection: duckdb.DuckDBPyConnection) -> None:
        applied = apply_decisions(connection, decisions)
        counts = ", ".join(f"{count} {name}" for name, count in applied.counts.items() if count)
        reporter.say(f"review: {counts or 'no row'}; {show_count(len(applied.unmatched), 'decision')} met no row")

    return amend


def describe_corpus(lake: Lake, seeds: StageSeeds) -> str:
    """An id of all that the link tables are made from: while it is the same, they need not be made anew."""
    batches = [batch for kind in ("articles", "annotations") for batch in lake.batches(kind)]
    # a batch's id says what was in it, and it may lose articles but never gains any
    origins = sorted((batch.kind, origin, len(ids)) for batch in batches for origin, ids in batch.origins.items())
    return make_id("corpus", PIPELINE_VERSION, LINKING_VERSION, seeds.version, origins)


def link_corpus(lake: Lake, how: Pass, run_id: str, reporter: Reporter) -> Done:
    """Replaces the link tables: copies and revisions, entities, repeated claims and demands."""
    state = state_of(lake.batches("links"))
    before = {name: lake.read(name) for name in KEYS if name != "entity_links"}
    articles = how.kept.read("articles").table
    entities = how.kept.read("article_entities")
    copies, clusters = find_copies(how.kept, how.before.copies)
    several = find_several(articles["source_id"])
    article_links = link_all(articles, several, clusters)
    flags = pc.is_in(articles["article_id"], article_links["article_id"].filter(article_links["is_current"]))
    with how.spread() as spread:
        linked = link_articles(
            Corpus(
                entities.table,
                articles.append_column("is_current", flags).select(COLUMNS["articles"]),
            ),
            how.kept.read("roles", entities).table,
            how.seeds,
            how.before.as_previous(partial(lake.read, "entity_links"), before["entities"]),
            spread,
        )
    for row in linked.unmatched:
        reporter.say(f"seeds/overrides.csv: nothing matches {row}")
    rows = {name: how.kept.read(name, entities).table for name in REPEATED}
    repeats = group_repeats(resolve_rows(rows, articles, linked.links), how.before.repeats)
    changes = find_changes(lake, articles.filter(several), article_links, linked.links)
    tables = {
        "changes": to_table("changes", changes),
        "article_links": article_links,
        "entity_links": list_parts(lake, linked),
        "entities": linked.entities,
        "claim_links": list_groups("claim_links", repeats["money_claims"]),
        "demand_links": list_groups("demand_links", repeats["demands"]),
    }
    lake.replace_links(tables, how.version)
    others = [name for name in before if name not in linked.moved]
    moved = {**linked.moved, **{name: find_moves(before[name], tables[name], KEYS[name]) for name in others}}
    renamed = [stamp_change(change, run_id) for change in linked.changes]
    lake.append_log("entity_changes", to_table("entity_changes", renamed), "change_id")
    found = Remembered(
        linked.memory,
        linked.digests,
        leave_few(copies, how.before.copies, "content_hash"),
        linked.cut.blocks,
        repeats,
    )
    return Done(found, Moves(state, state_of(lake.batches("links")), moved, linked.cut.has_others))


def list_parts(lake: Lake, linked: Linked) -> list[Part]:
    """The links of entities as blocks: the files of those in which nothing moved, and the others' rows."""
    files, changed = list_files(lake, LINKS_OF), set(linked.cut.changed)
    numbers = range(linked.cut.blocks.num_rows)
    return [partial(linked.links.block, n) if n in changed else files[n] for n in numbers]


def find_copies(kept: Kept, before: pa.Table | None) -> tuple[pa.Table, pa.Table]:
    """Which texts and articles are copies of one another; only the signatures of texts that are new are read."""
    known = Prints(kept.read("article_signatures").table, TEXTS.empty_table() if before is None else before)
    return known.join(kept.lake.read("article_signatures", ("content_hash", "signature"), known.unsigned))


def find_changes(lake: Lake, several: pa.Table, article_links: pa.Table, entity_links: Links) -> list[Row]:
    """What the revisions of documents changed, from the articles of those that have several texts."""
    source_of = dict(zip(several["article_id"].to_pylist(), several["source_id"].to_pylist(), strict=True))
    if not source_of:
        return []
    revised = article_links.filter(pc.is_in(article_links["article_id"], several["article_id"].combine_chunks()))
    links = [{**link, "source_id": source_of[link["article_id"]]} for link in revised.to_pylist()]
    rows = {name: lake.read(name, columns, source_of.keys()).to_pylist() for name, columns in CHANGE_COLUMNS.items()}
    named = entity_links.of(lake.read("article_entities", ["article_entity_id"], source_of.keys()).column(0))
    ids = (named[name].to_pylist() for name in ("article_entity_id", "entity_id"))
    return diff_documents(links, rows, dict(zip(*ids, strict=True)))


def group_repeats(rows: Mapping[str, pa.Table], before: Mapping[str, pa.Table]) -> dict[str, pa.Table]:
    """Claims and demands with what they repeat; before is what the last pass made of them."""
    # the grammars of money and of demands: an unchanged run needs none of them
    from transforms.demands import repeats
    from transforms.money import groups

    ways = {
        "money_claims": Repeating("claim_id", "claim_group_id", groups.block_of, groups.group_claims, "restates_id"),
        "demands": Repeating("demand_id", "demand_group_id", repeats.block_of, repeats.group_demands),
    }
    return {name: regroup(some, before.get(name), ways[name]) for name, some in rows.items()}


def stamp_change(change: Row, run_id: str) -> Row:
    """The row of `entity_changes` with its id and run."""
    change_id = make_id("change", run_id, change["entity_id"], change["change"], change["other_id"])
    return {**change, "change_id": change_id, "run_id": run_id}
