"""Servers that mean harm, on this machine: bombs, drips, loops and addresses of one's own network.

python -m bench.hostile_server fetches each of them in a process of its own and prints how it ended, after how many
seconds, and with how much memory above that of a process that fetches nothing. Ends with exit code 1 where one took
more than its time or 300 MB, or let something in. Then come the cases of robots.txt.
"""

from __future__ import annotations

import gzip
import multiprocessing
import resource
import socket
import threading
import time
import zlib
from collections.abc import Callable, Iterator
from functools import cache
from multiprocessing.connection import Connection

import zstandard

from flows.sources import Item, Reject, SourceOptions, read_sources
from flows.sources.private import Allowed, is_public
from flows.sources.robots import Robots

HOST = "127.0.0.1"
TIMEOUT = 2.0  # seconds, instead of 20
MOST_SECONDS = 6 * TIMEOUT + 15  # what one answer may take, another try, and a slow machine
MOST_MEGABYTES = 300
ZEROS = 10 << 20
PAGE = (
    b"<html><body><article><h1>Locks</h1><p>"
    + b"The board agreed on new locks. " * 30
    + b"</p></article></body></html>"
)
Answer = Callable[[str], Iterator[bytes]]


def head(**headers: str) -> bytes:
    """The head of an answer; names have underscores for hyphens."""
    lines = "".join(f"{name.replace('_', '-')}: {value}\r\n" for name, value in headers.items())
    return f"HTTP/1.1 200 OK\r\nConnection: close\r\n{lines}\r\n".encode()


def answer_with(body: bytes, **headers: str) -> Answer:
    """The same answer to every request."""
    return lambda base: iter((head(Content_Length=str(len(body)), **{"Content_Type": "text/html", **headers}), body))


def drip(first: bytes, again: bytes, pause: float) -> Answer:
    """An answer that never ends, a piece at a time."""

    def give(base: str) -> Iterator[bytes]:
        yield first
        while True:
            time.sleep(pause)
            yield again

    return give


@cache
def pack_zstd() -> bytes:
    """A gigabyte of zeros."""
    return zstandard.compress(bytes(100 * ZEROS))


@cache
def pack_zeros(times: int) -> bytes:
    """A gigabyte of zeros under so many layers of gzip."""
    packer = zlib.compressobj(1, zlib.DEFLATED, 31)
    body = b"".join(packer.compress(bytes(ZEROS)) for _ in range(100)) + packer.flush()
    for _ in range(times - 1):
        body = gzip.compress(body)
    return body


def name_itself(base: str) -> Iterator[bytes]:
    """A sitemap index that names itself a thousand times, under its own name and others."""
    names = "".join(f"<sitemap><loc>{base}/loop</loc></sitemap>" for _ in range(1000))
    body = f"<sitemapindex>{names}</sitemapindex>".encode()
    yield head(Content_Length=str(len(body)), Content_Type="application/xml") + body


def redirect_to(address: str) -> Answer:
    """An answer that leads elsewhere."""
    return lambda base: iter(
        (f"HTTP/1.1 302 Found\r\nConnection: close\r\nContent-Length: 0\r\nLocation: {address}\r\n\r\n".encode(),)
    )


def link_to(address: str) -> Answer:
    """A feed whose one entry stands at the address."""
    entry = f"<item><title>T</title><link>{address}</link></item>"
    body = f"<rss version='2.0'><channel><title>F</title>{entry}</channel></rss>"
    return answer_with(body.encode(), Content_Type="application/rss+xml")


METADATA = "http://169.254.169.254/latest/meta-data/"
CASES: dict[str, Answer] = {
    "gzip in gzip in gzip": lambda base: answer_with(pack_zeros(3), Content_Encoding="gzip, gzip, gzip")(base),
    "one gigabyte in a megabyte": lambda base: answer_with(pack_zeros(1), Content_Encoding="gzip")(base),
    "zstd that was not asked for": lambda base: answer_with(pack_zstd(), Content_Encoding="zstd")(base),
    "an endless body": drip(head(Content_Type="text/html"), b"<p>word</p>" * 10_000, 0),
    "an endless head": drip(b"HTTP/1.1 200 OK\r\n", b"X-Word: word\r\n" * 100, 0),
    "a head, a byte a second": drip(b"HTTP/1.1 200 OK\r\nX-A: ", b"a", 0.5),
    "a body, a byte a second": drip(head(Content_Type="text/html"), b"a", 0.5),
    "a gzip header that decodes to nothing": drip(
        head(Content_Type="text/html", Content_Encoding="gzip") + b"\x1f\x8b\x08\x08\0\0\0\0\0\x03", b"a" * 1000, 0.1
    ),
    "empty gzip members without end": drip(
        head(Content_Type="text/html", Content_Encoding="gzip"), gzip.compress(b"") * 100, 0.01
    ),
    "silence": drip(b"", b"", 0.5),
    "a redirect to itself": redirect_to("/"),
    "a redirect to a cloud's keys": redirect_to(METADATA),
    "a link to a cloud's keys": link_to(METADATA),
    "a link to another private host": link_to("http://10.255.255.1/"),
    "a sitemap that names itself": name_itself,
    "a page of nested tags": answer_with(b"<div>" * 200_000 + PAGE),
    "a tag of many attributes": answer_with(b"<p " + b" ".join(b"a%d='b'" % n for n in range(200_000)) + b">" + PAGE),
    "declared to be longer than it is": lambda base: iter(
        (head(Content_Type="text/html", Content_Length="9999999"), PAGE)
    ),
    "a page": answer_with(PAGE),
}
GOOD = ("a page", "a tag of many attributes", "a page of nested tags")  # which may be taken in


class Server:
    """Answers every request but that for robots.txt with one case's answer."""

    def __init__(self, answer: Answer) -> None:
        self.answer = answer
        self.socket = socket.create_server((HOST, 0))
        self.base = f"http://{HOST}:{self.socket.getsockname()[1]}"
        threading.Thread(target=self.serve, daemon=True).start()

    def serve(self) -> None:
        """Takes connections until the process ends."""
        while True:
            connection, _ = self.socket.accept()
            threading.Thread(target=self.speak, args=(connection,), daemon=True).start()

    def speak(self, connection: socket.socket) -> None:
        """Answers one request."""
        with connection:
            try:
                asked = connection.recv(65_536)
                if b" /robots.txt " in asked:
                    connection.sendall(b"HTTP/1.1 404 Not Found\r\nConnection: close\r\nContent-Length: 0\r\n\r\n")
                    return
                for piece in self.answer(self.base):
                    connection.sendall(piece)
            except OSError:  # the client has had enough
                return


def fetch(url: str | None, ends: Connection) -> None:
    """The work of the child: reads the source and tells how each input ended, and the most memory it took."""
    import flows.sources.feeds
    import flows.sources.fetch
    import flows.sources.pages

    options = SourceOptions(timeout=TIMEOUT, seconds_between=0, allow_private=(HOST,))
    items, errors, began = 0, [], time.monotonic()
    for found in read_sources([url] if url else [], options):
        if isinstance(found, Item):
            items += 1
        elif isinstance(found, Reject):
            errors.append(found.error)
    memory = resource.getrusage(resource.RUSAGE_SELF).ru_maxrss / 1024
    ends.send((items, errors, memory, time.monotonic() - began))
    del flows


def run_child(url: str | None) -> tuple[int, list[str], float, float] | None:
    """What the child found; None where it was ended, as it took too long."""
    context = multiprocessing.get_context("spawn")
    ours, theirs = context.Pipe()
    process = context.Process(target=fetch, args=(url, theirs), daemon=True)
    process.start()
    found = ours.recv() if ours.poll(4 * MOST_SECONDS) else None
    process.kill()
    process.join()
    return found


ROBOTS = (
    ("User-agent: *\nDisallow: /a/*.html", "/a/b.html", False),
    ("User-agent: *\nDisallow: /*.pdf$", "/a.pdf?x", True),
    ("User-agent: *\nDisallow: /*.pdf$", "/a.pdf", False),
    ("User-agent: *\nDisallow: /a\nAllow: /a/b", "/a/b/c", True),
    ("User-agent: *\nAllow: /a\nDisallow: /a/b", "/a/b/c", False),
    ("User-agent: *\nDisallow: /a\nAllow: /a", "/a", True),
    ("\ufeffUser-agent: *\nDisallow: /", "/a", False),
    ("User-agent: *\n\nDisallow: /a", "/a", False),
    ("User-agent: onrecord\nDisallow: /a\n\nUser-agent: *\nDisallow: /", "/b", True),
    ("User-agent: onrecordbot\nDisallow: /", "/a", True),
    ("User-agent: record\nDisallow: /", "/a", True),
    ("User-agent: OnRecord/2.0\nDisallow: /", "/a", False),
    ("User-agent: a\nUser-agent: onrecord\nDisallow: /a", "/a", False),
    ("User-agent: onrecord\nDisallow: /a\nUser-agent: onrecord\nDisallow: /b", "/b", False),
    ("user-agent : *\ndisallow : /a # private", "/a", False),
    ("User-agent: *\nDisallow:", "/a", True),
)
CLOSED = (429, 500, 503)  # answers that close a site until it can say; others than 200 open it
PRIVATE = ("10.0.0.1", "127.0.0.1", "::1", "fec0::1", "64:ff9b:1::a00:1", "::127.0.0.1", "::ffff:10.0.0.1", "fd00::1")
PRIVATE += ("169.254.169.254", "fe80::1", "100.64.0.1", "0.0.0.0", "2002:a00:1::", "192.0.0.192", "fd00:ec2::254")


def count_robots() -> int:
    """How many of the cases of robots.txt are read as RFC 9309 says, with the answers that close a site."""
    rules = sum(Robots.parse(words).allows(f"https://a.example{path}") is wanted for words, path, wanted in ROBOTS)
    return rules + sum(not Robots.answer(status, b"").allows("https://a.example/") for status in CLOSED)


def main() -> int:
    """Prints a line for each case and what is out of bounds."""
    idle = run_child(None)
    assert idle is not None
    wrong = 0
    pack_zeros(3), pack_zeros(1), pack_zstd()  # before any answer is waited for
    for name, answer in CASES.items():
        server = Server(answer)
        found = run_child(f"{server.base}/loop")
        items, errors, memory, seconds = found or (0, ["not ended"], float("inf"), float("inf"))
        is_wrong = memory - idle[2] > MOST_MEGABYTES or seconds > MOST_SECONDS or (items > 0 and name not in GOOD)
        wrong += is_wrong
        shown = errors[0][:80] if errors else f"{items} taken in"
        print(f"{name:40}{seconds:6.1f} s {memory - idle[2]:6.0f} MB  {shown}{'  WRONG' * is_wrong}", flush=True)
    right, all_of = count_robots(), len(ROBOTS) + len(CLOSED)
    public = [address for address in PRIVATE if is_public(address)]
    metadata = [a for a in (METADATA.split("/")[2], "fd00:ec2::254") if Allowed.parse([a]).opens(a, a)]
    print(
        f"robots.txt: {right} of {all_of}; private addresses taken for public: {public or 'none'}; "
        f"addresses of keys that can be opened: {metadata or 'none'}"
    )
    return int(wrong > 0 or right < all_of or bool(public) or bool(metadata))


if __name__ == "__main__":
    raise SystemExit(main())
