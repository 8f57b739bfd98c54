"""Reads the annotated excerpts and judges claims by them."""

from __future__ import annotations

import re
from collections import Counter
from collections.abc import Mapping
from dataclasses import dataclass, field
from datetime import date
from pathlib import Path
from typing import Any

EXCERPTS = Path(__file__).with_name("excerpts.txt")
FIELDS = ("subject", "direction", "modality", "deadline", "claimant_text")
DEFAULTS = {"direction": "level", "modality": "asserted", "deadline": "-", "claimant_text": "-"}
WORD = re.compile(r"\w+(?:['’]\w+)?")
STOP = frozenset(
    {"a", "an", "the", "of", "in", "on", "for", "to", "and", "or", "by", "at", "from", "with", "its", "his", "her"}
) | {"their", "this", "that", "as", "is", "was", "were", "be"}
ENOUGH = 0.5  # F1 of the words of a subject

Row = Mapping[str, Any]


@dataclass(frozen=True)
class Wanted:
    """What is right of one amount; every field has one or more accepted values."""

    words: str
    fields: Mapping[str, list[str]]

    @property
    def is_marked(self) -> bool:
        """Whether a field is other than what most claims have."""
        return any(default not in self.fields[name] for name, default in DEFAULTS.items())


@dataclass
class Excerpt:
    """A short text, the day of its publication, and its amounts in text order."""

    published: date
    paragraphs: list[str] = field(default_factory=list)
    wanted: list[Wanted] = field(default_factory=list)

    @property
    def text(self) -> str:
        """The paragraphs as an article has them."""
        return "\n\n".join(self.paragraphs)


def read_excerpts(path: Path = EXCERPTS) -> list[Excerpt]:
    """The excerpts of a file whose head says its form. Raises ValueError for a line of another number of fields."""
    found: list[Excerpt] = []
    for line in path.read_text(encoding="utf-8").splitlines():
        if line.startswith("== "):
            found.append(Excerpt(date.fromisoformat(line[3:])))
        elif line.startswith("=> "):
            words, *cells = (cell.strip() for cell in line[3:].split(" | "))
            values = [cell.split("/") for cell in cells]
            found[-1].wanted.append(Wanted(words, dict(zip(FIELDS, values, strict=True))))
        elif line and not line.startswith("#"):
            found[-1].paragraphs.append(line)
    return found


@dataclass(frozen=True)
class Judged:
    """An amount, the claim found for it, and which of its fields are right; no claim has none."""

    wanted: Wanted
    claim: Row | None
    right: Mapping[str, bool]

    @property
    def is_whole(self) -> bool:
        """Whether every field is right."""
        return self.claim is not None and all(self.right.values())


def judge_all(excerpts: list[Excerpt], claims: list[list[Row]]) -> list[Judged]:
    """Every amount of the excerpts with its claim; `claims` are those of each excerpt in text order."""
    judged = []
    for excerpt, found in zip(excerpts, claims, strict=True):
        for wanted in excerpt.wanted:
            claim = find_claim(wanted, found)
            judged.append(Judged(wanted, claim, {} if claim is None else judge(wanted, claim)))
    return judged


def judge(wanted: Wanted, claim: Row) -> dict[str, bool]:
    """Which fields of a claim are right: the subject by half its words, the claimant by any word, others exactly."""
    right = {name: (claim[name] or "-") in wanted.fields[name] for name in ("direction", "modality", "deadline")}
    subject, claimant = claim["subject"] or "", claim["claimant_text"] or "-"
    right["subject"] = max(_agree(subject, accepted) for accepted in wanted.fields["subject"]) >= ENOUGH
    right["claimant_text"] = claimant in wanted.fields["claimant_text"] or any(
        set(_words(claimant)) & set(_words(accepted)) for accepted in wanted.fields["claimant_text"]
    )
    return right


def find_claim(wanted: Wanted, claims: list[Row]) -> Row | None:
    """The first claim left over whose words are those of the amount; it is taken out of the list."""
    for place, claim in enumerate(claims):
        if claim["text"] == wanted.words:
            return claims.pop(place)
    return None


def _words(text: str) -> list[str]:
    return [word.removesuffix("'s") for word in WORD.findall(text.lower()) if word not in STOP]


def _agree(one: str, other: str) -> float:
    """F1 of the words of two phrases."""
    a, b = Counter(_words(one)), Counter(_words(other))
    shared = sum((a & b).values())
    return 2 * shared / (sum(a.values()) + sum(b.values())) if shared else 0.0
