"""The arguments and options of the commands, declared once where several commands have them."""

from __future__ import annotations

import inspect
from collections.abc import Callable
from dataclasses import MISSING, dataclass, fields
from pathlib import Path
from typing import Annotated, Any, get_type_hints

import typer


def spread(command: Callable[[Any], None]) -> Callable[..., None]:
    """Lets typer see each field of the command's one argument, a dataclass, as an argument or option of its own."""
    kind = next(hint for name, hint in get_type_hints(command).items() if name != "return")
    hints = get_type_hints(kind, include_extras=True)

    def run(**given: Any) -> None:
        command(kind(**given))

    run.__name__, run.__doc__ = command.__name__, command.__doc__
    parameters = [
        inspect.Parameter(
            field.name,
            inspect.Parameter.KEYWORD_ONLY,
            default=inspect.Parameter.empty if field.default is MISSING else field.default,
            annotation=hints[field.name],
        )
        for field in fields(kind)
    ]
    run.__signature__ = inspect.Signature(parameters)  # type: ignore[attr-defined]
    run.__annotations__ = {field.name: hints[field.name] for field in fields(kind)}
    return run


@dataclass(frozen=True, kw_only=True)
class DataArguments:
    """Where the tables are."""

    data: Annotated[
        Path | None, typer.Option("--data", help="Directory that holds lake/ and onrecord.duckdb [default: data].")
    ] = None


@dataclass(frozen=True, kw_only=True)
class SeedArguments(DataArguments):
    """Whose words are used besides the program's own."""

    seeds: Annotated[
        Path | None, typer.Option("--seeds", help="Folder of your own words and corrections [default: DATA/seeds].")
    ] = None


@dataclass(frozen=True, kw_only=True)
class StageArguments(SeedArguments):
    """How a stage tells what it does."""

    as_json: Annotated[
        bool, typer.Option("--json", help="End with the counts as one JSON object on standard output.")
    ] = False
    quiet: Annotated[bool, typer.Option("--quiet", help="No progress.")] = False


@dataclass(frozen=True, kw_only=True)
class LoadArguments(StageArguments):
    """Of `onrecord load`."""

    full: Annotated[
        bool, typer.Option("--full", help="Link and build everything anew, whatever changed; the tables are the same.")
    ] = False


@dataclass(frozen=True, kw_only=True)
class WorkerArguments(StageArguments):
    """How many processes annotate."""

    workers: Annotated[int | None, typer.Option(help="Worker processes [default: one per core].", min=1)] = None


@dataclass(frozen=True, kw_only=True)
class SourceArguments:
    """How sources are read."""

    strict: Annotated[bool, typer.Option("--strict", help="Fail (exit code 1) when anything was rejected.")] = False
    columns: Annotated[
        list[str] | None,
        typer.Option("--column", help="OURS=THEIRS: which column or key holds a field, such as text=body. Repeatable."),
    ] = None
    encoding: Annotated[
        str | None, typer.Option(help="Encoding of text files [default: UTF-8, else as the bytes show].")
    ] = None
    shape: Annotated[
        str | None, typer.Option("--shape", help="The shape records are in, by its name [default: as they look].")
    ] = None
    date_format: Annotated[
        str | None, typer.Option("--date-format", help="Of the dates, such as %d/%m/%Y [default: as they look].")
    ] = None
    id_space: Annotated[
        str | None, typer.Option("--id-space", help="Ids of one space mean the same documents in every file.")
    ] = None
    publisher: Annotated[str | None, typer.Option("--publisher", help="Of articles that name none.")] = None
    currency: Annotated[
        str | None, typer.Option("--currency", help="What a bare $ or Rs means at the paper's home, such as CAD.")
    ] = None
    since: Annotated[
        str | None, typer.Option("--since", help="Leave out what lists date before this day, such as 2024-03-01.")
    ] = None
    limit: Annotated[int | None, typer.Option("--limit", help="Follow at most so many links of each list.", min=1)] = (
        None
    )
    allow_private: Annotated[
        list[str] | None,
        typer.Option(
            "--allow-private",
            metavar="HOST",
            help="Let a host or network that is not public be fetched, such as wiki.local or 10.1.0.0/16. Repeatable.",
        ),
    ] = None
    cache: Annotated[Path | None, typer.Option("--cache", help="Folder of fetched pages [default: DATA/cache].")] = None


@dataclass(frozen=True, kw_only=True)
class IngestArguments(StageArguments, SourceArguments):
    """Of `onrecord ingest`."""

    sources: Annotated[list[str], typer.Argument(help="Files, folders, globs or URLs.", show_default=False)]


@dataclass(frozen=True, kw_only=True)
class RunArguments(WorkerArguments, SourceArguments):
    """Of `onrecord run`."""

    sources: Annotated[list[str] | None, typer.Argument(help="Files, folders, globs or URLs.")] = None
    reprocess: Annotated[
        bool, typer.Option(help="Annotate stored text again where rules or model changed, and report what differs.")
    ] = False
    prefect: Annotated[
        bool | None, typer.Option(help="Run as a Prefect flow [default: when a Prefect API is configured].")
    ] = None


@dataclass(frozen=True, kw_only=True)
class SqlArguments(DataArguments):
    """Of `onrecord sql`."""

    query: Annotated[str, typer.Argument(help="One SELECT over the tables and views.")]
    form: Annotated[str, typer.Option("--format", help="table, csv, json or parquet.")] = "table"
    limit: Annotated[int, typer.Option(help="Rows shown at most.", min=1)] = 10_000
    seconds: Annotated[float, typer.Option(help="Time allowed.", min=0.1)] = 60.0


@dataclass(frozen=True, kw_only=True)
class ShowArguments(DataArguments):
    """Of `onrecord show`."""

    article: Annotated[str, typer.Argument(help="An article_id or source_id (its newest revision).")]
    html: Annotated[bool, typer.Option("--html", help="Print it as one HTML page, to keep or to mail.")] = False


@dataclass(frozen=True, kw_only=True)
class SearchArguments(DataArguments):
    """Of `onrecord search`."""

    words: Annotated[str, typer.Argument(help="Words; those that hold more of them come first.")]
    kind: Annotated[str, typer.Option("--in", help="quotes or articles.")] = "quotes"
    limit: Annotated[int, typer.Option(help="Rows shown at most.", min=1)] = 20


@dataclass(frozen=True, kw_only=True)
class ExportArguments(DataArguments):
    """Of `onrecord export`."""

    form: Annotated[
        str,
        typer.Argument(
            metavar="FORMAT",
            help="csv, safe-csv (for spreadsheets), xlsx (to read), xlsx-full (every table), parquet, sqlite, "
            "duckdb (for DuckDB 1.2 and newer), postgres, delta, iceberg.",
        ),
    ]
    to: Annotated[
        str, typer.Option("--to", help="Folder, file, or for postgres a connection string [default: in --data].")
    ] = ""
    table: Annotated[list[str] | None, typer.Option(help="A table or view; may be repeated [default: all].")] = None
    schema: Annotated[str, typer.Option(help="For postgres: the schema written to.")] = "onrecord"


@dataclass(frozen=True, kw_only=True)
class ForgetArguments(SeedArguments):
    """Of `onrecord forget`."""

    article: Annotated[str, typer.Argument(help="A source_id (every revision) or an article_id.")]
    allow: Annotated[
        bool, typer.Option("--allow", help="Let an article that was forgotten by this id be taken in again.")
    ] = False


@dataclass(frozen=True, kw_only=True)
class DoctorArguments(SeedArguments):
    """Of `onrecord doctor`."""

    repair: Annotated[bool, typer.Option("--repair", help="Mend what is wrong, and say what was done.")] = False


@dataclass(frozen=True, kw_only=True)
class UiArguments(DataArguments):
    """Of `onrecord ui`."""

    host: Annotated[str, typer.Option(help="Address to listen on.")] = "127.0.0.1"
    port: Annotated[int, typer.Option(help="Port to listen on.")] = 8400
    allow_remote: Annotated[bool, typer.Option("--allow-remote", help="Let other machines in; there is no log-in.")] = (
        False
    )


@dataclass(frozen=True, kw_only=True)
class ReportArguments(DataArguments):
    """Of `onrecord report`."""

    out: Annotated[Path, typer.Option(help="Folder the pages are written to.")]
    since: Annotated[str, typer.Option(help="Pages for articles published from this day on: 2018-05-04.")] = ""
    newest: Annotated[int, typer.Option(help="Pages for so many of the newest articles.", min=1)] = 2_000
    top: Annotated[int, typer.Option(help="Pages for so many people, organizations, ..., the most named.", min=1)] = (
        1_000_000
    )


@dataclass(frozen=True, kw_only=True)
class ServeArguments(SeedArguments):
    """Of `onrecord serve`."""

    sources: Annotated[list[str] | None, typer.Argument(help="Files, folders, globs or URLs.")] = None
    config: Annotated[
        Path | None, typer.Option("--config", help="Several sources with schedules of their own: a sources.toml.")
    ] = None
    cron: Annotated[str | None, typer.Option(help="When, as five cron fields, such as '0 6 * * *'.")] = None
    every: Annotated[str | None, typer.Option(help="How often, such as '15 minutes' or '6h'.")] = None
    name: Annotated[str, typer.Option(help="Name of the deployment.")] = "news"
    workers: Annotated[int | None, typer.Option(help="Worker processes [default: one per core].", min=1)] = None
    port: Annotated[int, typer.Option(help="Port of the Prefect server that is started if none is configured.")] = 4200
    alert: Annotated[str | None, typer.Option(help="URL that gets a POST when a run fails or takes nothing in.")] = None
