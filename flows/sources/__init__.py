"""Readers of every kind of source; each input ends as exactly one Item or Reject."""

from __future__ import annotations

from collections.abc import Callable, Iterator, Sequence
from contextlib import ExitStack
from dataclasses import replace
from io import BytesIO
from typing import TYPE_CHECKING

from flows.extras import name_missing
from flows.sources.items import Blob, Found, Item, Link, Note, Reject, SourceOptions, UnreadableError
from flows.sources.locations import find_blobs
from flows.sources.readers import read_blob
from transforms.page.dates import read_date

if TYPE_CHECKING:
    from flows.sources.fetch import Fetcher

__all__ = ["Item", "Reject", "SourceOptions", "read_sources"]
MAX_DEPTH = 4  # lists in lists that are followed
MOST_LISTS = 2_000  # that one source may lead to: a list may name itself under ever new addresses


def read_sources(
    sources: Sequence[str], options: SourceOptions | None = None, say: Callable[[Note], None] | None = None
) -> Iterator[Item | Reject]:
    """The documents of files, folders, globs, addresses and standard input ("-"), in order, one in memory at a time.

    `say` hears in which shape each file is read.
    """
    options = options or SourceOptions()
    with LazyFetcher(options) as fetcher:
        for source in sources:
            fetcher.lists.clear()
            for found in read_source(source, fetcher, replace(options, source=source)):
                if not isinstance(found, Note):
                    yield found
                elif say is not None:
                    say(found)


def read_source(source: str, fetcher: LazyFetcher, options: SourceOptions) -> Iterator[Item | Reject | Note]:
    """The documents of one source."""
    if source.startswith(("http://", "https://")):
        yield from follow(Link(source, source, None), fetcher, options, 0)
        return
    for found in find_blobs(source):
        if isinstance(found, Reject):
            yield found
        else:
            yield from follow_all(read_blob(found, options), fetcher, options, 1)


def follow_all(
    parts: Iterator[Found], fetcher: LazyFetcher, options: SourceOptions, depth: int
) -> Iterator[Item | Reject | Note]:
    """The documents among what a reader found, and those behind its links."""
    followed = 0
    for part in parts:
        if not isinstance(part, Link):
            yield part
        elif is_due(part, options) and (options.limit is None or followed < options.limit):
            followed += 1
            yield from follow(part, fetcher, options, depth)


def is_due(link: Link, options: SourceOptions) -> bool:
    """Whether a list dates an address on or after the day asked for, or does not date it."""
    if options.since is None:
        return True
    moments = (read_date(link.fields.get(name))[0] for name in ("updated_at", "published_at"))
    days = [moment.date() for moment in moments if moment]
    return not days or max(days) >= options.since


class LazyFetcher(ExitStack):
    """Makes the fetcher when the first link is followed: most runs fetch nothing, and its libraries load slowly."""

    def __init__(self, options: SourceOptions) -> None:
        super().__init__()
        self.options = options
        self.fetcher: Fetcher | None = None
        self.lists: set[str] = set()  # addresses of the lists that this source led to

    def fetch(self, link: Link, depth: int) -> Blob:
        """The bytes behind a link. Raises UnreadableError, saying why, where there are none."""
        if self.fetcher is None:
            try:
                from flows.sources.fetch import Fetcher
            except ModuleNotFoundError as error:
                raise UnreadableError(f"Not fetched: {name_missing(error)}.") from None

            self.fetcher = self.enter_context(Fetcher(self.options))
        return self.fetcher.fetch(link, depth)


def follow(link: Link, fetcher: LazyFetcher, options: SourceOptions, depth: int) -> Iterator[Item | Reject | Note]:
    """What stands behind a link: a document, or a list whose links are followed in turn."""
    if depth > MAX_DEPTH:
        yield Reject(link.source_uri, "Lists in lists in lists: not followed further.", link.url, link.line)
        return
    if link.url in fetcher.lists:
        yield Reject(link.source_uri, "This list was read already: it is named again.", link.url, link.line)
        return
    try:
        blob = fetcher.fetch(link, depth)
    except UnreadableError as error:
        yield from take_story(link, str(error), options)
        return
    parts = note_list(read_blob(blob, options), link, fetcher)
    yield from follow_all(parts, fetcher, options, depth + 1)


def note_list(parts: Iterator[Found], link: Link, fetcher: LazyFetcher) -> Iterator[Found]:
    """What a reader found behind a link; the first link among it shows that there is a list."""
    for part in parts:
        if isinstance(part, Link) and link.url not in fetcher.lists:
            if len(fetcher.lists) >= MOST_LISTS:
                yield Reject(link.source_uri, f"More than {MOST_LISTS:,} lists: not followed further.", link.url)
                return
            fetcher.lists.add(link.url)
        yield part


def take_story(link: Link, error: str, options: SourceOptions) -> Iterator[Item | Reject | Note]:
    """The story as the list had it, where its page cannot be had; else why not."""
    if link.story is None:
        yield Reject(link.source_uri, error, source_id=link.url, line=link.line)
        return
    from flows.sources.feeds import make_story

    yield Note(link.source_uri, "pages that cannot be fetched are taken from the feed where it has their text")
    blob = Blob(link.source_uri, link.url, BytesIO, line=link.line)
    made = make_story(link.story, link.fields, blob, options)
    if isinstance(made, (Item, Reject, Note)):
        yield made
