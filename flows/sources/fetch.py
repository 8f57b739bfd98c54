"""Fetches pages politely: robots.txt, a pause between requests to one host, and only what has changed."""

from __future__ import annotations

import time
from dataclasses import replace
from http import HTTPStatus
from io import BytesIO
from types import TracebackType
from typing import Self
from urllib.parse import urljoin, urlsplit

import httpcore
import httpx

from flows.sources.guard import GuardedBackend
from flows.sources.items import Blob, Link, SourceOptions, UnreadableError
from flows.sources.packed import ASKED, choose_unpacker
from flows.sources.page_cache import PageCache, StoredPage
from flows.sources.private import Allowed
from flows.sources.robots import MAX_BYTES, Robots
from transforms.documents.fields import canonical_url

PHRASES = {status.value: status.phrase for status in HTTPStatus}
REDIRECTS = frozenset({301, 302, 303, 307, 308})
BUSY = frozenset({429, 502, 503, 504})
LONGEST_PAUSE = 30.0  # seconds that a host's wish (Crawl-delay, Retry-After) is followed to
WHOLE = 6  # times the time allowed between two pieces of an answer, for all of it
HEAD = 1.5  # times that time, for its headers
MAX_HOPS = 5  # redirects of a robots.txt that are followed, as its standard asks


def said_of(link: Link) -> str | None:
    """What a list says of when a page was published or changed; None for an address that no list names."""
    if link.line is None:
        return None
    return " ".join(link.fields[name] for name in ("published_at", "updated_at") if name in link.fields)


class Fetcher:
    """Fetches for one run; knows when each host was last asked and what its robots.txt says."""

    def __init__(self, options: SourceOptions) -> None:
        self.options = options
        self.cache = PageCache(options.cache)
        self.robots: dict[str, Robots] = {}
        self.next_request: dict[str, float] = {}
        self.backend = GuardedBackend(Allowed.parse(options.allow_private))
        transport = httpx.HTTPTransport()
        # httpx has no public way to set how connections are made, its parts have
        transport._pool = httpcore.ConnectionPool(ssl_context=httpx.create_ssl_context(), network_backend=self.backend)
        self.client = httpx.Client(
            transport=transport,
            timeout=options.timeout,
            headers={"User-Agent": options.user_agent, "Accept-Encoding": ASKED},
            follow_redirects=False,
            trust_env=False,
        )

    def __enter__(self) -> Self:
        return self

    def __exit__(
        self, kind: type[BaseException] | None, error: BaseException | None, trace: TracebackType | None
    ) -> None:
        self.client.close()

    def fetch(self, link: Link, depth: int) -> Blob:
        """The bytes behind a link. Raises UnreadableError, saying why, where there are none."""
        url = link.url
        for _ in range(self.options.max_redirects + 1):
            self.check_allowed(url)
            page = self.load(url, said_of(link))
            if page.status not in REDIRECTS or not page.location:
                return self.make_blob(link, url, page, depth)
            url = urljoin(url, page.location)
        raise UnreadableError(f"The address redirects more than {self.options.max_redirects} times.")

    def make_blob(self, link: Link, url: str, page: StoredPage, depth: int) -> Blob:
        """What was fetched, under the address it was found at last."""
        if page.status != HTTPStatus.OK:
            phrase = PHRASES.get(page.status, "")
            raise UnreadableError(f"The server answered {page.status} {phrase}".rstrip() + ".")
        name = canonical_url(url)
        content = page.content
        return Blob(
            link.source_uri if link.line is not None else url,
            name,
            lambda: BytesIO(content),
            page.content_type,
            name,
            link.line,
            link.fields,
            len(content),
            depth,
        )

    def check_allowed(self, url: str) -> None:
        """Raises UnreadableError for an address that is no web address or that robots.txt closes to us."""
        parts = urlsplit(check_address(url))
        origin = f"{parts.scheme}://{parts.netloc}"
        if origin not in self.robots:
            self.robots[origin] = self.read_robots(origin)
        if not self.robots[origin].allows(url):
            raise UnreadableError("The site's robots.txt asks not to fetch this page.")

    def read_robots(self, origin: str) -> Robots:
        """The rules of a host; a robots.txt that moved on and on is none."""
        url = f"{origin}/robots.txt"
        for _ in range(MAX_HOPS + 1):
            page = self.request(url, {}, MAX_BYTES, cut=True)
            if page.status not in REDIRECTS or not page.location:
                return Robots.answer(page.status, page.content)
            url = check_address(urljoin(url, page.location))
        return Robots.parse("")

    def load(self, url: str, said: str | None) -> StoredPage:
        """The page, from the store where the server, or the list that names it, says that it has not changed."""
        stored = self.cache.find(url)
        if stored and stored.is_fresh(said, time.time()):
            return stored
        page = self.request(url, stored.conditions() if stored else {}, self.options.max_item_bytes)
        if page.status == HTTPStatus.NOT_MODIFIED and stored:
            return stored
        self.cache.keep(url, replace(page, said=said or "", fetched_at=time.time()))
        return page

    def request(self, url: str, headers: dict[str, str], limit: int, cut: bool = False) -> StoredPage:
        """One answer of a server, asked once more where it was busy. Raises UnreadableError where none comes.

        limit: bytes of the content; more of them are an error, or not read where they are to be `cut`.
        """
        for last in (False, True):
            self.wait(url)
            try:
                page = self.ask(url, headers, limit, cut)
            except (httpx.HTTPError, httpx.InvalidURL, httpcore.NetworkError, ValueError) as error:
                if last or not isinstance(error, httpx.TransportError):
                    raise UnreadableError(f"The page cannot be fetched: {error or type(error).__name__}.") from None
                continue
            if page.status not in BUSY or last:
                return page
            self.next_request[urlsplit(url).netloc] = time.monotonic() + page.pause(LONGEST_PAUSE)
        raise AssertionError("the second try always ends")

    def ask(self, url: str, headers: dict[str, str], limit: int, cut: bool) -> StoredPage:
        """One request, its answer read up to the limit and to its time."""
        self.backend.begin(HEAD * self.options.timeout)
        with self.client.stream("GET", url, headers=headers) as answer:
            self.backend.seconds = WHOLE * self.options.timeout
            content = b"" if answer.status_code in REDIRECTS else read_body(answer, limit, cut)
            return StoredPage(answer.status_code, dict(answer.headers), content)

    def wait(self, url: str) -> None:
        """Pauses until the host may be asked again."""
        parts = urlsplit(url)
        now = time.monotonic()
        due = self.next_request.get(parts.netloc, now)
        if due > now:
            time.sleep(due - now)
        rules = self.robots.get(f"{parts.scheme}://{parts.netloc}")
        pause = max(self.options.seconds_between, min(rules.pause if rules else 0.0, LONGEST_PAUSE))
        self.next_request[parts.netloc] = max(now, due) + pause


def check_address(url: str) -> str:
    """The address, if it is one of the Web. Raises UnreadableError for others."""
    try:
        parts = urlsplit(url)
        is_web = parts.hostname is not None and parts.scheme in ("http", "https") and parts.port != 0
    except ValueError:
        is_web = False
    if not is_web:
        raise UnreadableError("The address is no http or https address.")
    return url


def read_body(answer: httpx.Response, limit: int, cut: bool) -> bytes:
    """The content of an answer, unpacked. Raises UnreadableError where it is larger than the limit, packed or not."""
    unpacker = choose_unpacker(answer.headers.get("content-encoding", ""))
    content = bytearray()
    packed = 0
    for chunk in answer.iter_raw():
        packed += len(chunk)
        for piece in unpacker.feed(chunk):
            content += piece
            if len(content) > limit:
                break
        if max(packed, len(content)) > limit:
            if cut:
                return bytes(content[:limit])
            raise UnreadableError(f"The page is larger than {limit:,} bytes.")
    return bytes(content)
