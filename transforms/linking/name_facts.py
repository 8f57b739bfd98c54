"""What can be told of each reading by its names alone, as columns: all that is decided beside others starts from it."""

from __future__ import annotations

from collections.abc import Iterator
from typing import NamedTuple, get_type_hints

import pyarrow as pa

from transforms.folding import fold_name
from transforms.linking.corpus import FIELD, Reading, take_apart
from transforms.linking.keys import NameParser, PersonName
from transforms.linking.name_rules import Rules
from transforms.linking.shared import STRINGS


class Facts(NamedTuple):
    """Of one reading: the keys that it shares with others, and its names read as a person's and as another thing's."""

    spellings: list[str]
    surnames: list[str]
    vote: str  # by which it has a say in what kind a name has
    persons: list[str]  # the other names by which it says that they are a person's
    main: str  # given name and surname of its main name
    tails: list[str]  # last two words of its longer names, the first of which is no given name: "López Obrador"
    best: int  # place of the name that tells most of a person
    several: bool  # whether more than one tells the whole of one
    pair: str  # given name and surname of the best one
    is_full: bool
    has_middle: bool
    surname: str
    suffix: str
    gender: str | None
    body: str  # what its main name is filed under as an organization's
    aliases: list[str]  # the same of its other names


KINDS = {int: pa.int16(), bool: pa.bool_(), list[str]: STRINGS}
FACTS = pa.schema([(name, KINDS.get(kind, pa.string())) for name, kind in get_type_hints(Facts).items()])


def list_facts(rules: Rules, texts: pa.Table, /) -> pa.Table:
    """The facts of readings, from the column `text`."""
    rows = [_tell(rules, take_apart(text)) for text in texts["text"].to_pylist()]
    columns = zip(*rows, strict=True) if rows else [()] * len(Facts._fields)
    return pa.table([pa.array(c, f.type) for c, f in zip(columns, FACTS, strict=True)], schema=FACTS)


def _tell(rules: Rules, reading: Reading) -> Facts:
    parsed = [rules.parser.parse(name) for name in reading.names]
    folded = [fold_name(name) for name in reading.names]
    bare = [name.removeprefix("the ") for name in folded]
    filed = [rules.bodies.key(name) for name in reading.names]
    best = find_fullest(parsed)
    name = parsed[best]
    return Facts(
        spellings=sorted({*folded, *bare, *filed}),
        surnames=rules.shared.surnames(parsed),
        vote=bare[0],
        persons=folded[1:] if reading.kind == "person" else [],
        main=pair_up(parsed[0]),
        tails=list(_tails(rules.parser, parsed)),
        best=best,
        several=len(parsed) > 1 and sum(one.is_full for one in parsed) > 1,
        pair=pair_up(name),
        is_full=name.is_full,
        has_middle=bool(name.middle),
        surname=name.surname,
        suffix=name.suffix,
        gender=reading.gender or next((one.gender for one in parsed if one.gender), None),
        body=filed[0],
        aliases=[key for key in filed[1:] if key != filed[0]],
    )


def find_fullest(parsed: list[PersonName]) -> int:
    """The place of the main name, unless it is one word and another name is more."""
    if len(parsed) == 1 or parsed[0].given:
        return 0
    full = [place for place, name in enumerate(parsed) if name.given]
    return max(full, key=lambda place: fullness(parsed[place]), default=0)


def fullness(name: PersonName) -> tuple[bool, int, str, str]:
    """Greater for names that tell more of a person."""
    return name.is_full, len(name.middle), name.surname, name.given


def pair_up(name: PersonName) -> str:
    """Given name and surname as one text."""
    return f"{name.given}{FIELD}{name.surname}"


def _tails(parser: NameParser, parsed: list[PersonName]) -> Iterator[str]:
    for name in parsed:
        if name.middle and len(name.middle[-1]) > 2 and not parser.is_given_name(name.middle[-1]):
            yield f"{name.middle[-1]}{FIELD}{name.surname}"
