"""How long texts of one thing again and again take: the time must grow as the text does.

python -m bench.hostile_texts [NAME...] reads every text at 10,000, 20,000 and 40,000 characters, from the reading of
its fields to its annotation, and prints the CPU seconds and the ratio of the last two. A text that is not done after
two minutes is given up; one that is out of bounds is read twice more, and its least seconds count, as other work on the
machine makes any reading longer. Ends with exit code 1 where a ratio is above 2.3 or a text took more than 10 seconds.
"""

from __future__ import annotations

import multiprocessing
import random
import string
import sys
import time
from collections.abc import Callable, Iterator
from dataclasses import dataclass, replace
from multiprocessing.connection import Connection

SIZES = (10_000, 20_000, 40_000)
MOST_RATIO = 2.3
MOST_SECONDS = 10.0
GIVEN_UP = 120.0
TRIES = 3  # readings of a text that is out of bounds
QUICK = 0.5  # seconds, below which a ratio is noise
# what is repeated, by a name; some hold a space, some none
REPEATED = {
    "full block": "█",
    "emoji": "😀",
    "emoji with joiners": "👩‍💻",
    "box drawing": "─┼",
    "opening marks": "“",
    "closing marks": "”",
    "straight marks": '"',
    "single marks": "‘",
    "apostrophes": "'",
    "dots": ".",
    "dots and spaces": ". ",
    "ellipses": "…",
    "commas": ",",
    "colons": ":",
    "semicolons": "; ",
    "hyphens": "-",
    "dashes": "—",
    "underscores": "_",
    "asterisks": "*",
    "brackets": "(",
    "brackets of two kinds": "([",
    "closed brackets": "()",
    "slashes": "/",
    "zero width spaces": "\u200b",
    "combining marks": "a\u0301",
    "right to left marks": "\u200f",
    "no-break spaces": "a\u00a0",
    "line breaks": "a\n",
    "blank lines": "a\n\n",
    "one letter": "a",
    "digits": "1",
    "digits and commas": "1,",
    "dollars": "$",
    "dollar one": "$1",
    "dollar one to": "$1 to ",
    "dollar one spaced": "$1 ",
    "euro": "€1-",
    "million": "$1 million ",
    "between": "between $1 and ",
    "by": "By ",
    "by lines": "By A\n",
    "by names": "By Ann Lee ",
    "and": "and ",
    "percent of": "5 percent of ",
    "percent": "5%",
    "said": "said ",
    "he said": "he said ",
    "he said, in marks": "“a,” he said. ",
    "marks open": "“a ",
    "straight marks open": '"a ',
    "that": "said that ",
    "according to": "according to ",
    "names": "Smith ",
    "full names": "Ann Lee ",
    "titles": "Mr. ",
    "president of": "president of ",
    "the president of": "the president of the ",
    "and names": "Ann and ",
    "initials": "J. ",
    "initials unspaced": "J.",
    "abbreviations": "U.S. ",
    "abbreviations unspaced": "U.S.",
    "companies": "Inc. ",
    "of the": "of the ",
    "the": "the ",
    "he": "he ",
    "places": "Paris, France, ",
    "appositions": "Ann, ",
    "years": "2019 ",
    "dates": "May 5, ",
    "times": "10:15 a.m. ",
    "addresses": "http://a.b/",
    "addresses spaced": "http://a.b/c ",
    "mail": "a@b.c",
    "at": "@",
    "hashes": "#a ",
    "photo": "Photo: ",
    "agencies": "(AP) ",
    "credits": "(Ann Lee/AP)",
    "hyphenated": "a-",
    "camel": "aB",
    "slashed": "a/",
    "tabs": "a\t",
    "contractions": "n't",
    "possessives": "’s",
    "possessives spaced": "Ann’s ",
    "demanding": "demanding that ",
    "must": "must ",
    "chinese": "北京",
    "cyrillic": "Москва ",
    "numbers in words": "one hundred ",
    "fractions": "1/2",
    "per": "per ",
    "up": "up to ",
    "more than": "more than ",
    "sums": "$5 million for bells and ",
    "sums that move": "rose by $2 million to $9 million, ",
    "sums worth": "worth $3m ",
    "parts paid": "of which $1 million was paid, said Roe, ",
    "thanks": "$5 million thanks to ",
    "sums by a day": "by Friday $5 million ",
    "sums owned": "his demands for $5 million, ",
    "codes": "AED 4 and ",
    "cells": "a | $1 | ",
    "losses in cells": "| ($1m) ",
    "rows": "1|$1|$2|$3\n",
}


def base64(size: int) -> str:
    """A run of letters and digits without a blank, as of a file sent by mail."""
    chance = random.Random(1)
    return "".join(chance.choices(string.ascii_letters + string.digits + "+/", k=size))


def odd_symbols(size: int) -> str:
    """A run of symbols of many kinds without a blank."""
    chance = random.Random(2)
    return "".join(chance.choices("█─😀“”‘’'\".,;:!?()[]{}<>*&%$€#@~^|\\/+=-–—…·•→", k=size))


def letters_and_symbols(size: int) -> str:
    """A run of letters, digits and symbols without a blank."""
    chance = random.Random(3)
    return "".join(chance.choices(string.ascii_letters + string.digits + string.punctuation, k=size))


def long_label(size: int) -> str:
    """A row of a table whose first cell is half of the text, and many sums behind it."""
    return "a " * (size // 4) + "| $1m " * (size // 12)


def long_words(size: int) -> str:
    """Runs just short of what is cut, one after another."""
    return "".join(f"{odd_symbols(size)[i : i + 190]} " for i in range(0, size, 191))[:size]


MADE: dict[str, Callable[[int], str]] = {
    "base64": base64,
    "odd symbols": odd_symbols,
    "letters and symbols": letters_and_symbols,
    "long words": long_words,
    "long label": long_label,
}
AROUND = (
    "Harbour closes\n\nBy Ann Lee\n\nThe harbour of Rottenhaven was closed on Monday. ",
    ' "We wait," said Ann Lee.\n',
)


def make_text(name: str, size: int) -> str:
    """The text of that name, between the sentences of a story."""
    inner = MADE[name](size) if name in MADE else (REPEATED[name] * (size // len(REPEATED[name]) + 1))[:size]
    return inner.join(AROUND)


def read_texts(ends: Connection) -> None:
    """The work of the child: reads each text that comes and answers with the seconds of CPU it took."""
    from flows.settings import DEFAULT_MODEL
    from flows.stages.transform import load_annotator
    from transforms.annotate import Article
    from transforms.documents.articles import make_article, read_hints, sign_article
    from transforms.documents.identity import identify
    from transforms.page.layout import Layout
    from warehouse.seeds import read_seeds

    annotator, layout = load_annotator(DEFAULT_MODEL), Layout.from_seeds(read_seeds("sources"))
    while True:
        text = ends.recv()
        began = time.process_time()
        row = make_article({"id": "a", "text": text, "language": "en"}, identify("a", "a", text, {}), "a", layout)
        sign_article({**row, "run_id": "run"})
        read = time.process_time()
        made = annotator.annotate([Article("a", text, read_hints(row))], "run")
        ends.send((time.process_time() - began, read - began, made.get("failures", [])))


class Child:
    """A process that reads texts, replaced when it is given up."""

    def __init__(self) -> None:
        self.start()

    def start(self) -> None:
        """Starts the process and lets it load what it needs."""
        context = multiprocessing.get_context("spawn")
        self.ends, theirs = context.Pipe()
        self.process = context.Process(target=read_texts, args=(theirs,), daemon=True)
        self.process.start()
        self.read("A first text, so that all is loaded.", 300)

    def read(self, text: str, patience: float = GIVEN_UP) -> tuple[float, float, list[object]] | None:
        """The seconds a text took, and those before its annotation; None where it was given up."""
        self.ends.send(text)
        if self.ends.poll(patience):
            answer: tuple[float, float, list[object]] = self.ends.recv()
            return answer
        self.process.kill()
        self.process.join()
        self.start()
        return None


@dataclass(frozen=True)
class Reading:
    """The seconds of a text at every size, infinity for one that was given up; what is said of the longest."""

    seconds: tuple[float, ...]
    first: float = 0.0
    broken: tuple[object, ...] = ()

    @property
    def ratio(self) -> float:
        """How much longer the longest text took than the one of half its length."""
        return self.seconds[-1] / self.seconds[-2] if len(self.seconds) == len(SIZES) else float("inf")

    @property
    def is_wrong(self) -> bool:
        """Whether it is out of bounds."""
        return self.seconds[-1] > MOST_SECONDS or (self.ratio > MOST_RATIO and self.seconds[-1] > QUICK)


def read_once(child: Child, name: str) -> Reading:
    """One reading of a text at every size."""
    seconds: list[float] = []
    found = None
    for size in SIZES:
        found = child.read(make_text(name, size))
        seconds.append(found[0] if found else float("inf"))
        if found is None:
            return Reading(tuple(seconds))
    return Reading(tuple(seconds), found[1], tuple(found[2])) if found else Reading(tuple(seconds))


def measure(names: list[str]) -> Iterator[tuple[str, Reading]]:
    """The reading of each text, of one that is out of bounds the least seconds of several."""
    child = Child()
    for name in names:
        found = read_once(child, name)
        for _ in range(TRIES - 1):
            if found.is_wrong and found.seconds[-1] < GIVEN_UP:
                again = read_once(child, name)
                found = replace(again, seconds=tuple(map(min, found.seconds, again.seconds)))
        yield name, found
    child.process.kill()


def main() -> int:
    """Prints a line for each text and what is out of bounds."""
    names = sys.argv[1:] or [*REPEATED, *MADE]
    wrong = 0
    for name, found in measure(names):
        wrong += found.is_wrong
        shown = "  ".join(f"{value:7.2f}" for value in found.seconds)
        notes = ["WRONG"] * found.is_wrong + [str(failure) for failure in found.broken]
        print(f"{name:26}{shown}  ratio {found.ratio:4.1f}  before {found.first:5.2f}  {' '.join(notes)}", flush=True)
    print(f"{wrong} of {len(names)} texts out of bounds")
    return int(wrong > 0)


if __name__ == "__main__":
    raise SystemExit(main())
