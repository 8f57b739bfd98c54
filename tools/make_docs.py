"""Writes what the documents take from the program itself: `make docs`.

The answers in README.md and docs/questions.md are those of the warehouse made from seeds/articles; docs/cli.md is the
commands' own help. A test regenerates them and finds no difference, so that none can lie.
"""

from __future__ import annotations

import csv
import io
import re
import tempfile
from pathlib import Path

from typer.main import get_command
from typer.testing import CliRunner

from flows.command.cli import app
from flows.progress import Silent
from flows.settings import Settings
from flows.sources import SourceOptions
from flows.stages.run import run_job
from transforms.documents.known_shapes import describe_shapes
from warehouse.database.database import run_query

SHAPES_TABLE = re.compile(r"(<!-- shapes -->)\n.*?\n(<!-- end of shapes -->)", re.DOTALL)
ROOT = Path(__file__).resolve().parent.parent
ANSWERED = (ROOT / "README.md", ROOT / "docs" / "questions.md")
ANSWERED = (ROOT / "README.md", ROOT / "docs" / "questions.md")
TABLE = re.compile(r"<!-- answer to:\n(?P<query>[^>]*?)-->\n\n?(?:\|[^\n]*\n)*")
ANSWER = re.compile(r"```sql\n(?P<query>.*?)```\n+```csv\n(?P<answer>.*?)```", re.DOTALL)


def build_tour(data: Path) -> Path:
    """The warehouse of the sample articles."""
    run_job(Settings(data, workers=1), [str(ROOT / "seeds" / "articles")], SourceOptions(), Silent())
    return data / "onrecord.duckdb"


def answer(database: Path, query: str) -> str:
    """A query's rows as CSV."""
    result = run_query(database, query)
    out = io.StringIO()
    writer = csv.writer(out, lineterminator="\n")
    writer.writerow(result.columns)
    writer.writerows(result.rows)
    return out.getvalue()


def fill_answers(text: str, database: Path) -> str:
    """The document with every answer that follows a query made anew."""

    def fill(match: re.Match[str]) -> str:
        return f"```sql\n{match['query']}```\n\n```csv\n{answer(database, match['query'])}```"

    def tabulate(match: re.Match[str]) -> str:
        return f"<!-- answer to:\n{match['query']}-->\n\n{answer_as_table(database, match['query'])}"

    return TABLE.sub(tabulate, ANSWER.sub(fill, text))


def answer_as_table(database: Path, query: str) -> str:
    """A query's rows as a table of Markdown."""
    result = run_query(database, query)
    lines = [result.columns, ["---"] * len(result.columns), *([show_cell(v) for v in row] for row in result.rows)]
    return "".join(f"| {' | '.join(line)} |\n" for line in lines)


def show_cell(value: object) -> str:
    """A value as a cell of such a table."""
    return "" if value is None else str(value).replace("|", "\\|").replace("\n", " ")


def fill_shapes(text: str) -> str:
    """The page on sources with its table of shapes made anew from their declarations."""
    return SHAPES_TABLE.sub(lambda match: f"{match[1]}\n{describe_shapes()}\n{match[2]}", text)


def describe_commands() -> str:
    """The help of every command, as docs/cli.md."""
    runner = CliRunner()
    env = {"COLUMNS": "100", "TERMINAL_WIDTH": "100", "NO_COLOR": "1"}
    parts = ["# Commands\n\nMade by `make docs` from the commands themselves.\n"]
    parts.append(f"```\n{_tidy(runner.invoke(app, ['--help'], env=env).output)}\n```\n")
    for name in sorted(get_command(app).commands):  # type: ignore[attr-defined]
        shown = runner.invoke(app, [name, "--help"], env=env).output
        parts.append(f"## onrecord {name}\n\n```\n{_tidy(shown)}\n```\n")
    return "\n".join(parts)


def _tidy(words: str) -> str:
    lines = [line.rstrip() for line in words.strip().splitlines()]
    return "\n".join(lines).replace("Usage: root", "Usage: onrecord")


def main() -> None:
    """Writes the answers, docs/cli.md and the shapes in docs/sources.md."""
    with tempfile.TemporaryDirectory() as folder:
        database = build_tour(Path(folder))
        for page in ANSWERED:
            page.write_text(fill_answers(page.read_text(encoding="utf-8"), database), encoding="utf-8")
    (ROOT / "docs" / "cli.md").write_text(describe_commands(), encoding="utf-8")
    sources = ROOT / "docs" / "sources.md"
    sources.write_text(fill_shapes(sources.read_text(encoding="utf-8")), encoding="utf-8")


if __name__ == "__main__":
    main()
