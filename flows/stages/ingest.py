"""The first stage: sources to articles in the lake, and what could not be taken in to rejects."""

from __future__ import annotations

from collections import Counter
from collections.abc import Callable, Iterable, Iterator, Mapping, Sequence
from contextlib import nullcontext
from dataclasses import dataclass, field
from datetime import datetime, timedelta
from functools import partial
from itertools import islice
from typing import Any

import pyarrow as pa
import pyarrow.compute as pc

from flows.budget import Budget, OverBudgetError
from flows.progress import Reporter
from flows.settings import Settings
from flows.sources import Item, Reject, SourceOptions, read_sources
from flows.sources.items import Note, make_storable
from flows.sources.private import Allowed
from flows.sources.reading import check_reading
from flows.stages.batching import is_plenty
from transforms.documents.articles import make_article, sign_article
from transforms.documents.identity import Identity, KnownDocuments, identify
from transforms.ids import make_id
from transforms.page.layout import Layout
from warehouse.arrow import to_table
from warehouse.lake.forgotten import read_forgotten
from warehouse.lake.lake import Lake
from warehouse.seeds import read_seeds

Row = dict[str, Any]
SECONDS = 60.0  # of processor time in which it is told what the parts of a text are
LONG = 20_000  # characters of a text from which its time is taken
FIELDS_COUNTED = ("headline", "byline", "publisher", "published_at", "url", "language")
FORGOTTEN = "The article was forgotten and stays out; `onrecord forget ID --allow` lets it in again."
TOO_LONG = f"The text took more than {SECONDS:.0f} seconds to look over, or too much memory."
NO_STORY = "The page holds no story: notices, menus and links alone."
RAW_SHOWN = 1000  # characters of a rejected input that are kept


@dataclass
class IngestCounts:
    """How the inputs ended: new + revised + unchanged + rejected is every one of them."""

    new: int = 0
    revised: int = 0
    unchanged: int = 0
    rejected: int = 0
    rejects: list[Row] = field(default_factory=list)
    fields: list[Row] = field(default_factory=list)  # of each source and field how many articles have it


@dataclass(frozen=True)
class Asked:
    """The sources to take in, and how they are read."""

    sources: Sequence[str]
    options: SourceOptions


def tell_nobody() -> None:
    """Of what nobody waits for."""


@dataclass(frozen=True)
class Begun:
    """The run that takes them in, and when it began.

    tell_plenty is called once, when so much is new that one process alone is not to read it.
    """

    run_id: str
    at: datetime
    tell_plenty: Callable[[], None] = tell_nobody


def check_asked(sources: Sequence[str], reprocess: bool) -> None:
    """Raises ValueError unless a run is given either sources or the order to annotate stored text again.

    >>> check_asked([], reprocess=False)
    Traceback (most recent call last):
    ValueError: give sources to take in, or reprocess to annotate again what is stored
    """
    if reprocess == bool(sources):
        raise ValueError("give sources to take in, or reprocess to annotate again what is stored")


def choose_options(settings: Settings, reading: Mapping[str, Any], allow_private: Sequence[str]) -> SourceOptions:
    """How sources are read for a data directory, which also keeps the pages fetched.

    `reading` has what is not None of READING_KEYS; allow_private are hosts and networks. Raises ValueError, naming the
    key, for a value that is none.
    """
    Allowed.parse(allow_private)
    given = check_reading({key: value for key, value in reading.items() if value is not None})
    return SourceOptions(**given, allow_private=tuple(allow_private), cache=settings.cache / "pages")


def ingest_sources(settings: Settings, lake: Lake, asked: Asked, begun: Begun, reporter: Reporter) -> IngestCounts:
    """Takes in every article of the sources, batch by batch.

    What is committed stays when the run is killed: the next run finds it unchanged and goes on.
    """
    came = Came(begun.tell_plenty)
    reporter.begin("ingest", None)
    layout = Layout.from_seeds(read_seeds("sources", settings.own_seeds))
    intake = Intake(lake, layout, begun.run_id, begun.at)
    notes = Notes(reporter)
    arrivals = enumerate(read_sources(asked.sources, asked.options, notes.tell))
    while chunk := list(islice(arrivals, settings.batch_size)):
        intake.commit([row for arrival, item in chunk for row in came.count(intake.take(arrival, item))])
        reporter.advance(len(chunk))
    intake.commit(list(intake.take_returned()))
    return intake.finish()


class Came:
    """Counts the letters of what is new and tells once that they are many."""

    def __init__(self, tell_plenty: Callable[[], None]) -> None:
        self.tell_plenty = tell_plenty
        self.characters = 0
        self.is_told = False

    def count(self, rows: Iterable[Row]) -> Iterator[Row]:
        """Passes the rows on."""
        for row in rows:
            self.characters += len(row["text"])
            if not self.is_told and is_plenty(self.characters):
                self.is_told = True
                self.tell_plenty()
            yield row


class Notes:
    """Tells in which shape files are read, each shape of a folder's many files once."""

    def __init__(self, reporter: Reporter) -> None:
        self.reporter = reporter
        self.told: set[str] = set()

    def tell(self, note: Note) -> None:
        """Says a line that was not said before."""
        if note.words not in self.told:
            self.told.add(note.words)
            self.reporter.say(f"{note.source_uri}: {note.words}")


class Intake:
    """Takes in the inputs of one run and counts how each ends."""

    def __init__(self, lake: Lake, layout: Layout, run_id: str, started_at: datetime) -> None:
        self.lake, self.layout, self.run_id = lake, layout, run_id
        self.is_forgotten = read_forgotten(lake.storage)
        self.known, latest = read_known(lake)
        # the order of arrival decides which revision is current: a clock set back must not turn it round
        self.started_at = max(started_at, latest + timedelta(microseconds=1)) if latest else started_at
        self.counts = IngestCounts()
        self.fill = FieldCounts()
        self.seen: dict[str, set[str]] = {}  # of documents with several texts, those that came in this run
        self.returned: dict[str, tuple[int, Item, Identity]] = {}  # older texts, until it is known what else comes

    def take(self, arrival: int, item: Item | Reject) -> Iterator[Row]:
        """The row of an input that is new or revised."""
        if isinstance(item, Reject):
            self.counts.rejected += 1
            self.counts.rejects.append(make_reject(item, self.run_id))
            return
        fields = item.fields
        identity = identify(fields["id"], item.source_uri, fields["text"], self.known, item.id_space)
        if self.is_forgotten(identity.source_id) or self.is_forgotten(identity.article_id):
            yield from self.take(
                arrival, Reject(item.source_uri, FORGOTTEN, line=item.line)
            )  # which tells nothing of it
            return
        self.note_arrival(identity)
        if identity.state == "returned":
            self.hold(arrival, item, identity)
            return
        row = None if identity.state == "unchanged" else self.look_over(arrival, item, identity)
        if isinstance(row, Reject):
            yield from self.take(arrival, row)
            return
        if row is not None and self.is_same_story(identity, row):
            row = None
        state = "unchanged" if row is None else identity.state
        setattr(self.counts, state, getattr(self.counts, state) + 1)
        self.fill.count(item, row)
        if row is not None:
            self.learn(identity, row)
            yield row

    def look_over(self, arrival: int, item: Item, identity: Identity) -> Row | Reject:
        """The row of an input, or why it has none although its source could be read."""
        fields = item.fields
        try:
            with Budget(SECONDS) if len(fields["text"]) > LONG else nullcontext():
                row = self.make_row(arrival, item, identity)
        except (OverBudgetError, MemoryError):
            return Reject(item.source_uri, TOO_LONG, fields["id"], item.line, fields["text"])
        if item.is_page and row["story_hash"] is None:
            return Reject(item.source_uri, NO_STORY, fields["id"], item.line, fields["text"])
        return row

    def make_row(self, arrival: int, item: Item, identity: Identity) -> Row:
        """The row of an input."""
        row = make_article(item.fields, identity, item.source_uri, self.layout)
        return {**row, "ingested_at": self.started_at, "arrival": arrival, "run_id": self.run_id}

    def learn(self, identity: Identity, row: Row) -> None:
        """Remembers what a row adds."""
        document = self.known.get(identity.source_id) or self.known.add(identity.source_id, row["source_uri"])
        at = row["updated_at"] or row["ingested_at"]
        document.take(identity.content_hash, at, row["source_uri"], row["story_hash"])

    def is_same_story(self, identity: Identity, row: Row) -> bool:
        """Whether a revision differs from the newest text in its boilerplate alone."""
        document = self.known.get(identity.source_id)
        return document is not None and document.story is not None and document.story == row["story_hash"]

    def note_arrival(self, identity: Identity) -> None:
        """Remembers that a text came; an older one that waited is settled when the newest comes as well."""
        document = self.known.get(identity.source_id)
        if document is None or len(document.counts) < 2:
            return
        self.seen.setdefault(identity.source_id, set()).add(identity.content_hash)
        if identity.content_hash == document.current and self.returned.pop(identity.source_id, None) is not None:
            self.counts.unchanged += 1

    def hold(self, arrival: int, item: Item, identity: Identity) -> None:
        """Lets an older text wait for the end of the run, unless the newest came already."""
        document = self.known.get(identity.source_id)
        self.fill.count(item, None)
        is_seen = document is not None and document.current in self.seen[identity.source_id]
        if self.returned.pop(identity.source_id, None) is not None or is_seen:
            self.counts.unchanged += 1
        if not is_seen:
            self.returned[identity.source_id] = (arrival, item, identity)

    def take_returned(self) -> Iterator[Row]:
        """The rows of older texts that came back and are the newest again."""
        for arrival, item, identity in self.returned.values():
            self.counts.revised += 1
            row = self.make_row(arrival, item, identity)
            yield row

    def commit(self, rows: list[Row]) -> None:
        """Writes articles to the lake."""
        if rows:
            batch_id = make_id("batch", *(row["article_id"] for row in rows))
            signatures = [sign_article(row) for row in rows]
            tables = {name: to_table(name, r) for name, r in (("articles", rows), ("article_signatures", signatures))}
            self.lake.commit_batch(batch_id, "articles", tables)

    def finish(self) -> IngestCounts:
        """Writes what was refused and how full the fields were; gives the counts."""
        self.counts.fields = self.fill.rows()
        if self.counts.rejects:
            self.lake.append_log("rejects", to_table("rejects", self.counts.rejects), "reject_id")
        return self.counts


class FieldCounts:
    """How many articles of each source have each field."""

    def __init__(self) -> None:
        self.articles: dict[tuple[str, str | None], int] = {}
        self.filled: Counter[tuple[str, str | None, str]] = Counter()
        self.unread: Counter[tuple[str, str | None, str]] = Counter()
        self.first: dict[tuple[str, str | None, str], str] = {}

    def count(self, item: Item, row: Row | None) -> None:
        """Counts an article's fields: those of its row, or what its source gave where it has none."""
        place = (item.source, item.shape)
        self.articles[place] = self.articles.get(place, 0) + 1
        unread = dict(item.unread)
        given = item.fields.get("published_at")
        if row is not None and given and (row["published_at"] is None or row["published_from"] == "text"):
            unread["published_at"] = given[:100]
        for name in FIELDS_COUNTED:
            if row[name] if row is not None else item.fields.get(name):
                self.filled[(*place, name)] += 1
        for name, words in unread.items():
            self.unread[(*place, name)] += 1
            self.first.setdefault((*place, name), words)

    def rows(self) -> list[Row]:
        """The counts, a row for each source and field."""
        return [
            {
                "source": make_storable(source),
                "shape": shape,
                "field": name,
                "articles": articles,
                "filled": self.filled[source, shape, name],
                "unread": self.unread[source, shape, name],
                "first_unread": self.first.get((source, shape, name)),
            }
            for (source, shape), articles in self.articles.items()
            for name in FIELDS_COUNTED
        ]


def read_known(lake: Lake) -> tuple[KnownDocuments, datetime | None]:
    """What the lake holds of every document, and the last arrival."""
    table = lake.read("articles", columns=("source_id", "ingested_at"))
    return KnownDocuments(table["source_id"], partial(read_arrivals, lake)), pc.max(table["ingested_at"]).as_py()


def read_arrivals(lake: Lake) -> pa.Table:
    """What the lake holds of every article, in the order of their arrival."""
    table = lake.read("articles", columns=(*KnownDocuments.COLUMNS, "arrival"))
    return table.sort_by([("ingested_at", "ascending"), ("arrival", "ascending")])


def make_reject(reject: Reject, run_id: str) -> Row:
    """The row of `rejects` for something that could not be taken in."""
    return {
        "reject_id": make_id("reject", run_id, reject.source_uri, reject.line, reject.stage, reject.error),
        "run_id": run_id,
        "source_uri": reject.source_uri,
        "source_id": reject.source_id,
        "line": reject.line,
        "stage": reject.stage,
        "error": reject.error,
        "raw": reject.raw[:RAW_SHOWN] if reject.raw else None,
    }
