"""The commands that ask the warehouse: sql, show, search."""

from __future__ import annotations

import sys

from rich.console import Console

from flows.command import printing
from flows.command.arguments import SearchArguments, ShowArguments, SqlArguments
from flows.command.ending import fail, need_database, writing_out
from transforms.documents.masking import mask_id
from warehouse.wording import show_count

SHOWN_OF_HIT = 200  # characters


def ask(given: SqlArguments) -> None:
    """Of `onrecord sql`."""
    from warehouse.database.limited import QueryFailed, ask_limited
    from warehouse.database.querying import QueryStopped

    if given.form not in printing.FORMATS:
        fail(2, f"--format must be one of {', '.join(printing.FORMATS)}, not {given.form!r}")
    if given.form == "parquet" and sys.stdout.isatty():
        fail(2, "Parquet is not for a screen: send it to a file with > rows.parquet")
    database = need_database(given)
    try:
        result = ask_limited(database, given.query, given.limit, given.seconds)
    except (QueryFailed, QueryStopped) as error:
        fail(1, str(error))
    with writing_out():
        printing.print_rows(result, given.form)
    if result.is_cut:
        sys.stderr.write(f"onrecord: cut off after {show_count(given.limit, 'row')}; --limit shows more\n")


def show_one(given: ShowArguments) -> None:
    """Of `onrecord show`."""
    from flows.command.showing import show_article

    database = need_database(given)
    if given.html:
        from explorer.single import write_single

        page = write_single(database.parent, mask_id(given.article))  # as documents are known
        if page is None:
            fail_unknown(given.article, database.parent)
        with writing_out():
            sys.stdout.write(f"{page}\n")
        return
    if not show_article(database, given.article, Console()):
        fail_unknown(given.article, database.parent)


def find(given: SearchArguments) -> None:
    """Of `onrecord search`."""
    from warehouse.database.querying import QueryResult
    from warehouse.database.searching import KINDS, search

    if given.kind not in KINDS:
        fail(2, f"--in must be one of {', '.join(KINDS)}, not {given.kind!r}")
    found = search(need_database(given), given.words, given.kind, given.limit)
    rows = [(hit.row_id, round(hit.score, 2), " ".join(hit.text.split())[:SHOWN_OF_HIT]) for hit in found.hits]
    printing.print_rows(QueryResult([KINDS[given.kind], "score", "text"], [], rows, False), "table")


def fail_unknown(article: str, data: object) -> None:
    """Ends the command: no article has this id."""
    fail(1, f"no article {article!r} in {data}; try: onrecord sql 'SELECT source_id, headline FROM articles'")
