"""The commands that hand tables over or take articles out: export, report, ui, forget."""

from __future__ import annotations

import typer
from rich.console import Console

from flows.command import printing
from flows.command.arguments import ExportArguments, ForgetArguments, ReportArguments, UiArguments
from flows.command.asking import fail_unknown
from flows.command.ending import explained, fail, leave_nothing_half_forgotten, need_database, settings_of
from transforms.documents.masking import mask, mask_id
from warehouse.wording import show_count

FILES = {
    "xlsx": "onrecord.xlsx",
    "xlsx-full": "onrecord-full.xlsx",
    "sqlite": "onrecord.sqlite",
    "duckdb": "onrecord-1.2.duckdb",
}


def hand_over(given: ExportArguments) -> None:
    """Of `onrecord export`."""
    from warehouse.exporting import FORMATS, ExportError, count_formulas, export

    if given.form not in FORMATS:
        fail(2, f"FORMAT must be one of {', '.join(FORMATS)}, not {given.form!r}")
    if given.form == "postgres" and not given.to:
        fail(2, "postgres needs --to, a connection string such as postgresql://user@host/database")
    database = need_database(given)
    name = FILES.get(given.form, given.form)
    target = given.to or str(database.parent / "export" / name)
    try:
        counts = export(database, given.form, target, given.table or (), given.schema)
    except ExportError as error:
        fail(1, str(error))
    printing.print_counts(Console(), f"to {mask(target) if given.form != 'postgres' else 'postgres'}", counts)
    risky = count_formulas(database, given.table or ()) if given.form == "csv" else 0
    if risky:
        words = f"{show_count(risky, 'cell')} taken for a formula by a spreadsheet; for one, export xlsx or safe-csv"
        typer.echo(words, err=True)


def forget_one(given: ForgetArguments) -> None:
    """Of `onrecord forget`."""
    from flows.progress import watch
    from flows.stages.withdraw import allow_article, forget_article

    settings, article = settings_of(given), mask_id(given.article)  # as documents are known
    if not settings.data.exists():
        fail_unknown(article, settings.data)
    with explained(settings), watch() as reporter:
        if given.allow:
            allow_one(article, allow_article(settings, article, reporter))
            return
        removed = forget_article(settings, article, reporter)
    if not removed:
        fail_unknown(article, settings.data)
    printing.print_counts(Console(), f"removed with {article}", removed)


def allow_one(article: str, was_forgotten: bool) -> None:
    """Of `onrecord forget --allow`."""
    if not was_forgotten:
        fail(1, f"no article was forgotten by the id {article!r}")
    typer.echo(f"{article} may be taken in again")


def open_explorer(given: UiArguments) -> None:
    """Of `onrecord ui`."""
    from explorer.server import serve

    settings = settings_of(given)
    data = settings.data
    leave_nothing_half_forgotten(settings)
    typer.echo(f"the explorer is at http://{given.host}:{given.port} (stop it with Ctrl-C)", err=True)
    try:
        serve(data, given.host, given.port, allow_remote=given.allow_remote, seeds=settings.own_seeds)
    except ValueError as error:
        fail(2, str(error))


def write_pages(given: ReportArguments) -> None:
    """Of `onrecord report`."""
    from datetime import date

    from explorer.report import Choice, write_report
    from flows.progress import watch
    from warehouse.exporting import ExportError, refuse_own

    database = need_database(given)
    try:
        choice = Choice(date.fromisoformat(given.since) if given.since else None, given.newest, given.top)
    except ValueError:
        fail(2, f"--since is a day like 2018-05-04, not {given.since!r}")
    with watch(unit="page") as reporter:

        def tell(total: int | None) -> None:
            if total is None:
                reporter.advance(1)
            else:
                reporter.begin("report", total)

        try:
            refuse_own(database, str(given.out))
            pages = write_report(database.parent, given.out, choice, tell)
        except ExportError as error:
            fail(1, str(error))
        except OSError as error:
            fail(1, f"cannot write the pages to {given.out}: {error}")
    typer.echo(f"{show_count(pages, 'page')}; open {given.out / 'index.html'}")
