"""Turns a page's contents into HTML. Everything from the warehouse is escaped by Jinja's autoescape."""

from __future__ import annotations

from functools import cache
from pathlib import Path
from typing import Any

from jinja2 import Environment, FileSystemLoader, StrictUndefined
from markupsafe import Markup

from explorer import formats as words
from explorer.links import Links
from explorer.review import is_pending, tell_decision

HERE = Path(__file__).resolve().parent
STATIC = HERE / "static"


@cache
def environment() -> Environment:
    """The templates, escaping everything, failing on names that are not there."""
    made = Environment(
        loader=FileSystemLoader(HERE / "templates"),
        autoescape=True,
        undefined=StrictUndefined,
        trim_blocks=True,
        lstrip_blocks=True,
    )
    made.filters.update(words.FILTERS)
    made.globals.update(
        amount=words.show_amount, compare_words=words.compare_words, svg=Markup, find_words=words.find_words,
        is_pending=is_pending, tell_decision=tell_decision,
    )  # fmt: skip
    return made


def render(template: str, contents: dict[str, Any], links: Links, root: str = "/static/") -> str:
    """The HTML of a page. `root` is where the style sheet and scripts lie, seen from the page."""
    return environment().get_template(template).render(links=links, link=links.to, static=root, **contents)
