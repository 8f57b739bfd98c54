"""The `onrecord` command: each command reads its arguments, calls one function of ours, and prints."""

from __future__ import annotations

import atexit
import gc
import os
from typing import Annotated

import typer

from flows.command import arguments as a
from flows.command.arguments import spread
from flows.command.processor import sort_by_narrow_vectors
from flows.settings import collect_seldom

app = typer.Typer(
    name="onrecord",
    help="Who said what, about how much money, on the record: news text in, tables out.",
    epilog="Example: onrecord run seeds/articles && onrecord sql 'SELECT speaker_text, text FROM quotes LIMIT 5'",
    no_args_is_help=True,
    pretty_exceptions_enable=False,
    rich_markup_mode=None,
)


def show_version(asked: bool) -> None:
    """Prints the program's version and ends."""
    if asked:
        from transforms.version import PIPELINE_VERSION

        typer.echo(f"onrecord {PIPELINE_VERSION}")
        raise typer.Exit


@app.callback()
def root(
    version: Annotated[
        bool, typer.Option("--version", help="Print the version and end.", callback=show_version, is_eager=True)
    ] = False,
) -> None:
    """Who said what, about how much money, on the record: news text in, tables out."""


@app.command(epilog="Example: onrecord run seeds/articles --data data")
@spread
def run(given: a.RunArguments) -> None:
    """Take articles in, annotate them, and load the tables: the main job."""
    sort_by_narrow_vectors()
    from flows.command.running import run_all

    run_all(given)


@app.command(epilog="Example: onrecord ingest 'news/*.txt' --data data")
@spread
def ingest(given: a.IngestArguments) -> None:
    """Take articles in; the next stage is `onrecord transform`."""
    from flows.command.running import run_ingest

    run_ingest(given)


@app.command(epilog="Example: onrecord transform --workers 2")
@spread
def transform(given: a.WorkerArguments) -> None:
    """Annotate the articles that are due; the next stage is `onrecord load`."""
    from flows.command.running import run_stage

    run_stage(given, "transform")


@app.command(epilog="Example: onrecord load --data data")
@spread
def load(given: a.LoadArguments) -> None:
    """Link the corpus and build onrecord.duckdb from the lake."""
    os.environ.setdefault("OPENBLAS_NUM_THREADS", "1")  # no matrices here, and threads cost time while they wait
    sort_by_narrow_vectors()
    from flows.command.running import run_stage

    run_stage(given, "load", given.full)


@app.command(epilog="""Example: onrecord sql "SELECT name, kind FROM entities LIMIT 5" --format csv""")
@spread
def sql(given: a.SqlArguments) -> None:
    """Ask the warehouse: read-only SQL."""
    from flows.command.asking import ask

    ask(given)


@app.command(epilog="Example: onrecord show harbour-wage-deal")
@spread
def show(given: a.ShowArguments) -> None:
    """Show an article with entities, quotes and claims marked."""
    from flows.command.asking import show_one

    show_one(given)


@app.command(epilog="Example: onrecord search 'strike pay' --in articles")
@spread
def search(given: a.SearchArguments) -> None:
    """Find quotes or articles by their words."""
    from flows.command.asking import find

    find(given)


@app.command(epilog="Example: onrecord export xlsx --to tables.xlsx --table quotes --table money_ledger")
@spread
def export(given: a.ExportArguments) -> None:
    """Hand tables and views to other programs; what an earlier export wrote is replaced."""
    from flows.command.handing import hand_over

    hand_over(given)


@app.command(epilog="Example: onrecord forget harbour-wage-deal")
@spread
def forget(given: a.ForgetArguments) -> None:
    """Remove an article and everything derived from it, and keep it out."""
    from flows.command.handing import forget_one

    forget_one(given)


@app.command(epilog="Example: onrecord doctor --repair")
@spread
def doctor(given: a.DoctorArguments) -> None:
    """Look a data directory over for damage, and mend it with --repair."""
    from flows.command.looking_over import look_over

    look_over(given)


@app.command(epilog="Example: onrecord ui --port 8400")
@spread
def ui(given: a.UiArguments) -> None:
    """Look at the warehouse in a browser, until interrupted."""
    from flows.command.handing import open_explorer

    open_explorer(given)


@app.command(epilog="Example: onrecord report --out report")
@spread
def report(given: a.ReportArguments) -> None:
    """Write the explorer's pages as files that open from disk."""
    from flows.command.handing import write_pages

    write_pages(given)


@app.command(epilog="Example: onrecord serve news/ --every '15 minutes'")
@spread
def serve(given: a.ServeArguments) -> None:
    """Take sources in on schedule, as Prefect deployments, until interrupted."""
    from flows.command.running import serve_sources

    serve_sources(given)


def main() -> None:
    """The entry point of the `onrecord` command."""
    from flows.command.ending import told_in_words

    collect_seldom()
    atexit.register(gc.freeze)  # or Python would look through all that lasts once more before it ends
    with told_in_words():
        app()


if __name__ == "__main__":
    main()
