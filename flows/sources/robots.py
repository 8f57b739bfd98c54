"""What a site's robots.txt closes to us, as RFC 9309 says."""

from __future__ import annotations

import re
from dataclasses import dataclass
from http import HTTPStatus

from protego import Protego

AGENT = "onrecord"  # our product token
AGENT_LINE = re.compile(r"^([ \t]*user[- ]?agent[ \t]*:[ \t]*)([^\r\n#]*)", re.IGNORECASE | re.MULTILINE)
TOKEN = re.compile(r"[A-Za-z_-]+")
CLOSED = "User-agent: *\nDisallow: /"
MAX_BYTES = 500_000  # that are read, as the standard asks: what comes after them does not count


@dataclass(frozen=True)
class Robots:
    """The rules of one host."""

    rules: Protego

    @classmethod
    def parse(cls, words: str) -> Robots:
        """The rules of a robots.txt.

        >>> site = Robots.parse("User-agent: *\\nAllow: /a/*.html$\\nDisallow: /a")
        >>> site.allows("https://a.example/a/b.html"), site.allows("https://a.example/a/b.html?c")
        (True, False)
        """
        return cls(Protego.parse(AGENT_LINE.sub(_name_agent, words.removeprefix("\ufeff"))))

    @classmethod
    def answer(cls, status: int, content: bytes) -> Robots:
        """The rules behind an answer: none where there is no robots.txt, everything closed where a site cannot say."""
        if status == HTTPStatus.OK:
            return cls.parse(content[:MAX_BYTES].decode("utf-8", "replace"))
        is_busy = status >= HTTPStatus.INTERNAL_SERVER_ERROR or status == HTTPStatus.TOO_MANY_REQUESTS
        return cls.parse(CLOSED if is_busy else "")

    def allows(self, url: str) -> bool:
        """Whether the page may be fetched."""
        return self.rules.can_fetch(url, AGENT)

    @property
    def pause(self) -> float:
        """The seconds between two requests that the site wishes for."""
        return self.rules.crawl_delay(AGENT) or 0.0


def _name_agent(line: re.Match[str]) -> str:
    """The line with us, everybody, or another as the agent: names are compared whole, and without their version."""
    value = line[2].strip()
    token = TOKEN.match(value)
    is_us = token is not None and token[0].lower() == AGENT
    return line[1] + (AGENT if is_us else "*" if value.startswith("*") else "another-one")
