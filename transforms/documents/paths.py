"""Values in nested records by path, and what they say as words."""

from __future__ import annotations

import re
from collections.abc import Iterator, Mapping, Sequence
from typing import Any

from transforms.documents.fields import find_surrogate

Record = Mapping[str, Any]
Path = tuple[str, ...]

NO_VALUE = frozenset({"", "none", "null", "nan", "nat", "n/a", "na", "<na>", "undefined", "unknown", "-", "[]", "{}"})
# Under which key a structured value keeps its words: {"name": "Ana Melo"}, {"rendered": "<p>..."}, {"main": "..."}
INNER_KEYS = (
    "name", "basic", "title", "rendered", "main", "original", "full_name", "fullname", "displayname", "display_name",
    "webtitle", "text", "value", "#text", "_", "plain", "content", "html", "label", "domain",
)  # fmt: skip
MARGINED = 100  # characters: longer words are something, whatever white space stands around them
LISTED = 40  # items of a list that are read
PARAGRAPHS = 20_000  # of a text that is a list of them
DEPTH = 4  # objects in objects that are looked into
PAIRED = re.compile(r"\[\s*['\"].*['\"]\s*,?\s*\]", re.DOTALL)
LIST_ITEM = re.compile(r"'((?:[^'\\]|\\.)*)'|\"((?:[^\"\\]|\\.)*)\"")


def parse_path(words: str) -> Path:
    """The keys of a path as a user writes it; lists are passed through, with or without brackets.

    >>> parse_path("response.results[].fields.bodyText")
    ('response', 'results', 'fields', 'bodyText')
    """
    return tuple(part for part in re.sub(r"\[\d*\]", "", words).split(".") if part)


def find_value(record: Any, path: Path) -> Any:
    """The value at a path: a key that is spelt with dots itself comes first; of lists, every item's value.

    >>> find_value({"a": [{"b": 1}, {"b": 2}]}, ("a", "b")), find_value({"a.b": 3}, ("a", "b"))
    ([1, 2], 3)
    """
    for place, key in enumerate(path):
        if isinstance(record, list):
            found = [find_value(item, path[place:]) for item in record[:LISTED]]
            return [value for value in found if value is not None] or None
        if not isinstance(record, Mapping):
            return None
        if place == 0 and len(path) > 1 and (joined := ".".join(path)) in record:
            return record[joined]
        record = record.get(key)
    return record


def list_paths(record: Any, depth: int = DEPTH) -> Iterator[Path]:
    """The paths of a record, each key before those inside it; lists are not looked into."""
    if not isinstance(record, Mapping) or depth == 0:
        return
    for key, value in record.items():
        yield (str(key),)
        yield from ((str(key), *rest) for rest in list_paths(value, depth - 1))


def is_blank(value: Any) -> bool:
    """Whether a value says nothing: null, blank, or one of the words that programs write for it.

    >>> is_blank("NaN"), is_blank([None]), is_blank("0")
    (True, True, False)
    """
    if value is None:
        return True
    if isinstance(value, str):
        return len(value) < MARGINED and value.strip().casefold() in NO_VALUE
    if isinstance(value, float):
        return value != value
    return isinstance(value, (list, Mapping)) and all(is_blank(item) for item in _inside(value))


def _inside(value: Any) -> Sequence[Any]:
    return list(value.values()) if isinstance(value, Mapping) else value[:LISTED]


def as_words(value: Any, joiner: str = ", ") -> str | None:
    """What a value says in words, None where it says nothing that can be kept.

    >>> as_words([{"name": "Ana Melo"}, {"name": "Jo Brandt"}]), as_words(["", None]), as_words(True)
    ('Ana Melo, Jo Brandt', None, None)
    """
    if is_blank(value) or isinstance(value, bool):
        return None
    if isinstance(value, str):  # most are: the others are asked for behind it
        return value if find_surrogate(value) is None else None
    if isinstance(value, list):
        found = [words for item in value[:LISTED] if (words := as_words(item, joiner))]
        return joiner.join(dict.fromkeys(found)) or None
    if isinstance(value, Mapping):
        return _read_inner(value, joiner)
    if isinstance(value, float) and value.is_integer():
        value = int(value)
    words = value.isoformat() if hasattr(value, "isoformat") else str(value)
    return words if find_surrogate(words) is None else None


def gather_words(value: Any) -> str | None:
    """A text that is a list of paragraphs, or an object of such lists, as one text with blank lines.

    >>> gather_words({"summary": ["Rates rose."], "sections": [{"headline": ["Why"], "paragraphs": ["Prices did."]}]})
    'Rates rose.\\n\\nWhy\\n\\nPrices did.'
    """
    if isinstance(value, str):
        return value if not is_blank(value) and find_surrogate(value) is None else None
    if isinstance(value, Mapping):
        inner = _read_inner(value, "\n\n")
        value = [inner] if inner else [part for part in value.values() if isinstance(part, (list, Mapping))]
    if not isinstance(value, list):
        return None
    found = [words for item in value[:PARAGRAPHS] if (words := gather_words(item))]
    return "\n\n".join(found) or None


def _read_inner(value: Record, joiner: str) -> str | None:
    """The words of a structured value: under the first of the usual keys that has any."""
    keys = {str(key).casefold(): key for key in value}
    for name in INNER_KEYS:
        if name in keys and (words := as_words(value[keys[name]], joiner)):
            return words
    first = [words for name in ("first_name", "firstname", "last_name", "lastname") if name in keys
             and (words := as_words(value[keys[name]]))]  # fmt: skip
    return " ".join(first) or None


def read_listed(words: str) -> str:
    """A list that a table wrote as text ("['Ana Melo', 'Jo Brandt']") as its items.

    >>> read_listed("['Ana Melo', 'Jo Brandt']"), read_listed("[sic] the mayor")
    ('Ana Melo, Jo Brandt', '[sic] the mayor')
    """
    if words[:1] != "[" or len(words) > 5_000 or not PAIRED.fullmatch(words.strip()):
        return words
    items = [(one or two).replace("\\'", "'").replace('\\"', '"').strip() for one, two in LIST_ITEM.findall(words)]
    return ", ".join(item for item in items if item) or words
