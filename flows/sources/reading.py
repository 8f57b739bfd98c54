"""What a user may say of how a source is read: the same keys for `onrecord run`, `sources.toml` and the flow."""

from __future__ import annotations

import re
from collections.abc import Callable, Mapping
from datetime import date
from typing import Any

from flows.sources.text import know_encoding
from transforms.documents.fields import FIELDS
from transforms.documents.known_shapes import BY_NAME

CODE = re.compile(r"[A-Z]{3}", re.ASCII)
NAME = re.compile(r"[^\x00-\x1f]{1,100}")


def check_reading(given: Mapping[str, Any]) -> dict[str, Any]:
    """The values as they are used. Raises ValueError for a key that is none, or a value that the key cannot have.

    >>> check_reading({"shape": "newsapi", "currency": "cad"})
    {'shape': 'newsapi', 'currency': 'CAD'}
    >>> check_reading({"shape": "newsapy"})
    Traceback (most recent call last):
    ValueError: shape: there is no shape 'newsapy'; docs/sources.md lists them
    """
    checked = {}
    for key, value in given.items():
        if key not in CHECKS:
            raise ValueError(f"no such key {key!r}; there are {', '.join(CHECKS)}")
        try:
            checked[key] = CHECKS[key](value)
        except ValueError as error:
            raise ValueError(f"{key}: {error}") from None
    return checked


def check_columns(value: Any) -> dict[str, str]:
    """Our fields by the source's columns or keys."""
    if not isinstance(value, Mapping):
        raise ValueError('it must be a table, such as {text = "body"}')
    for ours, theirs in value.items():
        if ours not in FIELDS or not isinstance(theirs, str) or not theirs:
            raise ValueError(f"OURS=THEIRS, where OURS is one of {', '.join(FIELDS)}; got {ours!r}={theirs!r}")
    return dict(value)


def check_encoding(value: Any) -> str:
    """An encoding that Python knows."""
    try:
        return know_encoding(check_words(value))
    except LookupError:
        raise ValueError(f"there is no encoding {value!r} of text") from None


def check_shape(value: Any) -> str:
    """A shape that is declared."""
    if value not in BY_NAME:
        raise ValueError(f"there is no shape {value!r}; docs/sources.md lists them")
    return str(value)


def check_date_format(value: Any) -> str:
    """A format of strptime with a day in it."""
    words = check_words(value)
    if "%" not in words:
        raise ValueError(f"it must be a format such as %d/%m/%Y, not {value!r}")
    return words


def check_currency(value: Any) -> str:
    """An ISO 4217 code."""
    code = check_words(value).upper()
    if not CODE.fullmatch(code):
        raise ValueError(f"it must be a code of three letters, not {value!r}")
    return code


def check_words(value: Any) -> str:
    """A line of words."""
    if not isinstance(value, str) or not NAME.fullmatch(value):
        raise ValueError(f"it must be words, not {value!r}")
    return value


def check_since(value: Any) -> date:
    """A day."""
    try:
        return value if isinstance(value, date) else date.fromisoformat(check_words(value))
    except ValueError:
        raise ValueError(f"it must be a day such as 2024-03-01, not {value!r}") from None


def check_limit(value: Any) -> int:
    """A whole number above 0."""
    if type(value) is not int or value < 1:
        raise ValueError(f"it must be a whole number above 0, not {value!r}")
    return value


CHECKS: dict[str, Callable[[Any], Any]] = {
    "columns": check_columns,
    "encoding": check_encoding,
    "shape": check_shape,
    "date_format": check_date_format,
    "id_space": check_words,
    "publisher": check_words,
    "currency": check_currency,
    "since": check_since,
    "limit": check_limit,
}
READING_KEYS = tuple(CHECKS)
