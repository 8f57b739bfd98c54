"""Each law of `warehouse/database/checks/` is broken once, on purpose, and must be the check that says so."""

import pytest
from builders import make_warehouse

from warehouse.database.checking import CHECKS, OF_ARTICLE, CheckFailed, read_checks, run_checks
from warehouse.database.database import build_warehouse, count_rows
from warehouse.docs import render_checks
from warehouse.lake.lake import Lake
from warehouse.laws.declared import LAWS
from warehouse.laws.rows_of_articles import Rows
from warehouse.laws.sifting import find_unlawful
from warehouse.tables import ANNOTATION_TABLES

SENTENCE = "INSERT INTO sentences SELECT 'a0', 'more', 'segment0', 5, 9, 'run1', '1'"
OF_THE_CORPUS = {"one_current_revision", "runs_account_for_every_input"}
OTHER_KEYS = ["INSERT INTO runs FROM runs", "INSERT INTO entities FROM entities"]
OTHER_VALUES = ["UPDATE entities SET kind = 'poem'", "UPDATE runs SET status = 'tired'"]
IN_OTHER_TABLES = {*OTHER_KEYS, *OTHER_VALUES}
BREACHES = {
    "keys_unique": ["INSERT INTO money_claims SELECT * FROM money_claims LIMIT 1", *OTHER_KEYS],
    "keys_unique_in_articles": [
        "INSERT INTO mentions SELECT * FROM mentions LIMIT 1",
        "INSERT INTO quote_spans SELECT * FROM quote_spans LIMIT 1",
    ],
    "references_resolve": [
        "UPDATE quotes SET speaker_id = 'none' WHERE article_id = 'a0'",
        "DELETE FROM entities",
    ],
    "references_within_articles": [
        "UPDATE mentions SET sentence_id = 'none' WHERE article_id = 'a0'",
        "DELETE FROM articles WHERE article_id = 'a0'",
    ],
    "values_allowed": OTHER_VALUES,
    "values_allowed_in_articles": ["UPDATE quotes SET act = 'sang'", "UPDATE segments SET kind = 'poem'"],
    "offsets_inside_text": [
        'UPDATE segments SET "end" = 1000',
        'UPDATE sentences SET "start" = -1',
        'UPDATE quote_spans SET "end" = "start"',
        "UPDATE quotes SET cue_start = NULL",
        "UPDATE money_claims SET subject_end = 5000",
        "UPDATE demands SET addressee_end = 5000",
    ],
    "texts_equal": [
        "UPDATE mentions SET text = 'Eda Stone'",
        "UPDATE roles SET title = 'mayor'",
        "UPDATE quotes SET cue = 'says'",
        "UPDATE quotes SET speaker_text = NULL",
        "UPDATE money_claims SET subject = 'a bridge'",
        "UPDATE demands SET action_text = 'cost less'",
    ],
    "segments_disjoint": ["INSERT INTO segments SELECT 'a0', 'more', 'credit', 3, 8, 'run1', '1'"],
    "segments_cover": [
        'UPDATE segments SET "start" = 2',
        'UPDATE segments SET "end" = "end" - 1',
        """UPDATE segments SET "end" = 5;
        INSERT INTO segments SELECT article_id, segment_id || 'b', kind, 8, length(text), run_id, pipeline_version
        FROM segments JOIN (SELECT article_id, text FROM articles) USING (article_id)""",
    ],
    "sentences_inside_segments": ['UPDATE sentences SET "start" = 3; UPDATE segments SET "start" = 4'],
    "sentences_disjoint": [SENTENCE],
    "rows_begin_in_their_sentence": ['UPDATE sentences SET "start" = 8'],
    "quote_spans_inside_quotes": [
        "DELETE FROM quote_spans",
        'UPDATE quote_spans SET "start" = "start" + 1',
        'UPDATE quote_spans SET "end" = "end" + 1',
        "UPDATE quote_spans SET part = 1",
    ],
    "parts_disjoint": ["INSERT INTO quote_spans SELECT * REPLACE (1 AS part) FROM quote_spans"],
    "one_current_revision": [
        "UPDATE articles SET is_current = false",
        "UPDATE articles SET source_id = 'same'",
        "UPDATE articles SET revision = 0",
        "UPDATE articles SET source_id = 'same', revision = CAST(substr(article_id, 2) AS INTEGER) + 1,"
        " is_current = article_id = 'a0'",
    ],
    "amounts_in_order": [
        "UPDATE money_claims SET amount_low = amount_high + 1, modifier = 'range'",
        "UPDATE money_claims SET usd_low = usd_high + 1",
        "UPDATE money_claims SET amount_low = NULL, amount_high = NULL, modifier = 'about'",
        "UPDATE money_claims SET amount_low = 1",
    ],
    "amounts_fit_their_words": [
        "UPDATE money_claims SET amount_low = 5, amount_high = 5",
        "UPDATE money_claims SET amount_low = 5000, amount_high = 5000",
        "UPDATE money_claims SET amount_low = 5e9, amount_high = 5e9",
        "UPDATE money_claims SET text = 'C$1,250.50'",
    ],
    "claims_well_formed": [
        "UPDATE money_claims SET currency = '$'",
        "UPDATE money_claims SET deadline = 'next year'",
        "UPDATE money_claims SET period = 'yearly'",
        "UPDATE money_claims SET fx_rate = NULL",
        "UPDATE money_claims SET fx_date = NULL, currency = 'EUR'",
        "UPDATE money_claims SET fx_rate = 0",
    ],
    "demands_well_formed": [
        "UPDATE demands SET deadline = 'soon'",
        "UPDATE demands SET demander_text = NULL, demander_start = NULL, demander_end = NULL",
    ],
    "confidence_is_a_probability": [
        "UPDATE demands SET confidence = 2",
        "UPDATE quotes SET confidence = 1.2",
        "UPDATE quotes SET speaker_confidence = 1.2",
        "UPDATE quotes SET speaker_id = NULL",
        "UPDATE money_claims SET confidence = -0.1",
    ],
    "rows_of_one_article": [
        "UPDATE quote_spans SET article_id = CASE article_id WHEN 'a0' THEN 'a1' ELSE 'a0' END",
        "UPDATE money_claims SET quote_id = CASE quote_id WHEN 'quote0' THEN 'quote1' ELSE 'quote0' END",
        "UPDATE demands SET quote_id = CASE quote_id WHEN 'quote0' THEN 'quote1' ELSE 'quote0' END",
        "UPDATE demands SET claim_id = CASE claim_id WHEN 'claim0' THEN 'claim1' ELSE 'claim0' END",
    ],
    "runs_account_for_every_input": [
        "UPDATE runs SET finished_at = NULL",
        "UPDATE runs SET finished_at = started_at - INTERVAL 1 DAY",
        """UPDATE runs SET counts = '{"inputs": 5, "new": 1, "revised": 1, "unchanged": 1, "rejected": 1}'""",
    ],
}


@pytest.fixture(scope="module")
def path(tmp_path_factory):
    return make_warehouse(tmp_path_factory.mktemp("checked"), range(2))


@pytest.fixture(scope="module")
def con(path):
    import duckdb

    with duckdb.connect() as con:
        con.execute(f"ATTACH '{path}' AS onrecord")
        con.execute("USE onrecord")
        yield con


def test_every_check_has_a_breach():
    assert set(BREACHES) == set(read_checks())


@pytest.mark.parametrize(("name", "breach"), [(name, breach) for name in BREACHES for breach in BREACHES[name]])
def test_a_broken_law_is_found(con, name, breach):
    """By the check of the whole; and by the look at rows that are not kept yet, but where no row of an article does."""
    con.execute("BEGIN")
    try:
        con.execute(breach)
        assert con.execute(read_checks()[name]).fetchall()
        if name not in OF_THE_CORPUS and breach not in IN_OTHER_TABLES:
            law = next(law for law in LAWS if law.name == name)
            assert {one.words for one in law.find(read_rows(con))} == {law.words}
    finally:
        con.execute("ROLLBACK")


def read_rows(con):
    """The rows of the warehouse as those of a batch: there, each article's entities stand for themselves."""
    texts = dict(con.execute("SELECT article_id, text FROM articles").fetchall())
    tables = {name: con.table(name).to_arrow_table() for name in ANNOTATION_TABLES}
    readings = con.sql("""SELECT * REPLACE (entity_id AS article_entity_id)
        FROM article_entities JOIN entity_links USING (article_entity_id) SEMI JOIN entities USING (entity_id)""")
    return Rows(texts, {**tables, "article_entities": readings.to_arrow_table()})


def test_rows_of_sound_tables_break_no_law(con):
    rows = read_rows(con)
    tables = {name: frame.table for name, frame in rows.frames.items() if name != "article_entities"}
    assert [breach for law in LAWS if law.name != "keys_unique_in_articles" for breach in law.find(rows)] == []
    assert find_unlawful(rows.texts, tables) == {}


def test_a_figure_with_a_comma_behind_nought_is_in_doubt(con):
    """Such a text kept every later warehouse from being put in place: "$0,866" may well be less than a dollar."""
    con.execute("BEGIN")
    con.execute("UPDATE money_claims SET text = '$0,866', amount_low = 0.866, amount_high = 0.866")
    assert con.execute(read_checks()["amounts_fit_their_words"]).fetchall() == []
    con.execute("ROLLBACK")


def test_a_check_says_whether_it_looks_at_one_article_alone(con):
    of_article = {name for name, sql in read_checks().items() if OF_ARTICLE in sql}
    assert of_article == {law.name for law in LAWS if law.is_of_article}
    con.execute("BEGIN")
    con.execute("UPDATE mentions SET text = 'Eda Stone' WHERE mention_id = 'mention1'")
    run_checks(con, passed=True)
    con.execute("UPDATE mentions SET entity_id = 'nobody' WHERE mention_id = 'mention1'")
    with pytest.raises(CheckFailed, match="references_resolve"):
        run_checks(con, passed=True)
    con.execute("ROLLBACK")


def test_sound_tables_pass_every_check(con):
    run_checks(con)
    assert count_rows(con)["quotes"] == 2


def test_the_error_names_the_check_its_law_and_the_rows(con):
    con.execute("BEGIN")
    con.execute("UPDATE mentions SET text = 'Eda Stone' WHERE mention_id = 'mention1'")
    with pytest.raises(
        CheckFailed, match=r"^texts_equal: The words of every row are exactly .*'mention1', 'Eda Stone'"
    ):
        run_checks(con)
    con.execute("ROLLBACK")


def test_a_failed_check_keeps_the_old_file(path, monkeypatch):
    before = path.read_bytes()
    lake = Lake(path.parent / "lake")
    monkeypatch.setattr("warehouse.database.checking.read_checks", lambda: {"never": "-- Never.\nSELECT 1 AS row"})
    with pytest.raises(CheckFailed, match="never"):
        build_warehouse(lake, path)
    assert path.read_bytes() == before
    assert [p.name for p in path.parent.iterdir() if "building" in p.name] == []


def test_generated_checks_are_up_to_date():
    for name, sql in render_checks().items():
        assert (CHECKS / f"{name}.sql").read_text(encoding="utf-8") == sql, "run make docs"
