"""Documents that cannot lie: answers, commands, links and Makefile targets named in them are checked."""

import json
import re
from pathlib import Path

import pytest

from tools.make_docs import ANSWER, ANSWERED, TABLE, describe_commands, fill_answers, fill_shapes
from tools.make_scale import PAGE, PARTS, RESULTS, fill_page

ROOT = Path(__file__).resolve().parent.parent
FOLDERS = [
    "onrecord",
    "flows",
    "transforms",
    "warehouse",
    "explorer",
    "seeds",
    "tests",
    "docs",
    "tools",
    "bench",
    "training",
]
PAGES = sorted([*ROOT.glob("*.md"), *ROOT.glob("docs/*.md"), *ROOT.glob("seeds/*.md")])


@pytest.mark.parametrize("page", ANSWERED, ids=lambda page: page.name)
def test_answers_are_those_of_the_program(page, tour):
    text = page.read_text(encoding="utf-8")
    assert TABLE.search(text) or len(ANSWER.findall(text)) >= 5
    assert len(re.findall(r"^## ", text, flags=re.MULTILINE)) >= 5  # a filled answer swallows nothing
    assert fill_answers(text, tour) == text, "run `make docs`"


def test_command_page_is_the_commands_own_help():
    assert (ROOT / "docs" / "cli.md").read_text(encoding="utf-8") == describe_commands(), "run `make docs`"


def test_scale_page_has_the_figures_last_measured():
    text = PAGE.read_text(encoding="utf-8")
    results = json.loads(RESULTS.read_text(encoding="utf-8"))
    assert len(PARTS.findall(text)) == 4
    assert fill_page(text, results) == text, "run `python -m tools.make_scale`"


@pytest.mark.parametrize("page", PAGES, ids=lambda page: page.name)
def test_links_lead_somewhere(page):
    text = re.sub(r"```.*?```", "", page.read_text(encoding="utf-8"), flags=re.DOTALL)
    targets = re.findall(r"\]\(([^)#\s]+)(?:#[^)]*)?\)", text)
    missing = [t for t in targets if "://" not in t and not (page.parent / t).exists()]
    assert not missing


@pytest.mark.parametrize("page", PAGES, ids=lambda page: page.name)
def test_every_path_that_is_named_exists(page):
    text = re.sub(r"```.*?```", "", page.read_text(encoding="utf-8"), flags=re.DOTALL)
    named = re.findall(rf"`((?:{'|'.join(FOLDERS)})/[\w./-]*)`", text)
    assert [path for path in named if not (ROOT / path).exists()] == []


@pytest.mark.parametrize("page", PAGES, ids=lambda page: page.name)
def test_named_targets_exist(page):
    targets = set(re.findall(r"^([a-z-]+):", (ROOT / "Makefile").read_text(encoding="utf-8"), flags=re.MULTILINE))
    named = set(re.findall(r"`make ([a-z-]+)", page.read_text(encoding="utf-8")))
    assert named <= targets


def test_the_page_on_sources_lists_every_shape():
    text = (ROOT / "docs" / "sources.md").read_text(encoding="utf-8")
    assert fill_shapes(text) == text, "run `make docs`"
    assert "| `newsapi` | NewsAPI |" in text
