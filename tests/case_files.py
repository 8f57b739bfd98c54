"""Reads the case files of tests/cases, all of one format; tests/test_cases.py runs them.

    # What is said of an amount: words | subject | direction …

    == a cut that somebody wants
    published: 2019-03-04
    The ministry wants a €3 billion cut in farm subsidies by 2023.
    => €3 billion | farm subsidies | decrease | demanded | 2023 | The ministry

After "==" stands what the case is about. Then come settings (`published: DAY`, `line break: windows`,
`known failure: WHY`), the text, and one line of "=>" for each row expected, "=> nothing" for none. Each line of text
is a paragraph, and "\\n" in it is a line break. A case of several articles begins each with "-- NAME".
"""

from __future__ import annotations

import re
from collections import Counter
from dataclasses import dataclass, field
from functools import cache
from pathlib import Path

FOLDER = Path(__file__).resolve().parent / "cases"
SETTING = re.compile(r"(published|line break|known failure): (.+)")
ONLY = "only"  # the name of an article that has no other beside it


@dataclass
class Case:
    """A title, one or more articles as lines of text, settings, and the rows expected as lines."""

    name: str  # "file: title"
    articles: dict[str, list[str]] = field(default_factory=dict)
    settings: dict[str, str] = field(default_factory=dict)
    expected: list[str] = field(default_factory=list)

    @property
    def text(self) -> str:
        """The text of a case that has one article."""
        return self.texts[ONLY]

    @property
    def texts(self) -> dict[str, str]:
        """The text of each article by name."""
        return {name: "\n\n".join(lines).replace("\\n", "\n") for name, lines in self.articles.items()}

    @property
    def rows(self) -> list[str]:
        """The rows expected; none where the case says "nothing"."""
        return [] if self.expected == ["nothing"] else self.expected


@cache
def read_area(area: str) -> list[Case]:
    """The cases of a folder; ValueError where a file breaks the format."""
    cases = [case for path in sorted((FOLDER / area).glob("*.txt")) for case in read_file(path)]
    doubled = [name for name, times in Counter(case.name for case in cases).items() if times > 1]
    if doubled:
        raise ValueError(f"{area}: two cases of one name: {doubled[0]}")
    return cases


def read_file(path: Path) -> list[Case]:
    """The cases of a file; ValueError where it breaks the format."""
    head, *blocks = re.split(r"^== ", path.read_text(encoding="utf-8"), flags=re.M)
    if any(line and not line.startswith("#") for line in head.splitlines()):
        raise ValueError(f"{path.name}: words before the first case")
    return [read_case(path.stem, block) for block in blocks]


def read_case(file: str, block: str) -> Case:
    """The case that a block of lines says; ValueError for a line after the rows."""
    title, *lines = block.splitlines()
    case = Case(f"{file}: {title}")
    article = ONLY
    for line in lines:
        setting = SETTING.fullmatch(line)
        if setting and not case.articles:
            case.settings[setting[1]] = setting[2]
        elif line.startswith("=> "):
            case.expected.append(line.removeprefix("=> "))
        elif line.startswith("-- "):
            article = line.removeprefix("-- ")
            case.articles[article] = []
        elif line and not line.startswith("#"):
            if case.expected:
                raise ValueError(f"{case.name}: text after the rows: {line}")
            case.articles.setdefault(article, []).append(line)
    return case
