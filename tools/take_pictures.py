"""Takes pictures of the explorer's pages: `python -m tools.take_pictures DATA OUT [PAGE...]`.

Each page in light and dark, on a desk and on a phone, with the Chromium of the system.
"""

from __future__ import annotations

import contextlib
import re
import shutil
import sys
import threading
import time
from collections.abc import Iterator
from pathlib import Path

import uvicorn
from playwright.sync_api import sync_playwright

from explorer.server import create_app

WIDTHS = {"desk": 1200, "phone": 390}
PAGES = ("/", "/quotes", "/money", "/search?q=trade", "/demands", "/entities?sort=-quotes")
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
    """Writes OUT/PAGE-SCHEME-WIDTH.png for each page."""
    data, out, *pages = sys.argv[1:]
    Path(out).mkdir(parents=True, exist_ok=True)
    with served(Path(data)) as site, sync_playwright() as playwright:
        browser = playwright.chromium.launch(executable_path=shutil.which("chromium"), args=list(FLAGS))
        for scheme in ("light", "dark"):
            for name, width in WIDTHS.items():
                page = browser.new_page(color_scheme=scheme, viewport={"width": width, "height": 900})
                for address in pages or PAGES:
                    page.goto(site + address)
                    place = re.sub(r"\W+", "_", address).strip("_") or "front"
                    page.screenshot(path=f"{out}/{place}-{scheme}-{name}.png", full_page=True)
                page.close()


if __name__ == "__main__":
    main()
