"""Parts that are installed on request: each is declared, and its absence is said in a sentence."""

from __future__ import annotations

import re
import sys
import tomllib
from pathlib import Path

import pytest

from flows.extras import EXTRAS
from flows.sources import read_sources
from flows.sources.items import Reject
from warehouse.exporting import FORMATS, export

ROOT = Path(__file__).resolve().parents[2]
DISTRIBUTIONS = {"docx": "python-docx"}


def test_every_package_stands_in_the_extra_that_is_named():
    declared = tomllib.loads((ROOT / "pyproject.toml").read_text(encoding="utf-8"))["project"]["optional-dependencies"]
    named = {extra: {re.split(r"[\[<>=]", line)[0] for line in lines} for extra, lines in declared.items()}
    for package, extra in EXTRAS.items():
        assert DISTRIBUTIONS.get(package, package.replace("_", "-")) in named[extra]
    assert set(EXTRAS.values()) == set(named) - {"all", "search"}  # search is a part of DuckDB, not a package


@pytest.mark.parametrize(
    ("package", "module", "name"),
    [
        ("trafilatura", "flows.sources.pages", "a.html"),
        ("feedparser", "flows.sources.feeds", "a.rss"),
        ("warcio.exceptions", "flows.sources.warcs", "a.warc"),
        ("docx", None, "a.docx"),
        ("striprtf.striprtf", None, "a.rtf"),
    ],
)
def test_a_file_that_needs_a_missing_package_is_rejected_with_what_to_install(
    package, module, name, tmp_path, monkeypatch
):
    monkeypatch.setitem(sys.modules, package, None)
    if module:
        monkeypatch.delitem(sys.modules, module, raising=False)
    (tmp_path / name).write_bytes(b"words")
    (tmp_path / "b.txt").write_text("The pier opened on Monday, the mayor said.", encoding="utf-8")
    found = list(read_sources([str(tmp_path)]))
    assert [type(each) is Reject for each in found] == [True, False]
    extra = EXTRAS[package.partition(".")[0]]
    assert f"pip install 'onrecord[{extra}]'" in found[0].error


def test_a_form_whose_package_is_missing_leaves_the_others(tour, tmp_path, monkeypatch):
    monkeypatch.setitem(sys.modules, "xlsxwriter", None)
    for module in ("workbook", "spreadsheet"):
        monkeypatch.delitem(sys.modules, f"warehouse.exporting.{module}", raising=False)
    assert "xlsx" in FORMATS
    with pytest.raises(ModuleNotFoundError):
        export(tour, "xlsx", str(tmp_path / "a.xlsx"))
    assert export(tour, "csv", str(tmp_path / "csv"), ["quotes"])["quotes"] > 0
