"""One article whose rows break a law of the tables stops nothing: it is told, and all else is as without it."""

import json
import shutil
from decimal import Decimal

import pyarrow as pa
import pytest
from typer.testing import CliRunner

from flows.command.cli import app
from flows.progress import Silent
from flows.settings import Settings
from flows.sources import SourceOptions
from flows.stages.batching import plan_batches
from flows.stages.doctor import examine
from flows.stages.run import How, run_job
from flows.stages.withdraw import forget_article
from tests.flows.conftest import HARBOUR, ORCHARD
from tests.flows.tables import OF_THE_PLACE, OF_THE_RUN, read_tables
from transforms.annotate import Annotator
from warehouse.database.checking import CheckFailed
from warehouse.database.database import run_query
from warehouse.lake.lake import Lake
from warehouse.lake.picking import Covered
from warehouse.tables import ANNOTATION_TABLES, TABLES, arrow_schema

ODD = HARBOUR.replace("Oldenkott", "Vandersteen") + "\nThe board paid $9 million for the old gates.\n"
TEXTS = {
    "harbour": HARBOUR,
    "orchard": ORCHARD,
    "odd": ODD,
    "ferry": HARBOUR.replace("locks", "ferries").replace("Oldenkott", "Quillfeather"),
    "levy": ORCHARD.replace("Zandvoort", "Brandmeer").replace("$2.5 million", "$3.5 million"),
}


def put(table, **values):
    """Puts values into the first row of a table."""

    def spoil(rows):
        rows[table][0] |= {name: value(rows[table][0]) if callable(value) else value for name, value in values.items()}

    return spoil


def shrink_dollars(rows):
    for row in rows["money_claims"]:
        if row["text"].startswith("$"):
            row |= {"amount_low": Decimal(9), "amount_high": Decimal(9)}


def double(table):
    return lambda rows: rows[table].append(rows[table][0])


# what spoils rows, and what the reject says of it: the table, and the beginning of the law
SPOILS = {
    "a span outside the text": (put("mentions", end=90_000), "mentions", "Every span begins before it ends"),
    "other words": (put("quotes", text="We shall"), "quotes", "The words of every row are exactly"),
    "a key twice": (double("mentions"), "mentions", "No two rows of a table have the same key"),
    "a value not allowed": (put("quotes", act="sang"), "quotes", "Columns with a list of allowed values"),
    "no end of an amount": (put("money_claims", amount_low=None, amount_high=None), "money_claims", "An amount's low"),
    "a millionth of its words": (shrink_dollars, "money_claims", "No amount is off the figure"),
    "a speaker that is not there": (put("quotes", speaker_id="nobody"), "quotes", "Every reference names"),
    "a segment too short": (
        put("segments", end=lambda row: row["end"] - 1),
        "segments",
        "The segments of an article together cover",
    ),
    "a quote without parts": (lambda rows: rows["quote_spans"].clear(), "quotes", "Every quote has parts"),
    "a confidence above one": (put("money_claims", confidence=1.5), "money_claims", "A confidence is at least 0"),
}
MISFITS = {
    "a null": put("quotes", act=None),
    "a word for a number": put("money_claims", start="ten"),
    "a column unknown": put("roles", colour="red"),
}


def often(names, step):
    """Every so many of the kinds; the others are tested where time does not matter."""
    return [
        name if not place % step else pytest.param(name, marks=pytest.mark.slow) for place, name in enumerate(names)
    ]


@pytest.fixture
def five(tmp_path):
    path = tmp_path / "five.jsonl"
    path.write_text("".join(json.dumps({"id": name, "text": text}) + "\n" for name, text in TEXTS.items()), "utf-8")
    return path


@pytest.fixture(scope="module")
def undisturbed(tmp_path_factory):
    """What the five articles come to; not to be changed."""
    folder = tmp_path_factory.mktemp("five")
    source = folder / "five.jsonl"
    source.write_text("".join(json.dumps({"id": name, "text": text}) + "\n" for name, text in TEXTS.items()), "utf-8")
    run_job(Settings(folder / "data", workers=1), [str(source)], SourceOptions(), Silent())
    return folder / "data"


def spoil_rows(patch, spoil):
    annotate = Annotator._annotate_one

    def annotate_badly(self, article, *rest):
        made = annotate(self, article, *rest)
        if "Vandersteen" in article.text:
            spoil(made)
        return made

    patch.setattr(Annotator, "_annotate_one", annotate_badly)


def rows_of_others(data):
    lake = Lake(data / "lake")
    ids = {row["source_id"]: row["article_id"] for row in lake.read("articles").to_pylist()}
    kept = [ids[name] for name in TEXTS if name != "odd"]
    tables = {name: lake.read(name, None, kept) for name in ANNOTATION_TABLES}
    return {name: sorted(map(str, table.drop_columns("run_id").to_pylist())) for name, table in tables.items()}


def count_segments(data):
    sql = "SELECT count(*) FROM segments JOIN articles USING (article_id) WHERE source_id = 'odd'"
    return run_query(data / "onrecord.duckdb", sql).rows[0][0]


@pytest.mark.parametrize("name", often([*SPOILS, *MISFITS], 3))
def test_it_becomes_a_reject_and_the_others_are_as_ever(five, run, undisturbed, monkeypatch, name):
    spoil, table, law = SPOILS.get(name) or (MISFITS[name], "", "")
    data = five.parent / "data"
    spoil_rows(monkeypatch, spoil)
    found = run(five)
    counts = found.as_counts()
    assert (found.status, found.annotated, found.unannotated) == ("completed_with_rejects", 5, 1)
    assert counts["inputs"] == 5 == sum(counts[key] for key in ("new", "revised", "unchanged", "rejected"))
    [(source, stage, error)] = run_query(data / "onrecord.duckdb", "SELECT source_id, stage, error FROM rejects").rows
    assert (source, stage) == ("odd", "transform")
    assert error.startswith("The article is kept but not annotated; a row ")
    assert f"of {table} breaks a law ({law}" in error or name in MISFITS
    assert rows_of_others(data) == rows_of_others(undisturbed)
    assert count_segments(data) == count_segments(undisturbed)
    assert run(five).annotated == 0


def test_the_warehouse_is_as_if_a_rule_had_broken_at_it(five, run, tmp_path, monkeypatch):
    def break_rule(rows):
        raise IndexError

    with monkeypatch.context() as patch:
        spoil_rows(patch, break_rule)
        run(five, data="broken")
    spoil_rows(monkeypatch, SPOILS["other words"][0])
    run(five)
    one, two = (read_tables(tmp_path / name / "onrecord.duckdb", OF_THE_RUN) for name in ("data", "broken"))
    assert one == two


def test_an_article_whose_segments_break_a_law_has_none(five, run, tmp_path, monkeypatch):
    from transforms.rows import RowMaker

    make = RowMaker.segments

    def make_badly(self, segments):
        rows = make(self, segments)
        return [row | {"kind": "poem"} for row in rows] if "Vandersteen" in self.text else rows

    monkeypatch.setattr(RowMaker, "segments", make_badly)
    assert run(five).unannotated == 1
    assert count_segments(tmp_path / "data") == 0


def test_it_is_due_again_with_other_rules_or_other_laws(five, run, tmp_path, undisturbed, monkeypatch):
    with monkeypatch.context() as patch:
        spoil_rows(patch, SPOILS["other words"][0])
        run(five)
    settings = Settings(tmp_path / "data", workers=1)
    assert plan_batches(settings, Lake(settings.lake)) == []
    with monkeypatch.context() as patch:
        patch.setattr("flows.stages.batching.PIPELINE_VERSION", "another")
        assert [len(batch.article_ids) for batch in plan_batches(settings, Lake(settings.lake))] == [5]
    monkeypatch.setattr("flows.stages.refusing.version_of_laws", lambda: "others")
    found = run(five)
    assert (found.annotated, found.unannotated, found.status) == (1, 0, "completed")
    assert read_tables(tmp_path / "data" / "onrecord.duckdb", OF_THE_PLACE) == read_tables(
        undisturbed / "onrecord.duckdb", OF_THE_PLACE
    )


def spoil_lake(data, spoil):
    """Gives an article in the lake rows that an older version might have written."""
    lake = Lake(data / "lake")
    [article] = [row["article_id"] for row in lake.read("articles").to_pylist() if row["source_id"] == "odd"]
    [version] = {batch.pipeline_version for batch in lake.batches("annotations")}
    rows = {name: lake.read(name, None, [article]).to_pylist() for name in ANNOTATION_TABLES}
    spoil(rows)
    tables = {}
    for name, some in rows.items():
        schema = pa.schema([field.with_nullable(True) for field in arrow_schema(TABLES[name])])
        tables[name] = pa.Table.from_pylist(some, schema)
    lake.drop_annotations([article])
    lake.commit_batch("older", "annotations", tables, covers=Covered([article], version))


IN_LAKE = ["a span outside the text", "a key twice", "a value not allowed", "a segment too short", "a null", "no kind"]


def spoil_of(name):
    if name == "no kind":  # over which linking stumbles
        return put("article_entities", kind="starship", name=None)
    return MISFITS.get(name) or SPOILS[name][0]


@pytest.mark.parametrize("name", often(IN_LAKE, 2))
def test_a_load_leaves_out_what_is_in_the_lake_already(undisturbed, run, tmp_path, name):
    data = shutil.copytree(undisturbed, tmp_path / "data")
    spoil_lake(data, spoil_of(name))
    found = run(stages=("load",))
    assert (found.status, found.unannotated) == ("completed_with_rejects", 1)
    database = data / "onrecord.duckdb"
    [(source, stage, error)] = run_query(database, "SELECT source_id, stage, error FROM rejects").rows
    assert (source, stage) == ("odd", "load")
    assert error.startswith("The article is kept without its annotations, which the next run makes again; a row of ")
    [(status, unannotated)] = run_query(
        database, "SELECT status, unannotated FROM coverage_by_run ORDER BY started_at DESC LIMIT 1"
    ).rows
    assert (status, unannotated) == ("completed_with_rejects", 1)
    assert count_segments(data) == 0
    assert rows_of_others(data) == rows_of_others(undisturbed)
    assert run(stages=("transform", "load")).annotated == 1
    assert read_tables(database) == read_tables(undisturbed / "onrecord.duckdb")


@pytest.mark.parametrize("name", often(IN_LAKE, 3))
def test_doctor_finds_it_and_repairs_it(undisturbed, tmp_path, name):
    data = shutil.copytree(undisturbed, tmp_path / "data")
    spoil_lake(data, spoil_of(name))
    looked = CliRunner().invoke(app, ["doctor", "--data", str(data)])
    assert looked.exit_code == 1
    assert "breaks a law (" in looked.stdout
    mended = CliRunner().invoke(app, ["doctor", "--repair", "--data", str(data)])
    assert mended.exit_code == 0, mended.output
    assert "are set aside: a row of " in mended.stdout
    assert examine(Settings(data)) == ()
    assert read_tables(data / "onrecord.duckdb") == read_tables(undisturbed / "onrecord.duckdb")


def test_another_article_can_be_forgotten(undisturbed, tmp_path):
    data = shutil.copytree(undisturbed, tmp_path / "data")
    spoil_lake(data, spoil_of("a value not allowed"))
    assert forget_article(Settings(data, workers=1), "ferry", Silent())["articles"] == 1
    assert run_query(data / "onrecord.duckdb", "SELECT source_id FROM rejects").rows == [("odd",)]


def test_a_law_that_no_article_breaks_keeps_the_old_warehouse(undisturbed, tmp_path, monkeypatch):
    data = shutil.copytree(undisturbed, tmp_path / "data")
    monkeypatch.setattr("warehouse.database.checking.read_checks", lambda: {"never": "-- Never.\nSELECT 1 AS row"})
    with pytest.raises(CheckFailed, match="never"):
        run_job(Settings(data, workers=1), [], SourceOptions(), Silent(), How(stages=("load",), full=True))
    assert read_tables(data / "onrecord.duckdb") == read_tables(undisturbed / "onrecord.duckdb")
