import csv
import os
import re
import shutil
import sqlite3
import subprocess
import tempfile
from decimal import Decimal
from pathlib import Path

import duckdb
import openpyxl
import psycopg
import pytest
from builders import annotation_tables, article_row, link_tables, make_warehouse, run_rows, to_table

from warehouse.database.database import build_warehouse
from warehouse.exporting import ExportError, count_formulas, export
from warehouse.exporting.files import FORMULA
from warehouse.exporting.spreadsheet import CUT, MAX_CELL, fit_cell
from warehouse.lake.lake import Lake
from warehouse.tables import TABLES

DANGEROUS = '=HYPERLINK("http://evil.example";"click")'


@pytest.fixture(scope="module")
def database(tmp_path_factory):
    odd = article_row(
        7, headline=DANGEROUS, byline="+1", publisher="Ünï; \"quoted\", 'Co'\n", text="nul\0 " + "x" * 40_000
    )
    return make_warehouse(tmp_path_factory.mktemp("exported"), range(2), [odd])


def rows_of(database, name):
    with duckdb.connect(str(database), read_only=True) as con:
        con.execute("SET TimeZone = 'UTC'")
        return sorted(con.execute(f"FROM {name}").fetchall(), key=repr)


def test_csv_reads_back_as_the_same_rows(database, tmp_path):
    counts = export(database, "csv", str(tmp_path))
    assert counts["articles"] == 3
    with (tmp_path / "articles.csv").open(encoding="utf-8", newline="") as file:
        rows = list(csv.DictReader(file))
    expected = {row[0]: row for row in rows_of(database, "articles")}
    assert {row["article_id"]: row["publisher"] for row in rows} == {key: row[4] for key, row in expected.items()}
    assert (tmp_path / "most_quoted_people.csv").exists()


def read_csv(path):
    with path.open(encoding="utf-8", newline="") as file:
        return list(csv.DictReader(file))


def without_apostrophe(cell):
    """What docs/bi.md says gives the exact text again."""
    return cell[1:] if re.match(FORMULA.replace("'*", "'+"), cell) else cell


def test_safe_csv_holds_no_formula_and_the_apostrophe_can_be_taken_away_again(database, tmp_path):
    export(database, "csv", str(tmp_path / "plain"))
    export(database, "safe-csv", str(tmp_path / "safe"))
    (odd,) = [row for row in read_csv(tmp_path / "safe" / "articles.csv") if row["article_id"] == "a7"]
    assert (odd["headline"], odd["byline"]) == ("'" + DANGEROUS, "'+1")
    changed = 0
    for path in sorted((tmp_path / "safe").iterdir()):
        pairs = zip(read_csv(path), read_csv(tmp_path / "plain" / path.name), strict=True)
        cells = [(value, plain[column]) for safe, plain in pairs for column, value in safe.items()]
        assert [value for value, _ in cells if value.startswith(("=", "+", "@", "\t"))] == []
        assert [without_apostrophe(value) for value, _ in cells] == [plain for _, plain in cells]
        changed += sum(value != plain for value, plain in cells)
    assert changed == count_formulas(database) >= 2


RISKY = ("=1+1", "@SUM(A1)", "-2+3", "  =cmd", "＝1", "\tx", "'=1")
HARMLESS = ("a = b", "'tis so", "“-", "", "5 = 5")


@pytest.mark.parametrize("text", [*RISKY, *HARMLESS])
def test_what_a_spreadsheet_takes_for_a_formula(text):
    assert duckdb.execute("SELECT regexp_matches(?, ?)", [text, FORMULA]).fetchall() == [(text in RISKY,)]


def test_parquet_reads_back_as_the_same_rows(database, tmp_path):
    export(database, "parquet", str(tmp_path), ["quotes", "money_claims"])
    assert sorted(path.name for path in tmp_path.iterdir()) == ["money_claims.parquet", "quotes.parquet"]
    found = duckdb.sql(f"FROM read_parquet('{tmp_path}/money_claims.parquet')").fetchall()
    assert sorted(found, key=repr) == rows_of(database, "money_claims")


@pytest.mark.parametrize("form", ["xlsx", "xlsx-full"])
def test_no_cell_of_the_workbook_is_a_formula(database, tmp_path, form):
    export(database, form, str(tmp_path / "out.xlsx"))
    book = openpyxl.load_workbook(tmp_path / "out.xlsx")
    assert ("most_quoted_people" if form == "xlsx-full" else "People") in book.sheetnames
    cells = [cell for sheet in book for row in sheet.iter_rows() for cell in row]
    assert {cell.data_type for cell in cells} <= {"s", "n", "d", "b"}
    dangerous = [cell for cell in cells if cell.value == DANGEROUS]
    assert dangerous or form == "xlsx"
    assert all(cell.hyperlink is None for cell in cells)
    cut = [cell for cell in cells if str(cell.value).endswith("[cut: Excel holds 32,767 characters a cell]")]
    assert cut or form == "xlsx"


def test_a_cell_holds_as_many_letters_as_excel_counts():
    words = fit_cell("🚢" * 20_000 + "a")
    assert len(words.encode("utf-16-le")) // 2 in (MAX_CELL, MAX_CELL - 1)
    assert words.startswith("🚢🚢") and words.endswith(CUT)
    assert fit_cell("🚢" * 16_000) == "🚢" * 16_000


def test_the_workbook_for_a_reader_says_what_is_in_it_and_hides_ids(database, tmp_path):
    counts = export(database, "xlsx", str(tmp_path / "out.xlsx"))
    book = openpyxl.load_workbook(tmp_path / "out.xlsx")
    assert book.sheetnames == ["Contents", "People", "Quotes", "Money", "Demands"]
    listed = {row[0].value: row[1].value for row in book["Contents"].iter_rows(min_row=6) if row[1].value is not None}
    assert listed == counts == {name: book[name].max_row - 1 for name in counts}
    for name in counts:
        heads = [cell.value for cell in book[name][1]]
        ids = [place for place, head in enumerate(heads) if head.endswith(" id")]
        assert ids == list(range(len(heads) - len(ids), len(heads)))
        hidden = [book[name].column_dimensions[openpyxl.utils.get_column_letter(place + 1)].hidden for place in ids]
        assert hidden[0]
    amounts = [cell for row in book["Money"].iter_rows(min_row=2) for cell in row if cell.data_type == "n"]
    assert all("E" not in cell.number_format for cell in amounts)


def test_the_workbook_shows_cents_and_every_line_of_a_long_text(tmp_path):
    story = article_row(5, headline="A headline of several lines, " * 10)
    tables = annotation_tables([5])
    (claim,) = tables["money_claims"].to_pylist()
    claim |= {"amount_low": Decimal("5000000.5"), "amount_high": Decimal("5000000.5")}
    lake = Lake(tmp_path / "lake")
    lake.append_log("runs", run_rows(), "run_id")
    lake.commit_batch("one", "articles", {"articles": to_table("articles", [story])})
    lake.commit_batch("two", "annotations", {**tables, "money_claims": to_table("money_claims", [claim])})
    lake.replace_links(link_tables([5]))
    build_warehouse(lake, tmp_path / "onrecord.duckdb")
    export(tmp_path / "onrecord.duckdb", "xlsx", str(tmp_path / "out.xlsx"))
    book = openpyxl.load_workbook(tmp_path / "out.xlsx")
    shown = {cell.value: cell.number_format for row in book["Money"].iter_rows(min_row=2) for cell in row}
    assert shown[5000000.5] == "#,##0.00"
    sheet = book["Quotes"]
    (place,) = [cell.column_letter for cell in sheet[1] if cell.value == "headline"]
    lines = len(sheet[f"{place}2"].value) / sheet.column_dimensions[place].width
    assert lines > 5 and sheet.row_dimensions[2].height >= lines * 15
    assert sheet.row_dimensions[1].height <= 45


def test_a_long_table_goes_on_in_a_further_sheet(database, tmp_path, monkeypatch):
    monkeypatch.setattr("warehouse.exporting.spreadsheet.ROWS_PER_SHEET", 2)
    assert export(database, "xlsx", str(tmp_path / "out.xlsx"), ["articles"]) == {"articles": 3}
    book = openpyxl.load_workbook(tmp_path / "out.xlsx")
    assert [(sheet.title, sheet.max_row) for sheet in book] == [("articles", 3), ("articles 2", 2)]


def test_an_older_duckdb_gets_the_same_rows_with_what_they_mean(database, tmp_path):
    target = tmp_path / "older.duckdb"
    for _ in range(2):  # the second time over the first
        counts = export(database, "duckdb", str(target))
    with duckdb.connect(str(target), read_only=True) as con:
        (made,) = con.execute("SELECT tags['storage_version'] FROM duckdb_databases() WHERE NOT internal").fetchone()
        assert made.startswith("v1.2.0")
        described = con.execute("SELECT comment FROM duckdb_columns() WHERE table_name = 'quotes'").fetchall()
        assert all(words for (words,) in described)
    for name in ("quotes", "money_claims", "statements"):
        assert rows_of(target, name) == rows_of(database, name) and counts[name] == len(rows_of(target, name)) > 0
    assert list(tmp_path.iterdir()) == [target]


def test_sqlite_holds_the_same_rows_and_adds_up_money(database, tmp_path):
    counts = export(database, "sqlite", str(tmp_path / "out.db"))
    with sqlite3.connect(tmp_path / "out.db") as con:
        assert con.execute("SELECT count(*) FROM mentions").fetchall() == [(counts["mentions"],)]
        assert con.execute("SELECT sum(amount_low) FROM money_claims WHERE amount_low > 1").fetchall() == [
            (10_000_000,)
        ]
        assert con.execute("SELECT headline FROM articles WHERE headline IS NOT NULL").fetchall() == [(DANGEROUS,)]
        assert con.execute("SELECT person FROM most_quoted_people").fetchall() == [("Ada Stone",)]
        assert [row[1] for row in con.execute("PRAGMA table_info(quotes)") if row[5]] == ["quote_id"]
        indexes = [row[1] for row in con.execute("PRAGMA index_list(quotes)")]
        assert {"quotes.article_id", "quotes.speaker_id"} <= set(indexes)


def test_lines_of_csv_end_with_lf_alone(database, tmp_path):
    export(database, "csv", str(tmp_path), ["runs", "entities"])
    for name in ("runs", "entities"):
        assert b"\r\n" not in (tmp_path / f"{name}.csv").read_bytes()


def test_an_unknown_name_is_refused_with_the_known_ones(database, tmp_path):
    with pytest.raises(ExportError, match=r"no table or view 'quote'; there are: .*quotes"):
        export(database, "csv", str(tmp_path), ["quote"])


FILES = ("xlsx", "xlsx-full", "sqlite", "duckdb")
FOLDERS = ("csv", "safe-csv", "parquet", "iceberg", "delta")


@pytest.mark.parametrize("form", [*FILES, *FOLDERS])
def test_a_place_that_cannot_be_written_to_is_named_in_one_line(database, tmp_path, form):
    (tmp_path / "file").write_text("kept", encoding="utf-8")
    with pytest.raises(ExportError, match=r"^[^\n]*cannot write to .*/file/out: .*") as raised:
        export(database, form, str(tmp_path / "file" / "out"), ["quotes"])
    assert "\n" not in str(raised.value)
    assert (tmp_path / "file").read_text(encoding="utf-8") == "kept"


@pytest.mark.parametrize("form", [*FILES, "csv", "parquet"])
def test_a_file_is_no_folder_and_a_folder_no_file(database, tmp_path, form):
    (tmp_path / "file").touch()
    (tmp_path / "folder").mkdir()
    target, words = ("folder", "is a folder: name a file") if form in FILES else ("file", "is a file: name a folder")
    with pytest.raises(ExportError, match=words):
        export(database, form, str(tmp_path / target))
    assert sorted(path.name for path in tmp_path.rglob("*")) == ["file", "folder"]


@pytest.mark.parametrize("form", ["csv", "parquet"])
def test_of_several_files_all_are_replaced_or_none(database, tmp_path, form):
    export(database, form, str(tmp_path), ["articles"])
    before = (tmp_path / f"articles.{form}").read_bytes()
    (tmp_path / f"quotes.{form}").mkdir()
    with pytest.raises(ExportError, match=rf"quotes\.{form} is a folder, where a file is to be written"):
        export(database, form, str(tmp_path), ["quotes", "articles", "mentions"])
    assert sorted(path.name for path in tmp_path.iterdir()) == [f"articles.{form}", f"quotes.{form}"]
    assert (tmp_path / f"articles.{form}").read_bytes() == before


@pytest.mark.parametrize("form", FILES)
def test_an_export_that_fails_half_way_leaves_what_was_there(database, tmp_path, monkeypatch, form):
    target = tmp_path / "here [1]*"
    target.write_text("kept", encoding="utf-8")
    monkeypatch.setattr("warehouse.exporting.source.Source.columns", lambda *_: 1 / 0)
    monkeypatch.setattr("warehouse.exporting.workbook._write_sheet", lambda *_: 1 / 0)
    with pytest.raises(ZeroDivisionError):
        export(database, form, str(target))
    assert [path.name for path in tmp_path.iterdir()] == ["here [1]*"]
    assert target.read_text(encoding="utf-8") == "kept"


def test_what_a_killed_export_left_goes_and_what_another_writes_stays(database, tmp_path):
    gone = subprocess.Popen(["true"])
    gone.wait()
    dead = tmp_path / f".out.db.{gone.pid}.writing"
    alive = tmp_path / f".out.db.{os.getppid()}.writing"
    dead.touch()
    alive.touch()
    export(database, "sqlite", str(tmp_path / "out.db"))
    assert sorted(tmp_path.iterdir()) == sorted([alive, tmp_path / "out.db"])


@pytest.mark.parametrize("form", [*FILES, *FOLDERS])
def test_nothing_is_written_over_the_warehouse_or_into_its_lake(database, form):
    before = sorted(database.parent.rglob("*"))
    for target in (database, database.parent / "lake", database.parent / "lake" / "quotes" / "out"):
        with pytest.raises(ExportError, match="name another"):
            export(database, form, str(target))
    assert sorted(database.parent.rglob("*")) == before


@pytest.mark.parametrize("form", [*FILES, *FOLDERS])
def test_a_path_may_hold_any_letters_and_be_used_again(database, tmp_path, form):
    target = tmp_path / "Ämter 'alt' \"neu\" 数据 100% #1" / "aus gabe"
    for _ in range(2):
        assert export(database, form, str(target), ["quotes"])["quotes"] == len(rows_of(database, "quotes"))
    assert target.exists() and not list(target.parent.glob(".*"))


def find_programs():
    """The folder of PostgreSQL's programs: on the path, or where Debian keeps them."""
    found = shutil.which("initdb")
    folders = sorted(Path("/usr/lib/postgresql").glob("*/bin"))
    return Path(found).resolve().parent if found else folders[-1] if folders else None


@pytest.fixture(scope="module")
def server():
    """A PostgreSQL server of its own, reached through a socket in a folder with a short name."""
    programs = find_programs()
    if programs is None:
        pytest.skip("PostgreSQL is not installed")
    with tempfile.TemporaryDirectory(prefix="pg") as folder:
        as_user = []
        if os.geteuid() == 0:  # the server refuses to run as root
            shutil.chown(folder, "postgres")
            as_user = ["runuser", "-u", "postgres", "--"]

        def call(program, *arguments):
            # output to nowhere: a server that inherits a pipe keeps it open
            command = [*as_user, str(programs / program), "-D", f"{folder}/data", *arguments]
            subprocess.run(command, check=True, cwd=folder, stdout=subprocess.DEVNULL, stderr=subprocess.DEVNULL)

        call("initdb", "-U", "tester", "--auth=trust", "-E", "UTF8", "--no-sync")
        call("pg_ctl", "-w", "-l", f"{folder}/log", "-o", f"-c listen_addresses= -k {folder} -c fsync=off", "start")
        yield f"host={folder} user=tester dbname=postgres"
        call("pg_ctl", "-m", "immediate", "stop")


def test_postgres_holds_the_same_rows_with_comments(database, server):
    counts = export(database, "postgres", server)
    with psycopg.connect(server) as con:
        con.execute("SET TIME ZONE 'UTC'")
        for name in ("money_claims", "entities", "quotes", "runs"):
            found = con.execute(f"SELECT * FROM onrecord.{name}").fetchall()
            assert sorted(map(plain, found), key=repr) == sorted(map(plain, rows_of(database, name)), key=repr)
        text = con.execute("SELECT text FROM onrecord.articles WHERE article_id = 'a7'").fetchone()[0]
        assert text.startswith("nul\ufffd x")
        assert con.execute("SELECT obj_description('onrecord.quotes'::regclass)").fetchone() == (
            "One row per attributed statement.",
        )
        keys = con.execute(
            "SELECT conrelid::regclass::text, pg_get_constraintdef(oid) FROM pg_constraint "
            "WHERE contype = 'p' AND connamespace = 'onrecord'::regnamespace"
        ).fetchall()
        assert dict(keys)["onrecord.quotes"] == "PRIMARY KEY (quote_id)"
        assert len(keys) == len([table for table in TABLES.values() if table.in_warehouse])
    assert counts["articles"] == 3


def test_postgres_needs_no_right_but_that_to_its_schema(database, server):
    with psycopg.connect(server, autocommit=True) as con:
        con.execute("CREATE ROLE desk LOGIN")
        con.execute("CREATE SCHEMA newsroom AUTHORIZATION desk")
    counts = export(database, "postgres", f"{server} user=desk", ["quotes"], "newsroom")
    with psycopg.connect(server) as con:
        assert con.execute("SELECT count(*) FROM newsroom.quotes").fetchone() == (counts["quotes"],)


def test_a_server_that_cannot_be_reached_is_named_as_the_reason(database, tmp_path):
    with pytest.raises(ExportError, match="PostgreSQL: "):
        export(database, "postgres", f"host={tmp_path} user=nobody")


def plain(row):
    return [float(value) if isinstance(value, Decimal) else str(value) for value in row]


def test_postgres_readers_see_the_old_rows_until_the_commit(database, server, monkeypatch):
    export(database, "postgres", server, ["quotes", "mentions"])
    with psycopg.connect(server, autocommit=True) as con:
        con.execute("CREATE OR REPLACE VIEW mine AS SELECT count(*) AS quotes FROM onrecord.quotes")
        seen = []

        def peek(value):
            seen.append(con.execute("SELECT quotes FROM mine").fetchone()[0])
            return value

        monkeypatch.setattr("warehouse.exporting.postgres._without_nul", peek)
        export(database, "postgres", server, ["quotes", "mentions"])
        assert set(seen) == {2}
        assert con.execute("SELECT quotes FROM mine").fetchone() == (2,)


def test_a_failed_postgres_export_changes_nothing(database, server, monkeypatch):
    export(database, "postgres", server, ["quotes"])
    monkeypatch.setattr("warehouse.exporting.postgres._without_nul", lambda value: 1 / 0)
    with pytest.raises(ZeroDivisionError):
        export(database, "postgres", server, ["quotes"])
    with psycopg.connect(server) as con:
        assert con.execute("SELECT count(*) FROM onrecord.quotes").fetchone() == (2,)


def test_delta_tables_are_replaced_and_keep_their_history(database, tmp_path):
    deltalake = pytest.importorskip("deltalake", reason="deltalake is not installed")
    export(database, "delta", str(tmp_path), ["quotes"])
    export(database, "delta", str(tmp_path), ["quotes"])
    table = deltalake.DeltaTable(str(tmp_path / "quotes"))
    assert table.version() == 1
    found = duckdb.from_arrow(table.to_pyarrow_table()).fetchall()
    assert sorted(found, key=repr) == rows_of(database, "quotes")


@pytest.mark.filterwarnings("error:Delete operation")
def test_iceberg_tables_are_replaced(database, tmp_path):
    sql = pytest.importorskip("pyiceberg.catalog.sql", reason="pyiceberg is not installed")
    for _ in range(2):
        export(database, "iceberg", str(tmp_path), ["money_claims", "changes"])
    catalog = sql.SqlCatalog("onrecord", uri=f"sqlite:///{tmp_path}/catalog.db", warehouse=tmp_path.as_uri())
    found = catalog.load_table("onrecord.money_claims").scan().to_arrow()
    assert sorted(found["claim_id"].to_pylist()) == ["claim0", "claim1"]
    assert catalog.load_table("onrecord.changes").scan().to_arrow().num_rows == 0


def test_a_newer_pipeline_reaches_the_export(database, tmp_path):
    lake = Lake(database.parent / "lake")
    lake.commit_batch("again", "annotations", annotation_tables([0], version="2"))
    build_warehouse(lake, tmp_path / "new.duckdb")
    export(tmp_path / "new.duckdb", "csv", str(tmp_path), ["quotes"])
    with (tmp_path / "quotes.csv").open(encoding="utf-8", newline="") as file:
        assert sorted(row["pipeline_version"] for row in csv.DictReader(file)) == ["1", "2"]
