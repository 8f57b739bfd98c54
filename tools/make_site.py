"""Builds the documents as a site: `make site`. A dead link, or a page that the menu lacks, fails it.

The pages are gathered with the places they have in the repository, so that their links hold both there and here.
"""

from __future__ import annotations

import logging
import shutil
from pathlib import Path

from mkdocs.commands.build import build
from mkdocs.config import load_config

ROOT = Path(__file__).resolve().parent.parent
PAGES = ROOT / "build" / "pages"
PATTERNS = ("*.md", "LICENSE", "NOTICE", "docs/**/*.md", "docs/**/*.png", "seeds/README.md")


def gather() -> None:
    """Copies every page and picture to its place below build/pages."""
    shutil.rmtree(PAGES, ignore_errors=True)
    for pattern in PATTERNS:
        for path in sorted(ROOT.glob(pattern)):
            target = PAGES / path.relative_to(ROOT)
            target.parent.mkdir(parents=True, exist_ok=True)
            shutil.copyfile(path, target)


def main() -> None:
    """Gathers, builds and says where the site is."""
    gather()
    logging.basicConfig(level=logging.WARNING, format="%(message)s")
    config = load_config(str(ROOT / "mkdocs.yml"))
    left_out = {str(path.relative_to(PAGES)) for path in PAGES.rglob("*.md")} - set(pages_of(config["nav"]))
    if left_out:
        raise SystemExit(f"the menu in mkdocs.yml lacks {', '.join(sorted(left_out))}")
    build(config)
    print(f"open {ROOT / 'build' / 'site' / 'index.html'}")


def pages_of(menu: object) -> list[str]:
    """The pages of a menu, at any depth."""
    if isinstance(menu, str):
        return [menu]
    parts = menu.values() if isinstance(menu, dict) else menu if isinstance(menu, list) else ()
    return [page for part in parts for page in pages_of(part)]


if __name__ == "__main__":
    main()
