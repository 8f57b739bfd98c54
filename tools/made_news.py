"""Invented news for pictures of the pages: `python -m tools.made_news OUT.jsonl`. The same on every run.

People, offices and papers do not exist; countries do, so that the map has something to show.
"""

from __future__ import annotations

import json
import sys
from collections.abc import Iterator
from datetime import date, timedelta
from pathlib import Path

ARTICLES = 72
PAPERS = ("The Quillan Courier", "Harbour Wire", "North Coast Daily", "The Evening Tide", "Ledger & Post")
SPEAKERS = (
    ("Trade Minister", "Marta Quint", "she"),
    ("Finance Minister", "Jonas Brandt", "he"),
    ("union leader", "Araminta Hale", "she"),
    ("Governor", "Piet Solberg", "he"),
    ("harbour economist", "Ines Valcourt", "she"),
)
COUNTRIES = ("Norway", "Iceland", "Denmark", "Chile", "Kenya", "Japan", "Canada", "Portugal", "Morocco", "India")
TOPICS = (
    ("harbour dues", "Ships pay for every metre of that quay", "a bill for somebody else’s dredging"),
    ("fish quotas", "Nobody landed a tonne more than was agreed", "a quota written for three boats"),
    ("night trains", "The sleepers will run again before the winter", "a timetable without trains"),
    ("wind farms", "The turbines stand where the cables already lie", "a subsidy for fog"),
    ("school meals", "No child should be sent home hungry", "a kitchen on paper"),
    ("ferry subsidies", "The islands have waited four winters for this boat", "an engine without a hull"),
)


def make_articles() -> Iterator[dict[str, str]]:
    """The articles, a month and a half of them every season, each fifth a reprint of the one before."""
    day = date(2031, 1, 6)
    for number in range(ARTICLES):
        day += timedelta(days=3 + (number * 7) % 5)
        is_copy = number % 5 == 4
        text = _write(number - 1 if is_copy else number)
        made = {"id": f"made-{number:03}", "text": text, "headline": text.split("\n", 1)[0], "language": "en"}
        paper = PAPERS[(number * 3 + (number // 7) % 2) % len(PAPERS)]
        yield {**made, "publisher": paper} | ({} if number % 9 == 8 else {"published_at": day.isoformat()})


def _write(number: int) -> str:
    topic, said, called = TOPICS[(number * 5 + number // 6) % len(TOPICS)]
    title, name, pronoun = SPEAKERS[(number + number // 4 + (number % 3) * (number // 20)) % len(SPEAKERS)]
    other_title, other, _ = SPEAKERS[(number + number // 4 + 2) % len(SPEAKERS)]
    one, two = COUNTRIES[number * 3 % len(COUNTRIES)], COUNTRIES[(number * 3 + 1 + number % 4) % len(COUNTRIES)]
    family = name.split()[1]
    low, high = 4 + number * 37 % 90, 1 + number * 13 % 28
    return "\n\n".join(
        (
            f"{one} and {two} trade terms over {topic}",
            f"{one} demanded on Monday that {two} cut {topic} by ${low} million by 2033, which {title} {name} called "
            f"“{called}.”",
            f"“{said},” {family} said, “and the bill of ${high}.5 billion has to be paid by somebody.”",
            f"{pronoun.capitalize()} told reporters the talks would go on, and warned {two} of higher tariffs.",
            f"{other_title.capitalize()} {other} said {family} had promised to spend ${low + 3} million on {topic}.",
            f"{two} urged {one} to open its ports to smaller lines and to drop its complaint.",
        )
    )


def main() -> None:
    """Writes the articles as JSON lines."""
    target = Path(sys.argv[1])
    target.parent.mkdir(parents=True, exist_ok=True)
    lines = (json.dumps(one, ensure_ascii=False) + "\n" for one in make_articles())
    target.write_text("".join(lines), encoding="utf-8")


if __name__ == "__main__":
    main()
