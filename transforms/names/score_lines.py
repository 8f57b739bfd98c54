"""Lines of results, tables and fixtures, which name a club on either side of a figure: "Orten 2 Fenwick 1".

News agencies print them below their reports (Reuters, AP and PA among them); home sides may stand in capitals.
"""

from __future__ import annotations

import re
from collections.abc import Iterator

SIDE = r"[A-Z][A-Za-z.'’&-]*(?: [A-Z][A-Za-z.'’&-]*){0,3}"
LAND = r"(?: \([A-Z][A-Za-z ]+\))?"  # "Orten (Fenwickia) 2"
RESULT = re.compile(
    rf"^[ \t]*(?P<one>{SIDE}){LAND} \d{{1,3}},? (?P<two>{SIDE}){LAND} \d{{1,3}}(?:[ ,.(].{{0,40}})?$", re.MULTILINE
)
TABLE = re.compile(rf"^[ \t]*(?:\d{{1,2}}[.)]? )?(?P<one>{SIDE})(?: [-+]?\d{{1,4}}| \.\d{{3}}){{3,}}\b", re.MULTILINE)
FIXTURE = re.compile(rf"^[ \t]*(?P<one>{SIDE}) (?:v|vs\.?) (?P<two>{SIDE})(?: \(.{{0,30}}\))?\.?$", re.MULTILINE)
AWAY = re.compile(r"^[ \t]*(?P<one>[A-Z]{2,}(?: [A-Z]{2,}){0,2}) AT [A-Z]{2,}", re.MULTILINE)  # behind "AT" is a place
STANDINGS = re.compile(
    r"\b(?:[Ss]tandings|STANDINGS|won, drawn|won, lost|W L|P W D|PCT)\b"
)  # beside a table of a league
LIKELY = re.compile(
    r"\d\)?[ \t]*$|[A-Za-z)] (?:AT|v|vs\.?) [A-Z]", re.MULTILINE
)  # what some such line has, cheaply found
SCORE = re.compile(r"\b\d{1,3}-\d{1,3}\b")


def find_sides(text: str) -> Iterator[tuple[tuple[int, int], ...]]:
    """For each line that gives a result, a place in a table or a fixture, where its sides stand in the text."""
    has_table = STANDINGS.search(text) is not None
    if not has_table and LIKELY.search(text) is None:
        return
    patterns = (RESULT, FIXTURE, AWAY, TABLE) if has_table else (RESULT, FIXTURE, AWAY)
    for pattern in patterns:
        for line in pattern.finditer(text):
            groups = ("one", "two") if "two" in pattern.groupindex else ("one",)
            yield tuple(line.span(group) for group in groups)
