"""Takes pictures of the explorer's pages: `python -m tools.take_pictures DATA OUT [PAGE...]`.

Each page in light and dark, on a desk and on a phone, with the Chromium of the system. `make pictures` takes those of
docs/explorer.md, of invented news (`--documents`): a screen each, not the whole page.
"""

from __future__ import annotations

import contextlib
import re
import shutil
import sys
import threading
import time
from collections.abc import Iterator, Sequence
from pathlib import Path

import uvicorn
from playwright.sync_api import Browser, sync_playwright

from explorer.server import create_app

WIDTHS = {"desk": 1200, "phone": 390}
PAGES = ("/", "/quotes", "/money", "/search?q=trade", "/demands", "/entities?sort=-quotes")
# the pictures of docs/explorer.md: name, page, scheme, width
DOCUMENTED = (
    ("front-light", "/", "light", "desk"),
    ("quotes-dark", "/quotes", "dark", "desk"),
    ("network-light", "/network", "light", "desk"),
    ("map-dark", "/map", "dark", "desk"),
    ("front-phone", "/", "light", "phone"),
    ("demands-phone", "/demands", "dark", "phone"),
)
FLAGS = ("--no-sandbox", "--disable-gpu", "--disable-dev-shm-usage")


@contextlib.contextmanager
def served(data: Path) -> Iterator[str]:
    """The address of the explorer over a data directory, until the block ends."""
    server = uvicorn.Server(uvicorn.Config(create_app(data), port=0, log_level="error"))
    thread = threading.Thread(target=server.run, daemon=True)
    thread.start()
    while not server.started:
        time.sleep(0.05)
    yield f"http://127.0.0.1:{server.servers[0].sockets[0].getsockname()[1]}"
    server.should_exit = True
    thread.join(10)


def main() -> None:
    """Writes OUT/PAGE-SCHEME-WIDTH.png for each page, or with --documents the pictures of the documents."""
    data, out, *pages = (word for word in sys.argv[1:] if word != "--documents")
    Path(out).mkdir(parents=True, exist_ok=True)
    with served(Path(data)) as site, sync_playwright() as playwright:
        browser = playwright.chromium.launch(executable_path=shutil.which("chromium"), args=list(FLAGS))
        if "--documents" in sys.argv:
            take_documented(browser, site, Path(out))
        else:
            take_all(browser, site, Path(out), pages or PAGES)


def take_documented(browser: Browser, site: str, out: Path) -> None:
    """The pictures of the documents, each the first screen of its page."""
    for name, address, scheme, width in DOCUMENTED:
        size = {"width": WIDTHS[width], "height": 840}
        page = browser.new_page(color_scheme=scheme, viewport=size)  # type: ignore[arg-type]
        page.goto(site + address)
        page.screenshot(path=out / f"{name}.png")
        page.close()


def take_all(browser: Browser, site: str, out: Path, pages: Sequence[str]) -> None:
    """Whole pages, in every scheme and width."""
    for scheme in ("light", "dark"):
        for name, width in WIDTHS.items():
            page = browser.new_page(color_scheme=scheme, viewport={"width": width, "height": 900})  # type: ignore[arg-type]
            for address in pages:
                page.goto(site + address)
                place = re.sub(r"\W+", "_", address).strip("_") or "front"
                page.screenshot(path=out / f"{place}-{scheme}-{name}.png", full_page=True)
            page.close()


if __name__ == "__main__":
    main()
