"""Where a page lives: a path with a query on the server, a file beside the others in a report."""

from __future__ import annotations

import re
from typing import Protocol
from urllib.parse import quote, urlencode

SAFE_NAME = re.compile(r"[A-Za-z0-9_-]{1,80}")
ROW_FILTERS = ("speaker_id", "claimant_id")  # a list filtered by one of these is also a part of the entity's page


class Links(Protocol):
    """Makes the address of a page; None where there is no such page."""

    is_live: bool
    left_out: int

    def to(self, page: str, key: str | None = None, /, *, part: str = "", **query: object) -> str | None:
        """The address of a page (of the thing with this key), at a part of it, with a query."""


class ServerLinks:
    """Addresses on the running server."""

    is_live = True
    left_out = 0

    def to(self, page: str, key: str | None = None, /, *, part: str = "", **query: object) -> str | None:
        """The address of a page on the server; parameters without a value are left out.

        >>> ServerLinks().to("quotes", speaker_id="e1", text=None)
        '/quotes?speaker_id=e1'
        >>> ServerLinks().to("articles", "a/b", part="q1")
        '/articles/a%2Fb#q1'
        """
        path = "/" + page if page != "front" else "/"
        if key is not None:
            path += "/" + quote(key, safe="")
        given = {name: value for name, value in query.items() if value not in (None, "")}
        return path + ("?" + urlencode(given) if given else "") + ("#" + quote(part, safe="") if part else "")


class FileLinks:
    """Addresses between the files of a report, relative to the page they stand on."""

    is_live = False

    def __init__(self, depth: int, written: dict[str, set[str]], left_out: int = 0) -> None:
        """`depth`: folders between the page and the report's root; `written`: keys with a page, by page.

        `left_out`: how many articles have rows in the report but no page.
        """
        self._up = "../" * depth
        self.left_out = left_out
        self._written = written

    def to(self, page: str, key: str | None = None, /, *, part: str = "", **query: object) -> str | None:
        """The address of a file; a list filtered by person is that part of the person's page.

        >>> FileLinks(1, {"entities": {"e1"}}).to("quotes", speaker_id="e1")
        '../entities/e1.html#quotes'
        >>> FileLinks(0, {}).to("review") is None
        True
        """
        owner = next((str(query[name]) for name in ROW_FILTERS if query.get(name)), None)
        if key is None and owner is not None:
            return self.to("entities", owner, part=page)
        if key is not None:
            if key not in self._written.get(page, ()) or not SAFE_NAME.fullmatch(key):
                return None
            path = f"{page}/{key}.html"
        elif page in self._written:
            number = query.get("page")
            path = "index.html" if page == "front" else f"{page}{f'-{number}' if number not in (None, 1) else ''}.html"
        else:
            return None
        return self._up + path + ("#" + quote(part, safe="") if part else "")
