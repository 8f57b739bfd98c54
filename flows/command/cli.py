"""The `onrecord` command: reads arguments, calls the stages, prints."""

from __future__ import annotations

import codecs
import json
import sys
from collections.abc import Iterator
from contextlib import contextmanager, nullcontext
from dataclasses import asdict
from pathlib import Path
from typing import TYPE_CHECKING, Annotated, NoReturn

import typer
from rich.console import Console

from flows.command import printing
from flows.settings import Settings, collect_seldom, find_prefect_api, read_settings

if TYPE_CHECKING:
    from flows.sources import SourceOptions

app = typer.Typer(
    name="onrecord",
    help="Who said what, about how much money, on the record: news text in, tables out.",
    epilog="Example: onrecord run seeds/articles && onrecord sql 'SELECT speaker_text, text FROM quotes LIMIT 5'",
    no_args_is_help=True,
    add_completion=False,
    pretty_exceptions_enable=False,
    rich_markup_mode=None,
)
Data = Annotated[Path, typer.Option("--data", help="Directory that holds lake/ and onrecord.duckdb.")]
Json = Annotated[bool, typer.Option("--json", help="End with the counts as one JSON object on standard output.")]
Strict = Annotated[bool, typer.Option("--strict", help="Fail (exit code 1) when anything was rejected.")]
Quiet = Annotated[bool, typer.Option("--quiet", help="No progress.")]
Workers = Annotated[int | None, typer.Option(help="Worker processes [default: one per core].", min=1)]
Sources = Annotated[list[str], typer.Argument(help="Files, folders, globs or URLs.", show_default=False)]
Columns = Annotated[
    list[str] | None,
    typer.Option("--column", help="OURS=THEIRS: which column or key holds a field, such as text=body. Repeatable."),
]
Encoding = Annotated[str | None, typer.Option(help="Encoding of text files [default: UTF-8, else as the bytes show].")]
AllowPrivate = Annotated[
    bool, typer.Option("--allow-private", help="Let addresses of this machine and its network be fetched.")
]
DEFAULT_DATA = Path("data")
SHOWN_OF_HIT = 200  # characters


@app.command(epilog="Example: onrecord run seeds/articles --data data")
def run(
    sources: Annotated[list[str] | None, typer.Argument(help="Files, folders, globs or URLs.")] = None,
    data: Data = DEFAULT_DATA,
    as_json: Json = False,
    strict: Strict = False,
    quiet: Quiet = False,
    workers: Workers = None,
    columns: Columns = None,
    encoding: Encoding = None,
    allow_private: AllowPrivate = False,
    reprocess: Annotated[
        bool, typer.Option(help="Annotate stored text again where rules or model changed, and report what differs.")
    ] = False,
    prefect: Annotated[
        bool | None, typer.Option(help="Run as a Prefect flow [default: when a Prefect API is configured].")
    ] = None,
) -> None:
    """Take articles in, annotate them, and load the tables: the main job."""
    from flows.orchestration.leaving import leave_in_time
    from flows.stages.ingest import check_asked

    try:
        check_asked(sources or [], reprocess)
    except ValueError as error:
        _fail(2, str(error))
    use_prefect = prefect if prefect is not None else find_prefect_api() is not None
    with leave_in_time() if use_prefect else nullcontext():
        if reprocess:
            _reprocess(data, as_json, quiet, workers, use_prefect)
        options = _options(data, columns, encoding, allow_private)
        _run_stages(
            sources or [], data, as_json, strict, quiet, workers, use_prefect, ("ingest", "transform", "load"), options
        )


@app.command(epilog="Example: onrecord ingest 'news/*.txt' --data data")
def ingest(
    sources: Sources,
    data: Data = DEFAULT_DATA,
    as_json: Json = False,
    strict: Strict = False,
    quiet: Quiet = False,
    columns: Columns = None,
    encoding: Encoding = None,
    allow_private: AllowPrivate = False,
) -> None:
    """Take articles in; the next stage is `onrecord transform`."""
    options = _options(data, columns, encoding, allow_private)
    _run_stages(sources, data, as_json, strict, quiet, 1, False, ("ingest",), options)


@app.command(epilog="Example: onrecord transform --workers 2")
def transform(data: Data = DEFAULT_DATA, as_json: Json = False, quiet: Quiet = False, workers: Workers = None) -> None:
    """Annotate the articles that are due; the next stage is `onrecord load`."""
    _run_stages([], data, as_json, False, quiet, workers, False, ("transform",))


@app.command(epilog="Example: onrecord load --data data")
def load(data: Data = DEFAULT_DATA, as_json: Json = False, quiet: Quiet = False) -> None:
    """Link the corpus and build onrecord.duckdb from the lake."""
    _run_stages([], data, as_json, False, quiet, 1, False, ("load",))


@app.command(epilog="""Example: onrecord sql "SELECT name, kind FROM entities LIMIT 5" --format csv""")
def sql(
    query: Annotated[str, typer.Argument(help="One SELECT over the tables and views.")],
    data: Data = DEFAULT_DATA,
    form: Annotated[str, typer.Option("--format", help="table, csv, json or parquet.")] = "table",
    limit: Annotated[int, typer.Option(help="Rows shown at most.", min=1)] = 10_000,
    seconds: Annotated[float, typer.Option(help="Time allowed.", min=0.1)] = 60.0,
) -> None:
    """Ask the warehouse: read-only SQL."""
    import duckdb

    from warehouse.database.database import QueryStopped, run_query

    if form not in printing.FORMATS:
        _fail(2, f"--format must be one of {', '.join(printing.FORMATS)}, not {form!r}")
    _need_database(data)
    try:
        result = run_query(data / "onrecord.duckdb", query, limit, seconds)
    except (duckdb.Error, QueryStopped) as error:
        _fail(1, str(error))
    printing.print_rows(result, form)
    if result.is_cut:
        sys.stderr.write(f"onrecord: only the first {limit:,} rows are shown; --limit shows more\n")


@app.command(epilog="Example: onrecord show harbour-wage-deal")
def show(
    article: Annotated[str, typer.Argument(help="An article_id or source_id (its newest revision).")],
    data: Data = DEFAULT_DATA,
) -> None:
    """Show an article with entities, quotes and claims marked."""
    from flows.command.showing import show_article

    _need_database(data)
    if not show_article(data / "onrecord.duckdb", article, Console()):
        _fail(1, f"no article {article!r} in {data}; try: onrecord sql 'SELECT source_id, headline FROM articles'")


@app.command(epilog="Example: onrecord search 'strike pay' --in articles")
def search(
    words: Annotated[str, typer.Argument(help="Words; those that hold more of them come first.")],
    data: Data = DEFAULT_DATA,
    kind: Annotated[str, typer.Option("--in", help="quotes or articles.")] = "quotes",
    limit: Annotated[int, typer.Option(help="Rows shown at most.", min=1)] = 20,
) -> None:
    """Find quotes or articles by their words."""
    from warehouse.database.database import QueryResult
    from warehouse.database.searching import KINDS
    from warehouse.database.searching import search as search_for

    if kind not in KINDS:
        _fail(2, f"--in must be one of {', '.join(KINDS)}, not {kind!r}")
    _need_database(data)
    found = search_for(data / "onrecord.duckdb", words, kind, limit)
    rows = [(hit.row_id, round(hit.score, 2), " ".join(hit.text.split())[:SHOWN_OF_HIT]) for hit in found.hits]
    printing.print_rows(QueryResult([KINDS[kind], "score", "text"], [], rows, False), "table")


@app.command(epilog="Example: onrecord export xlsx --to tables.xlsx --table quotes --table money_ledger")
def export(
    form: Annotated[
        str,
        typer.Argument(
            metavar="FORMAT", help="csv, safe-csv (for spreadsheets), xlsx, parquet, sqlite, postgres, delta, iceberg."
        ),
    ],
    to: Annotated[
        str, typer.Option("--to", help="Folder, file, or for postgres a connection string [default: in --data].")
    ] = "",
    table: Annotated[list[str] | None, typer.Option(help="A table or view; may be repeated [default: all].")] = None,
    data: Data = DEFAULT_DATA,
) -> None:
    """Hand tables and views to other programs; what an earlier export wrote is replaced."""
    from warehouse.exporting import FORMATS, ExportError, count_formulas
    from warehouse.exporting import export as export_to

    if form not in FORMATS:
        _fail(2, f"FORMAT must be one of {', '.join(FORMATS)}, not {form!r}")
    if form == "postgres" and not to:
        _fail(2, "postgres needs --to, a connection string such as postgresql://user@host/database")
    _need_database(data)
    target = to or str(data / "export" / ("onrecord." + form if form in ("xlsx", "sqlite") else form))
    try:
        counts = export_to(data / "onrecord.duckdb", form, target, table or ())
    except ExportError as error:
        _fail(1, str(error))
    printing.print_counts(Console(), f"to {target if form != 'postgres' else 'postgres'}", counts)
    risky = count_formulas(data / "onrecord.duckdb", table or ()) if form == "csv" else 0
    if risky:
        typer.echo(f"{risky:,} cells would be formulas in a spreadsheet: for one, export xlsx or safe-csv", err=True)


@app.command(epilog="Example: onrecord forget harbour-wage-deal")
def forget(
    article: Annotated[str, typer.Argument(help="A source_id (every revision) or an article_id.")],
    data: Data = DEFAULT_DATA,
) -> None:
    """Remove an article and everything derived from it, from lake and warehouse."""
    from flows.command.progress import watch
    from flows.stages.withdraw import forget_article

    _need_database(data)
    settings = _settings(data, 1)
    with _explained(settings), watch() as reporter:
        removed = forget_article(settings, article, reporter)
    if not removed:
        _fail(1, f"no article {article!r} in {data}; try: onrecord sql 'SELECT source_id, headline FROM articles'")
    printing.print_counts(Console(), f"removed with {article}", removed)


@app.command(epilog="Example: onrecord ui --port 8400")
def ui(
    data: Data = DEFAULT_DATA,
    host: Annotated[str, typer.Option(help="Address to listen on.")] = "127.0.0.1",
    port: Annotated[int, typer.Option(help="Port to listen on.")] = 8400,
    allow_remote: Annotated[
        bool, typer.Option("--allow-remote", help="Let other machines in; there is no log-in.")
    ] = False,
) -> None:
    """Look at the warehouse in a browser, until interrupted."""
    from explorer.server import serve as serve_explorer

    typer.echo(f"the explorer is at http://{host}:{port} (stop it with Ctrl-C)", err=True)
    try:
        serve_explorer(data, host, port, allow_remote=allow_remote)
    except ValueError as error:
        _fail(2, str(error))


@app.command(epilog="Example: onrecord report --out report")
def report(
    out: Annotated[Path, typer.Option(help="Folder the pages are written to.")],
    data: Data = DEFAULT_DATA,
) -> None:
    """Write the explorer's pages as files that open from disk."""
    from explorer.report import write_report

    try:
        pages = write_report(data, out)
    except FileNotFoundError as error:
        _fail(1, str(error))
    typer.echo(f"{pages:,} pages; open {out / 'index.html'}")


@app.command(epilog="Example: onrecord serve news/ --every '15 minutes'")
def serve(
    sources: Annotated[list[str] | None, typer.Argument(help="Files, folders, globs or URLs.")] = None,
    data: Data = DEFAULT_DATA,
    config: Annotated[
        Path | None, typer.Option("--config", help="Several sources with schedules of their own: a sources.toml.")
    ] = None,
    cron: Annotated[str | None, typer.Option(help="When, as five cron fields, such as '0 6 * * *'.")] = None,
    every: Annotated[str | None, typer.Option(help="How often, such as '15 minutes' or '6h'.")] = None,
    name: Annotated[str, typer.Option(help="Name of the deployment.")] = "news",
    workers: Workers = None,
    port: Annotated[int, typer.Option(help="Port of the Prefect server that is started if none is configured.")] = 4200,
    alert: Annotated[
        str | None, typer.Option(help="URL that gets a POST when a run fails or takes nothing in.")
    ] = None,
) -> None:
    """Take sources in on schedule, as Prefect deployments, until interrupted."""
    from flows.orchestration.prefect_server import ServerError
    from flows.orchestration.schedules import ScheduleError, read_options
    from flows.orchestration.serve import AlreadyServedError, serve_schedules

    settings = _settings(data, workers)
    try:
        schedules = read_options(config, sources or [], name, cron, every, workers)
        with _explained(settings):
            serve_schedules(schedules, data, port, lambda words: typer.echo(words, err=True), alert)
    except ScheduleError as error:
        _fail(2, str(error))
    except (AlreadyServedError, ServerError) as error:
        _fail(1, str(error))


def _run_stages(
    sources: list[str],
    data: Path,
    as_json: bool,
    strict: bool,
    quiet: bool,
    workers: int | None,
    use_prefect: bool,
    stages: tuple[str, ...],
    options: SourceOptions | None = None,
) -> None:
    from flows.command.progress import watch
    from flows.sources import SourceOptions
    from flows.stages.engine import DirectEngine, Engine
    from flows.stages.run import run_job

    options = options or SourceOptions()
    settings = _settings(data, workers)
    with _explained(settings), watch(quiet) as reporter:
        engine: Engine
        if use_prefect:
            from flows.orchestration.prefect_flow import run_flow

            result = run_flow(settings, sources, options, reporter)
        else:
            if "transform" in stages and not quiet:
                reporter.say("running directly (no Prefect API is configured)")
            engine = DirectEngine()
            result = run_job(settings, sources, options, reporter, engine, stages)
    printing.print_result(Console(stderr=as_json), result, settings, stages)
    if as_json:
        sys.stdout.write(json.dumps(result.as_counts()) + "\n")
    taken = result.counts.new + result.counts.revised + result.counts.unchanged
    nothing = "ingest" in stages and not taken
    raise typer.Exit(1 if nothing or (strict and (result.counts.rejected or result.unannotated)) else 0)


def _reprocess(data: Path, as_json: bool, quiet: bool, workers: int | None, use_prefect: bool) -> NoReturn:
    from flows.command.progress import watch
    from flows.stages.reprocess import find_report, reprocess

    settings = _settings(data, workers)
    with _explained(settings), watch(quiet) as reporter:
        if use_prefect:
            from flows.orchestration.prefect_flow import reprocess_flow

            result, differences = reprocess_flow(settings)
            report = find_report(settings, result.run_id)
        else:
            result, differences, report = reprocess(settings, reporter)
    printing.print_result(Console(stderr=as_json), result, settings, ("transform", "load"))
    printing.print_differences(Console(stderr=as_json), differences, report)
    if as_json:
        found = [asdict(difference) for difference in differences]
        sys.stdout.write(json.dumps({**result.as_counts(), "differences": found}) + "\n")
    raise typer.Exit(0)


def _options(data: Path, columns: list[str] | None, encoding: str | None, allow_private: bool) -> SourceOptions:
    from flows.sources.items import FIELDS
    from flows.stages.ingest import choose_options

    pairs = [words.partition("=")[::2] for words in columns or []]
    for ours, theirs in pairs:
        if ours not in FIELDS or not theirs:
            _fail(2, f"--column takes OURS=THEIRS, where OURS is one of {', '.join(FIELDS)}; got {ours!r}={theirs!r}")
    try:
        codecs.lookup(encoding or "utf-8")
    except LookupError:
        _fail(2, f"--encoding: there is no encoding {encoding!r}")
    return choose_options(_settings(data, None), dict(pairs), encoding, allow_private)


def _settings(data: Path, workers: int | None) -> Settings:
    try:
        return read_settings(data, workers)
    except ValueError as error:
        _fail(2, str(error))


@contextmanager
def _explained(settings: Settings) -> Iterator[None]:
    """Turns the failures a person can mend into one sentence and exit code 1."""
    from flows.command.failures import MENDABLE, explain, stop_as_interrupt

    stop_as_interrupt()
    try:
        yield
    except MENDABLE as error:
        _fail(1, explain(error, settings))


def _need_database(data: Path) -> None:
    if not (data / "onrecord.duckdb").exists():
        _fail(1, f"there is no warehouse in {data} yet; make one with: onrecord run SOURCE --data {data}")


def _fail(code: int, words: str) -> NoReturn:
    sys.stderr.write(f"onrecord: {words}\n")
    raise typer.Exit(code)


def main() -> None:
    """The entry point of the `onrecord` command."""
    collect_seldom()
    app()


if __name__ == "__main__":
    main()
