"""The set phrases and names that news pages carry around their stories, as the segmenter looks them up."""

from __future__ import annotations

import re
from collections.abc import Mapping
from dataclasses import dataclass, field
from functools import cached_property

from transforms.page.bylines import Jobs, match_any
from transforms.page.furniture import Furniture
from transforms.page.lines import CLOSERS, OPENERS
from transforms.page.pictures import PictureCredits

BYLINE_USES = ("byline_job", "byline_desk", "picture_word")
DATES = ("month", "weekday")
LONGEST_WITH_PART = 300  # characters of a line that a phrase in its middle can make boilerplate
POINTERS = "▶►→›»*•| "
SMALL_WORDS = frozenset({"of", "the", "and", "&", "de", "la", "el", "for", "in", "on"})
# A small letter run into a capital that begins a word: "LedgerTrade"
GLUE = re.compile(r"(?<=[a-z])(?=[A-Z][a-z])")
MOST_OF_TITLE = 6  # words of what a paper is called
APART = re.compile(r"\s*[|–—·•]\s|\s-\s|\.com?\b|$")


@dataclass(frozen=True)
class Layout:
    """Phrases in lower case by where in a line they stand, names and last words of publishers, authors' jobs."""

    starts: Mapping[str, str] = field(default_factory=dict)  # phrase: kind
    wholes: Mapping[str, str] = field(default_factory=dict)
    parts: Mapping[str, str] = field(default_factory=dict)
    publishers: tuple[str, ...] = ()
    title_words: frozenset[str] = frozenset()
    jobs: Jobs = field(default_factory=Jobs)
    credits: PictureCredits = field(default_factory=PictureCredits)
    furniture: Furniture = field(default_factory=Furniture)
    places: frozenset[str] = frozenset()  # large ones, that begin a dateline in small letters

    @classmethod
    def from_seeds(cls, seeds: Mapping[str, list[dict[str, str]]], places: frozenset[str] = frozenset()) -> Layout:
        """Made of the seeds on pages, and of `entity_words` the jobs in bylines."""
        rows = [(row["phrase"].casefold(), row["place"], row["kind"]) for row in seeds.get("layout_phrases", [])]
        starts, wholes, parts = (
            {phrase: kind for phrase, place, kind in rows if place == wanted}
            for wanted in ("start", "whole", "anywhere")
        )
        words = [(row["word"], row["use"]) for row in seeds.get("entity_words", [])]
        jobs, desks, pictures = ([word for word, use in words if use == wanted] for wanted in BYLINE_USES)
        return cls(
            jobs=Jobs(jobs, desks, [row["word"] for row in seeds.get("date_words", []) if row["kind"] in DATES]),
            credits=PictureCredits(pictures, [row["name"] for row in seeds.get("picture_agencies", [])]),
            places=places,
            furniture=Furniture(_by_use(seeds.get("furniture_words", []))),
            starts=starts,
            wholes=wholes,
            parts=parts,
            publishers=tuple(sorted({row["name"] for row in seeds.get("publishers", [])}, key=lambda n: (-len(n), n))),
            title_words=frozenset(row["word"].casefold() for row in seeds.get("masthead_words", [])),
        )

    def kind_of(self, words: str) -> str | None:
        """The kind a set phrase gives a line, or None."""
        lower = words.casefold().strip(POINTERS)
        if lower[:1] in OPENERS and lower[-1:] in CLOSERS:
            lower = lower.strip(OPENERS + CLOSERS)
        whole = self.wholes.get(lower.rstrip(' .:!?›»→…"”’'))
        if whole:
            return whole
        start = self._start_pattern.match(lower)
        if start:
            return self.starts[start.group()]
        part = self._part_pattern.search(lower) if len(lower) < LONGEST_WITH_PART else None
        return self.parts[part.group()] if part else None

    @cached_property
    def _start_pattern(self) -> re.Pattern[str]:
        return re.compile(match_any(self.starts))

    @cached_property
    def _part_pattern(self) -> re.Pattern[str]:
        return re.compile(match_any(self.parts))

    def read_masthead(self, words: str, publisher: str | None = None) -> str | None:
        """The publisher's name in a line that is it, alone, set off by a mark, or run into a slogan; else None.

        >>> layout = Layout(title_words=frozenset({"ledger"}))
        >>> layout.read_masthead("The Harbour LedgerAll the news afloat"), layout.read_masthead("Ledger clerks strike")
        ('The Harbour Ledger', None)
        """
        if len(words) > 120:
            return None
        for name in ((publisher,) if publisher else ()) + self.publishers:
            if words[: len(name)].casefold() == name.casefold():
                rest = words[len(name) :]
                if APART.match(rest) or rest[:1].isupper():
                    return words[: len(name)]
        return self._guess_masthead(words)

    def is_title(self, words: str) -> bool:
        """Whether capitalized words end in a word newspapers are named by."""
        name = words.split()
        return 1 < len(name) <= MOST_OF_TITLE and words.istitle() and name[-1].casefold() in self.title_words

    def _guess_masthead(self, words: str) -> str | None:
        """A name made of capitalized words that ends in a word newspapers are named by, to a mark or the slogan."""
        for place in (*(m.start() for m in GLUE.finditer(words)), *(m.start() for m in APART.finditer(words))):
            name = words[:place].split()
            if not 1 < len(name) <= MOST_OF_TITLE:
                continue
            capitalized = all(word[:1].isupper() or word.casefold() in SMALL_WORDS for word in name)
            if capitalized and name[-1].casefold() in self.title_words:
                return words[:place]
        return None


def _by_use(rows: list[dict[str, str]]) -> dict[str, frozenset[str]]:
    """The phrases of each use."""
    uses = dict.fromkeys(row["use"] for row in rows)
    return {use: frozenset(row["phrase"].casefold() for row in rows if row["use"] == use) for use in uses}


PLAIN = Layout()
