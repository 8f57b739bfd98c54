"""Compares what onrecord finds in a made article with what the template wants."""

from __future__ import annotations

from collections.abc import Callable
from typing import Any

from bench.naming.name_templates import Made
from transforms.annotate import Annotator, Article

Tables = dict[str, list[dict[str, Any]]]


def judge(made: Made, annotator: Annotator) -> list[str]:
    """What is wrong with the rows of an article, in words; nothing where all is right."""
    tables = annotator.annotate([Article("a", made.text)], "bench")
    if "failures" in tables:
        raise RuntimeError(tables["failures"])
    return [wrong for line in made.wanted if (wrong := CHECKS[line[0]](tables, made.text, line[2:]))]


def _names(tables: Tables) -> list[tuple[str, str, str]]:
    """The names of an article: kind, words, entity."""
    rows = (row for row in tables.get("mentions", ()) if row["form"] == "name")
    return [(row["kind"], row["text"], row["entity_id"]) for row in rows]


def _entity(tables: Tables, names: str) -> str | None:
    """The entity that one of the names, parted by "|", means."""
    return next((entity for _, words, entity in _names(tables) if words in names.split("|")), None)


def _is_name(tables: Tables, text: str, wanted: str) -> str:
    kind, _, names = wanted.partition(" ")
    found = [(k, words) for k, words, _ in _names(tables)]
    right = any((kind, name) in found for name in names.split("|"))
    return "" if right else f"no {kind} {names}: {found}"


def _is_no_name(tables: Tables, text: str, words: str) -> str:
    found = [name for _, name, _ in _names(tables) if words in name or name in words.split()]
    return f"a name: {found}" if found else ""


def _is_role(tables: Tables, text: str, wanted: str) -> str:
    name, title, *places = (part.strip() for part in wanted.split("|"))
    organization = "|".join(places)
    person = _entity(tables, name)
    roles = [row for row in tables.get("roles", ()) if row["person_id"] == person]
    row = next((row for row in roles if _is_title(row["title"], title)), None)
    if person is None or row is None:
        return f"no role {wanted}: {[role['title'] for role in roles]}"
    at = row["organization_id"]
    is_right = at is None if organization == "-" else at is not None and at == _entity(tables, organization)
    return "" if is_right else f"role {wanted} at {at}"


def _is_title(found: str, wanted: str) -> bool:
    """Whether all words of the wanted title are in the one that was found, or most of them are all of it."""
    one, two = (set(title.lower().split()) - {"of", "the", "for", "and"} for title in (found, wanted))
    return two <= one or (one <= two and 2 * len(one) >= len(two))


def _is_home(tables: Tables, text: str, wanted: str) -> str:
    name, code = wanted.split(" | ")
    entity = _entity(tables, name)
    rows = {row["article_entity_id"]: row["country_code"] for row in tables["article_entities"]}
    found = rows.get(entity or "")
    return "" if entity is not None and (found or "-") == code else f"home of {name}: {found}, not {code}"


def _is_silent(tables: Tables, text: str, words: str) -> str:
    found = [row["speaker_text"] for row in tables.get("quotes", ()) if row["speaker_text"] == words]
    return f"{words} speaks" if found else ""


def _is_dateline(tables: Tables, text: str, words: str) -> str:
    lines = [text[row["start"] : row["end"]] for row in tables["segments"] if row["kind"] == "dateline"]
    return "" if any(words in line for line in lines) else f"no dateline {words}"


def _are_one(tables: Tables, text: str, wanted: str) -> str:
    one, two = (_entity(tables, name) for name in wanted.split(" | "))
    return "" if one is not None and one == two else f"two: {wanted}"


CHECKS: dict[str, Callable[[Tables, str, str], str]] = {
    "+": _is_name,
    "-": _is_no_name,
    "=": _is_role,
    "@": _is_home,
    "~": _is_silent,
    "!": _is_dateline,
    "&": _are_one,
}
