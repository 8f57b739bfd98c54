"""Compares the rows of made articles with what their templates expect."""

from __future__ import annotations

from collections.abc import Iterable, Iterator
from typing import Any, NamedTuple

from bench.mouths.making import Made, Wanted
from transforms.annotate import Annotator, Article


class Verdict(NamedTuple):
    """right | missing | wrong, or side: the speaker is right, the addressee, act or printed text is not."""

    what: str
    why: str


def judge(articles: Iterable[Made], annotator: Annotator) -> Iterator[tuple[Made, list[Verdict]]]:
    """Each article with a verdict on each of its statements."""
    for article in articles:
        tables = read_tables(annotator, article.text)
        yield article, [_judge_one(article, tables, wanted) for wanted in article.wanted]


def read_tables(annotator: Annotator, text: str) -> dict[str, list[dict[str, Any]]]:
    """The rows of a text by table. Raises RuntimeError where a rule breaks at it."""
    tables = annotator.annotate([Article("a", text)], "bench")
    if "failures" in tables:
        raise RuntimeError(tables["failures"])
    return tables


def _judge_one(article: Made, tables: dict[str, list[dict[str, Any]]], wanted: Wanted) -> Verdict:
    at = article.text.index(wanted.word)
    holding = {s["quote_id"] for s in tables["quote_spans"] if s["start"] <= at < s["end"]}
    row = next((r for r in tables["quotes"] if r["quote_id"] in holding), None)
    names = {e["article_entity_id"]: e["name"] for e in tables["article_entities"]}
    if row is None:
        return Verdict("right", "") if wanted.speakers in ((),) or _may_miss(wanted) else _missing(wanted)
    name = names.get(row["speaker_id"])
    label = f"{wanted.word}: {row['quoted_text']!r} by {row['speaker_text']!r} = {name}, not {wanted.speakers}"
    if not wanted.speakers:
        return Verdict("wrong", label)
    if not any(is_same(name, other) for other in wanted.speakers):
        return Verdict("missing" if name is None else "wrong", label)
    side = _side(row, names, wanted)
    return Verdict("side", f"{wanted.word}: {side}; {label}") if side else Verdict("right", "")


def _missing(wanted: Wanted) -> Verdict:
    return Verdict("missing", f"{wanted.word}: no row, not {wanted.speakers}")


def _may_miss(wanted: Wanted) -> bool:
    """Whether the statement is one that need not be a row: refusals and what nobody said."""
    return wanted.is_negated or (wanted.act or "").startswith("=")


def is_same(name: str | None, wanted: str | None) -> bool:
    """Whether a name has the telling word of the wanted one: a person's surname, a body's first word."""
    if name is None or wanted is None:
        return name is wanted
    words = {word.lower() for word in name.split()}
    parts = wanted.lower().split()
    return parts[-1] in words or (parts[0] in words and len(words) == 1) or name.lower() in wanted.lower()


def _side(row: dict[str, Any], names: dict[str, str], wanted: Wanted) -> str:
    """What else is wrong with a row whose speaker is right."""
    to = names.get(row["addressee_id"])
    if wanted.to == "-" and to is not None:
        return f"addressee {to}"
    if wanted.to not in (None, "-") and not is_same(to, wanted.to):
        return f"addressee {row['addressee_text']!r} = {to}, not {wanted.to}"
    if wanted.is_negated and not row["is_negated"]:
        return "not negated"
    if wanted.act and (row["act"] == wanted.act[1:] if wanted.act[0] == "=" else row["act"] != wanted.act):
        return f"act {row['act']}, not {wanted.act}"
    words = row["quoted_text"]
    if row["kind"] == "direct" and any(map(str.isalnum, words.split(" … ")[0][:1])):
        return f"printed {words!r}"
    return ""
