"""The worked changes of CONTRIBUTING.md, carried out: each case fails before its rows are added, and passes after."""

from __future__ import annotations

import re
from pathlib import Path

import pytest

from flows.settings import DEFAULT_MODEL
from flows.stages.transform import load_annotator
from tests.case_areas import AREAS
from tests.case_files import read_case
from tests.test_cases import fit

ROOT = Path(__file__).resolve().parent.parent
WORKED = re.compile(r"```case (?P<area>\w+)\n== (?P<case>.*?)```\n+(?P<files>(?:```csv \S+\n.*?```\n+)+)", re.DOTALL)
FILE = re.compile(r"```csv (\S+)\n(.*?)```", re.DOTALL)
CHANGES = [
    pytest.param(match["area"], match["case"], FILE.findall(match["files"]), id=match["case"].partition("\n")[0])
    for match in WORKED.finditer((ROOT / "CONTRIBUTING.md").read_text(encoding="utf-8"))
]


@pytest.mark.parametrize(("area", "block", "files"), CHANGES)
def test_a_worked_change_works(area, block, files, annotator, tmp_path):
    case = read_case("CONTRIBUTING", block)
    assert fit(AREAS[area](annotator, [case])[0], case.rows) != case.rows
    for name, rows in files:
        assert (ROOT / "seeds" / name).read_text(encoding="utf-8").startswith(rows.partition("\n")[0] + "\n")
        (tmp_path / name).write_text(rows, encoding="utf-8")
    (found,) = AREAS[area](load_annotator(DEFAULT_MODEL, tmp_path), [case])
    assert fit(found, case.rows) == case.rows


def test_there_are_as_many_as_the_page_says():
    assert len(CHANGES) == 5
