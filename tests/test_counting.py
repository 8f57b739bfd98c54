"""One is one thing, two are things: every message that counts does it in the one home of counting words."""

import io
import re
from pathlib import Path

import pytest
from rich.console import Console

from flows.command.printing import print_result
from flows.progress import Lines
from flows.settings import Settings
from flows.stages.ingest import IngestCounts
from flows.stages.record import RunResult

ROOT = Path(__file__).resolve().parent.parent
THINGS = (
    "article|row|document|batche|cell|file|run|decision|statement|page|source|record|text|reject|quote|word|process"
)
# a number of things in an f-string; names in capitals are constants above one
COUNTED = re.compile(rf"\{{(?![A-Z_]+[:}}])[^{{}}]*\}} (?:{THINGS})s\b(?!/)")


@pytest.mark.parametrize("package", ["flows", "warehouse", "onrecord", "explorer"])
def test_no_message_counts_by_itself(package):
    found = [
        f"{path.relative_to(ROOT)}: {line.strip()}"
        for path in sorted((ROOT / package).rglob("*.py"))
        for line in path.read_text(encoding="utf-8").splitlines()
        if COUNTED.search(line)
    ]
    assert not found


def test_a_line_that_counts_by_itself_is_seen():
    assert COUNTED.search('f"{len(lost):,} articles is lost"')
    assert not COUNTED.search('f"More than {MOST_LISTS:,} rows"')


@pytest.mark.parametrize(("number", "words"), [(1, "of 1 article in"), (2, "of 2 articles in")])
def test_the_closing_lines_of_a_run(number, words):
    row = {"source": "news", "shape": "", "field": "byline", "articles": number, "filled": 0, "unread": 0}
    result = RunResult("run_1", IngestCounts(new=number, fields=[row]), annotated=number, words=number, seconds=1.0)
    console = Console(file=io.StringIO(), width=200)
    print_result(console, result, Settings(Path("data")), ("ingest", "transform", "load"))
    said = console.file.getvalue()
    assert words in said
    noun = "" if number == 1 else "s"
    assert f"{number} article{noun}, {number} word{noun} annotated in" in said


def test_lines_of_progress(capsys):
    lines = Lines()
    lines.begin("transform", 1)
    lines.begin("transform", 1_000)
    said = capsys.readouterr().err
    assert "transform: 1 article\n" in said
    assert "transform: 1,000 articles\n" in said
