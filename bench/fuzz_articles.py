"""Annotates mutated copies of articles: no rule may break, none may take long, every one is accounted for.

python -m bench.fuzz_articles [COUNT] [SEED] [TEXTS.jsonl] (2,000, 5 and the sample articles by default). Each mutated
article is read from a file as any other, annotated within ten seconds of processor time, and then taken in by a whole
run with the others of its round, whose warehouse is only put in place when it keeps every law
(warehouse/database/checks). Ends with exit code 1 where an article broke a rule or its time; says which wounds it had.
"""

from __future__ import annotations

import json
import random
import re
import resource
import sys
import tempfile
import time
from collections.abc import Callable, Iterator
from dataclasses import dataclass
from datetime import UTC, datetime
from functools import cache
from pathlib import Path

from flows.budget import Budget, OverBudgetError
from flows.progress import Silent
from flows.settings import DEFAULT_MODEL, Settings
from flows.sources import Item, SourceOptions, read_sources
from flows.stages.run import run_job
from flows.stages.transform import load_annotator
from transforms.annotate import Annotator, Article
from transforms.documents.articles import make_article, read_hints
from transforms.documents.identity import identify
from warehouse.arrow import to_table
from warehouse.database.database import CheckFailed, run_query
from warehouse.laws.sifting import sift
from warehouse.seeds import SEEDS, read_seeds

SECONDS = 10.0  # of processor time for an article, a sixth of what a run allows it
ROUND = 250  # articles that are taken in by one run
LONGEST = 20_000  # characters that a wound may leave
PIECES = (
    '"', "“", "”", "‘", "’", "«", "»", "'", "(", ")", "[", "—", "-", "…", ".", ",", ":", ";", "?!", "%", "/", "*", "#",
    "\n", "\n\n", "\r\n", "\t", "\u00a0", "\u200b", "\u202e", "\ufeff", "\u2028", "\x00", "\x0b", "\x85", "\ufffd",
    "e\u0301", "İ", "ß", "ﬁ", "Ⅷ", "٣", "½", "²", "🦭", "👩‍💻", "漢字", "العربية", "𝔘𝔫",
    "$", "€", "US$", "Rs", "$5m", "€1.2bn", "10%", "1,00,000", "$1e9", "$-5", "$0", "$999999999999999999999999999",
    " said ", " he said, ", " according to ", " must ", " called on ", " by Friday", " in 0000", " on 31 February 2026",
    "U.S. ", "Mr. ", "J. ", "the ", " of ", " and ", " that ", "not ", "By ", "(AP) ", "Photo: ", "Read more: ",
)  # fmt: skip
Wound = Callable[[str, random.Random], str]


def cut_out(text: str, pick: random.Random) -> str:
    """The text without a stretch of it."""
    start, end = choose_stretch(text, pick)
    return text[:start] + text[end:]


def break_off(text: str, pick: random.Random) -> str:
    """The text up to some place, or from it."""
    place = pick.randrange(len(text) + 1)
    return text[:place] if pick.random() < 0.5 else text[place:]


def repeat(text: str, pick: random.Random) -> str:
    """The text with a stretch of it several times over."""
    start, end = choose_stretch(text, pick)
    times = pick.choice((2, 3, 30, 300))
    return text[:start] + text[start:end] * times + text[end:]


def move(text: str, pick: random.Random) -> str:
    """The text with a stretch of it in another place."""
    start, end = choose_stretch(text, pick)
    rest = text[:start] + text[end:]
    place = pick.randrange(len(rest) + 1)
    return rest[:place] + text[start:end] + rest[place:]


def insert(text: str, pick: random.Random) -> str:
    """The text with odd pieces in it, one of them often."""
    for _ in range(pick.choice((1, 3, 10))):
        place = pick.randrange(len(text) + 1)
        text = text[:place] + pick.choice(PIECES) * pick.choice((1, 1, 1, 2, 40)) + text[place:]
    return text


def strew(text: str, pick: random.Random) -> str:
    """The text with one piece after every so many words."""
    words, piece, every = text.split(" "), pick.choice(PIECES), pick.choice((1, 2, 7))
    return " ".join(word + piece if number % every == 0 else word for number, word in enumerate(words))


def replace_all(text: str, pick: random.Random) -> str:
    """The text with every such character replaced by a piece, or left out."""
    return text.replace(pick.choice(text), pick.choice(("", *PIECES))) if text else text


def mix_words(text: str, pick: random.Random) -> str:
    """The text with the words of a stretch in another order."""
    start, end = choose_stretch(text, pick)
    words = text[start:end].split(" ")
    pick.shuffle(words)
    return text[:start] + " ".join(words) + text[end:]


def change_case(text: str, pick: random.Random) -> str:
    """The text with a stretch of it in capitals, small letters or capital initials."""
    start, end = choose_stretch(text, pick)
    change = pick.choice((str.upper, str.lower, str.title, str.swapcase))
    return text[:start] + change(text[start:end]) + text[end:]


def change_digits(text: str, pick: random.Random) -> str:
    """The text with other digits, and some of its figures much longer."""
    made = "".join(pick.choice("0123456789") if char.isdigit() else char for char in text)
    return re.sub(r"\d+", lambda found: found[0] * pick.choice((1, 1, 1, 9)), made)


def write_sums(text: str, pick: random.Random) -> str:
    """The text with its figures written as sums of every kind, possible or not."""
    signs, ends = ("$", "€", "US$", "Rs ", "-$", "£ ", "¥", "CHF ", ""), ("", "m", "bn", " million", " crore", "k", "-")

    def write(found: re.Match[str]) -> str:
        parts = [str(pick.randrange(pick.choice((10, 1_000, 10**6)))) for _ in range(pick.choice((1, 1, 2, 3)))]
        return pick.choice(signs) + pick.choice((",", ".", " ", "'", "-", " to ")).join(parts) + pick.choice(ends)

    return re.sub(r"[$€£]?\d[\d.,]*", write, text)


def lose_marks(text: str, pick: random.Random) -> str:
    """The text without its quotation marks, its full stops, its line breaks or its blanks."""
    return re.sub(pick.choice((r"[\"“”‘’']", r"[.?!]", r"\n+", r" ", r"[^\w\s]")), "", text)


def take_from_another(text: str, pick: random.Random) -> str:
    """The text with a stretch of another sample in it."""
    other = pick.choice(read_samples())
    start, end = choose_stretch(other, pick)
    place = pick.randrange(len(text) + 1)
    return text[:place] + other[start:end] + text[place:]


def rename(text: str, pick: random.Random) -> str:
    """The text with a letter behind many capitalised words, which no list knows then."""
    letter, share = pick.choice("acemsz"), pick.random()
    return re.sub(r"\b[A-Z][a-z]{3,}\b", lambda found: found[0] + letter * (pick.random() < share), text)


def take_words(text: str, pick: random.Random) -> str:
    """The text with every few words one of the program's own lists, so that its rules have much to look at."""
    words, listed, every = text.split(" "), read_listed(), pick.choice((3, 8, 20))
    return " ".join(pick.choice(listed) if pick.randrange(every) == 0 else word for word in words)


WOUNDS: tuple[Wound, ...] = (
    cut_out,
    break_off,
    repeat,
    move,
    insert,
    strew,
    replace_all,
    mix_words,
    change_case,
    change_digits,
    write_sums,
    lose_marks,
    take_from_another,
    rename,
    take_words,
)
FIELDS: dict[str, tuple[str, ...]] = {
    "language": ("en", "en", "en", "en", "de", "xx"),
    "published_at": ("2024-03-01", "2024-02-30", "0001-01-01", "9999-12-31T23:59:59Z", "yesterday", "1e9"),
    "publisher": ("The Ledger", "", "AP", "\u202e", "$5m"),
    "headline": ("Ferry stays", "“", "$5 million", "By Ann Lee", "\n", "A" * 3_000),
    "byline": ("By Ann Lee", "By By By", "Ann Lee, Bo Ek and 40 others", "(AP)", "\u200b"),
    "home_currency": ("EUR", "XXX", "usd", "$"),
}


def choose_stretch(text: str, pick: random.Random) -> tuple[int, int]:
    """Where a stretch of the text begins and ends: a few letters, some words or some paragraphs."""
    start = pick.randrange(len(text) + 1)
    return start, min(len(text), start + pick.choice((1, 5, 40, 200, 1_000)))


@cache
def read_samples(texts: str = "") -> list[str]:
    """The texts of the sample articles, or of the lines of a file."""
    if texts:
        return [json.loads(line)["text"] for line in Path(texts).open(encoding="utf-8")]
    return [path.read_text(encoding="utf-8") for path in sorted((SEEDS / "articles").glob("*.txt"))]


def read_listed() -> list[str]:
    """The words of the program's lists, where they are not too many."""
    tables = read_seeds("annotation")
    short = [rows for rows in (tables[name] for name in sorted(tables)) if len(rows) < 3_000]
    return sorted({value for rows in short for row in rows for value in row.values() if 1 < len(value) < 40})


@dataclass(frozen=True)
class Tried:
    """How one mutated article ended: its wounds, the seconds it took, and what was wrong, if anything."""

    number: int
    wounds: str
    letters: int
    seconds: float
    wrong: str = ""


def make_row(number: int, pick: random.Random, texts: str = "") -> tuple[dict[str, str], str]:
    """A mutated article as a line of a source, and the wounds it has."""
    text, names = pick.choice(read_samples(texts)), []
    for _ in range(pick.randint(1, 6)):
        wound = pick.choice(WOUNDS)
        text = wound(text, pick)[:LONGEST]
        names.append(wound.__name__)
    fields = {name: pick.choice(values) for name, values in FIELDS.items() if pick.random() < 0.4}
    return {"id": f"n{number}", "text": text, "language": "en", **fields}, ", ".join(names)


def try_articles(count: int, folder: Path, seed: int = 5, texts: str = "") -> Iterator[Tried]:
    """Annotates so many mutated articles, round by round, and takes each round in by a whole run."""
    pick = random.Random(seed)
    annotator = load_annotator(DEFAULT_MODEL)
    for first in range(0, count, ROUND):
        made = [make_row(number, pick, texts) for number in range(first, min(first + ROUND, count))]
        source = folder / f"{first}.jsonl"
        source.write_text("".join(json.dumps(row) + "\n" for row, _ in made), encoding="utf-8")
        read = list(read_sources([str(source)], SourceOptions()))
        assert len(read) == len(made), "a line came to nothing, or to two"
        for number, (found, (_, wounds)) in enumerate(zip(read, made, strict=True), first):
            yield (
                annotate(annotator, found, Tried(number, wounds, 0, 0.0))
                if isinstance(found, Item)
                else Tried(number, wounds, 0, 0.0)
            )
        wrong = take_in(source, folder / f"data{first}", len(made))
        yield Tried(first, f"the round from {first}", 0, 0.0, wrong)


def annotate(annotator: Annotator, item: Item, tried: Tried) -> Tried:
    """Annotates an article within its time; what was wrong."""
    text = item.fields["text"]
    began = time.process_time()
    try:
        with Budget(SECONDS):
            identity = identify(item.fields["id"], item.source_uri, text, {})
            row = make_article(item.fields, identity, item.source_uri, annotator.layout)
            article = Article(row["article_id"], text, read_hints(row), row["language"])
            tables = annotator.annotate([article], "run")
        failures = [failure["error"] for failure in tables.pop("failures", [])]
        to_table("articles", [{**row, "ingested_at": datetime.now(UTC), "arrival": 0, "run_id": "run"}])
        wrong = "; ".join([*failures, *sift({article.article_id: text}, tables).refused.values()])
    except OverBudgetError:
        wrong = f"took more than {SECONDS:.0f} seconds"
    except Exception as error:  # noqa: BLE001 - so that all are told
        wrong = f"raised {type(error).__name__}: {error}"
    return Tried(tried.number, tried.wounds, len(text), time.process_time() - began, wrong)


def take_in(source: Path, data: Path, count: int) -> str:
    """A whole run over a source of so many lines: all are accounted for, all that are taken in are annotated.

    Gives the law that the warehouse would break, or that rows of an article did.
    """
    try:
        result = run_job(Settings(data, workers=1), [str(source)], SourceOptions(), Silent())
    except CheckFailed as error:
        return str(error)
    counts = result.counts
    assert counts.new + counts.unchanged + counts.revised + counts.rejected == count, result.as_counts()
    assert counts.new + counts.revised == result.annotated, result.as_counts()
    rejects = run_query(data / "onrecord.duckdb", "SELECT error FROM rejects WHERE stage <> 'ingest' LIMIT 3").rows
    return "; ".join(error for (error,) in rejects)


def main() -> int:
    """Fuzzes, and prints what was wrong and the totals."""
    count, seed, texts = (sys.argv[1:] + ["2000", "5", ""][len(sys.argv) - 1 :])[:3]
    wrong, slowest, letters = 0, Tried(0, "", 0, 0.0), 0
    with tempfile.TemporaryDirectory() as folder:
        for tried in try_articles(int(count), Path(folder), int(seed), texts):
            letters += tried.letters
            slowest = max(slowest, tried, key=lambda one: one.seconds)
            if tried.wrong:
                wrong += 1
                print(f"article {tried.number} ({tried.wounds}; {tried.letters:,} letters): {tried.wrong}", flush=True)
    memory = resource.getrusage(resource.RUSAGE_SELF).ru_maxrss / 1024
    print(f"{int(count):,} mutated articles, {letters:,} letters; {wrong} wrong; greatest memory {memory:.0f} MB")
    print(f"slowest {slowest.seconds:.1f} s: article {slowest.number} ({slowest.wounds}), {slowest.letters:,} letters")
    return int(wrong > 0)


if __name__ == "__main__":
    raise SystemExit(main())
