"""The views on a small warehouse: two copies of one text at two publishers, and a text of its own."""

import re
import shutil
from datetime import date, timedelta

import duckdb
import pytest
from builders import annotation_rows, article_row, fill, link_tables, make_text, run_rows

from warehouse.arrow import to_table
from warehouse.database.database import build_warehouse
from warehouse.database.viewing import columns_of, question_of, read_views
from warehouse.lake.lake import Lake


@pytest.fixture(scope="module")
def built(tmp_path_factory):
    folder = tmp_path_factory.mktemp("views")
    lake = Lake(folder / "lake")
    lake.append_log("runs", run_rows(), "run_id")
    articles = [article_row(1), article_row(2, text=make_text(1)), article_row(3)]
    annotations = {}
    for number, text in ((1, make_text(1)), (2, make_text(1)), (3, make_text(3))):
        for name, rows in annotation_rows(number, text=text).items():
            annotations.setdefault(name, []).extend(rows)
    lake.commit_batch("b", "articles", {"articles": to_table("articles", articles)})
    lake.commit_batch("b", "annotations", {name: to_table(name, rows) for name, rows in annotations.items()})
    links = link_tables([1, 2, 3])
    states = [
        {"article_id": f"a{n}", "cluster_id": "a1" if n < 3 else "a3", "revision": 1, "is_current": True}
        for n in (1, 2, 3)
    ]
    groups = [{"claim_id": f"claim{n}", "claim_group_id": "group"} for n in (1, 2, 3)]
    asked = [{"demand_id": f"demand{n}", "demand_group_id": "group"} for n in (1, 2, 3)]
    links |= {"article_links": to_table("article_links", states), "claim_links": to_table("claim_links", groups)}
    links |= {"demand_links": to_table("demand_links", asked)}
    lake.replace_links(links)
    build_warehouse(lake, folder / "onrecord.duckdb")
    return folder / "onrecord.duckdb"


@pytest.fixture
def ask(built, tmp_path):
    """Runs statements on a copy of the warehouse and gives the rows of the last."""
    shutil.copy(built, tmp_path / "copy.duckdb")
    with duckdb.connect(str(tmp_path / "copy.duckdb")) as con:
        yield lambda *statements: [con.execute(sql).fetchall() for sql in statements][-1]


@pytest.mark.parametrize("name", read_views())
def test_every_view_has_a_question_and_describes_each_column(ask, name):
    sql = read_views()[name]
    assert question_of(sql).endswith("?")
    found = ask(f"SELECT column_name, comment FROM duckdb_columns() WHERE table_name = '{name}' ORDER BY column_index")
    assert found == list(columns_of(sql).items())
    assert ask(f"SELECT comment FROM duckdb_views() WHERE view_name = '{name}'") == [(question_of(sql),)]


@pytest.fixture(scope="module")
def ties(tmp_path_factory):
    """A warehouse of a dozen texts that say the same on one day."""
    folder = tmp_path_factory.mktemp("ties")
    lake = Lake(folder / "lake")
    for run_id in ("run1", "run2", "run3"):
        lake.append_log("runs", run_rows(run_id), "run_id")
    fill(lake, range(12))
    lake.replace_links(link_tables(range(12)))
    build_warehouse(lake, folder / "onrecord.duckdb")
    return folder / "onrecord.duckdb"


@pytest.mark.parametrize("name", read_views())
def test_a_view_has_its_rows_in_one_order_whatever_the_order_of_the_tables(ties, tmp_path, name):
    shutil.copy(ties, tmp_path / "turned.duckdb")
    with duckdb.connect(str(tmp_path / "turned.duckdb")) as con:
        before = con.execute(f"FROM {name}").fetchall()
        tables = "SELECT schema_name || '.' || table_name FROM duckdb_tables() WHERE NOT temporary"
        for (table,) in con.execute(tables).fetchall():
            con.execute(f"CREATE OR REPLACE TEMP TABLE turned AS SELECT * FROM {table} ORDER BY rowid DESC")
            con.execute(f"DELETE FROM {table}")
            con.execute(f"INSERT INTO {table} FROM turned")
        assert con.execute(f"FROM {name}").fetchall() == before


def test_views_written_by_duckdb_2_open_in_1():
    """DuckDB 2 stores if() as a function that 1.x does not have: CASE is known to both."""
    assert [name for name, sql in read_views().items() if re.search(r"\bif\s*\(", sql, re.IGNORECASE)] == []


def test_views_have_only_types_that_other_databases_know(ask):
    assert ask("SELECT table_name, column_name FROM duckdb_columns() WHERE data_type LIKE '%HUGEINT%'") == []


def test_copies_of_one_text_count_once(ask):
    assert ask("SELECT person, title, statements, stories, publishers FROM most_quoted_people") == [
        ("Ada Stone", "mayor", 2, 2, 2)
    ]
    assert ask("SELECT title, statements, people, stories FROM most_quoted_roles") == [("mayor", 2, 1, 2)]
    assert ask("SELECT week, speaker, statements FROM quoted_by_week") == [(date(2026, 3, 2), "Ada Stone", 2)]


def test_a_title_counts_in_all_its_forms_and_the_one_in_most_texts_is_shown(ask):
    assert ask(
        "UPDATE articles SET cluster_id = article_id",
        "UPDATE roles SET title = CASE article_id WHEN 'a1' THEN 'Sen.' WHEN 'a2' THEN 'Senator' ELSE 'Mayor' END",
        "SELECT title, statements, people, stories FROM most_quoted_roles",
    ) == [("senator", 2, 1, 2), ("mayor", 1, 1, 1)]
    assert ask(
        "UPDATE articles SET cluster_id = article_id",
        "UPDATE roles SET title = CASE article_id WHEN 'a1' THEN 'Sen.' WHEN 'a2' THEN 'Senator' ELSE 'Mayor' END",
        "SELECT person, title FROM most_quoted_people",
    ) == [("Ada Stone", "senator")]


def test_every_publisher_counts_what_it_carried(ask):
    assert ask("SELECT publisher, speaker, statements, share FROM quoted_by_publisher") == [
        ("The Beacon", "Ada Stone", 2, 1.0),
        ("The Courier", "Ada Stone", 1, 1.0),
    ]
    sql = "SELECT publisher, title, statements, direct, indirect, direct_share FROM quote_share"
    assert ask(sql) == [("The Beacon", "mayor", 2, 0, 2, 0.0), ("The Courier", "mayor", 1, 0, 1, 0.0)]
    sql = "SELECT publisher, articles, stories, without_quotes, without_money, statements FROM coverage_by_publisher"
    assert ask(sql) == [("The Beacon", 2, 2, 0, 0, 2), ("The Courier", 1, 1, 0, 0, 1)]


def test_an_older_revision_does_not_count(ask):
    assert ask("UPDATE articles SET is_current = article_id <> 'a3'", "SELECT statements FROM most_quoted_people") == [
        (1,)
    ]


ORGANIZATION = (
    "INSERT INTO entities VALUES ('entity_port', 'organization', 'Port Office', NULL, NULL, NULL, [], 1, '1')"
)


def test_organizations_speak_by_themselves_and_through_their_people(ask):
    assert ask(
        ORGANIZATION,
        "UPDATE roles SET organization_id = 'entity_port' WHERE article_id = 'a1'",
        "UPDATE quotes SET speaker_id = 'entity_port' WHERE article_id = 'a3'",
        "SELECT organization, statements, by_itself, speakers FROM most_quoted_organizations",
    ) == [("Port Office", 2, 1, 1)]


def test_what_someone_said_about_someone(ask):
    mention = """INSERT INTO mentions SELECT 'more' || article_id, article_id, sentence_id, 'entity_port',
        'organization', 'nominal', 'the bridge', "start", "start" + 10, run_id, pipeline_version FROM quotes"""
    sql = "SELECT speaker, topic, text, publishers FROM said_about ORDER BY text"
    assert ask(ORGANIZATION, mention, sql) == [
        ("Ada Stone", "Port Office", "the bridge 1 will cost $5 million", 2),
        ("Ada Stone", "Port Office", "the bridge 3 will cost $5 million", 1),
    ]
    sql = "SELECT a, b, stories, sentences FROM mentioned_together"
    assert ask(sql) == [("Port Office", "Ada Stone", 2, 3)]


def test_a_long_list_of_names_relates_nobody(ask):
    people = """INSERT INTO entities SELECT 'e' || i, 'person', 'Person ' || i, NULL, NULL, NULL, [], 1, '1'
        FROM range(51) AS t(i)"""
    mentions = """INSERT INTO mentions SELECT 'm' || i, 'a1', 'sentence1', 'e' || i, 'person', 'name', 'Ada', 6, 9,
        'run1', '1' FROM range({}) AS t(i)"""
    sql = "SELECT count(*) FROM mentioned_together"
    assert ask(people, mentions.format(49), sql) == [(50 * 49 // 2,)]
    assert ask(people, mentions.format(51), sql) == [(0,)]


def test_the_ledger_counts_copies_once_and_repeats_are_found(ask):
    assert ask("SELECT claimant, usd_high, subject, publishers FROM money_ledger ORDER BY publishers DESC") == [
        ("Ada Stone", 5_000_000, "the bridge", 2),
        ("Ada Stone", 5_000_000, "the bridge", 1),
    ]
    sql = "SELECT claim_group_id, claimants, stories, articles, publishers, first_seen_on FROM repeated_claims"
    assert ask(sql) == [("group", ["Ada Stone"], 2, 3, 2, date(2026, 3, 2))]


def test_a_reprint_is_no_repetition(ask):
    assert ask("DELETE FROM money_claims WHERE article_id = 'a3'", "FROM repeated_claims") == []


def test_a_demand_in_reprints_and_repeats_counts_once(ask):
    found = ask(
        "UPDATE demands SET status = 'refused' WHERE article_id = 'a3'",
        "SELECT demander, addressee, action, status, amount_high, stories, articles, publishers FROM demands_made",
    )
    assert found == [("Ada Stone", "the bridge", "cost $5 million", "refused", 5_000_000, 2, 3, 2)]


def test_the_history_of_a_demand_has_a_row_for_each_story(ask):
    found = ask(
        "UPDATE demands SET status = 'refused' WHERE article_id = 'a3'",
        "SELECT publisher, publishers, status, article_id FROM demand_history",
    )
    assert found == [("The Beacon", 2, "demanded", "a1"), ("The Beacon", 1, "refused", "a3")]


def test_demanding_statements_name_the_addressee_and_the_amounts(ask):
    assert ask(
        "UPDATE quotes SET act = 'demanded', addressee_text = 'the council'",
        "SELECT demander, addressee, amounts, publishers FROM demanding_statements ORDER BY publishers",
    ) == [("Ada Stone", "the council", ["$5 million"], 1), ("Ada Stone", "the council", ["$5 million"], 2)]


def test_a_deadline_is_due_on_its_last_day(ask):
    today = ask("SELECT current_date")[0][0]
    tomorrow = today + timedelta(days=1)
    found = ask(
        "UPDATE money_claims SET deadline = '2024-02' WHERE article_id <> 'a3'",
        f"UPDATE money_claims SET deadline = '{tomorrow}' WHERE article_id = 'a3'",
        "SELECT due_on, is_passed, days_left FROM commitments",
    )
    assert found == [(date(2024, 2, 29), True, (date(2024, 2, 29) - today).days), (tomorrow, False, 1)]


@pytest.mark.parametrize(("modality", "rows"), [("committed", 2), ("hypothetical", 0), ("denied", 0)])
def test_what_is_only_supposed_or_denied_is_no_commitment(ask, modality, rows):
    changed = f"UPDATE money_claims SET deadline = '2030', modality = '{modality}'"
    assert ask(changed, "SELECT count(*) FROM commitments") == [(rows,)]


def test_changes_of_a_revision_are_shown_with_the_document(ask):
    assert ask(
        "INSERT INTO changes BY NAME SELECT 's1' AS source_id, 0 AS from_revision, 1 AS to_revision,"
        " 'quotes' AS table_name, 'quote1' AS row_id, 'reworded' AS change, 'was' AS \"before\", 'is' AS \"after\"",
        'SELECT publisher, change, "before", "after" FROM revision_changes',
    ) == [("The Beacon", "reworded", "was", "is")]


def test_coverage_of_a_run_names_why_inputs_were_rejected(ask):
    assert ask(
        "INSERT INTO rejects SELECT 'r' || i, 'run1', 'x', NULL, i, 'ingest', 'no text', NULL FROM range(2) AS t(i)",
        "DELETE FROM quotes WHERE article_id = 'a3'",
        "SELECT run_id, new_texts, rejected, reasons, without_quotes, without_annotations FROM coverage_by_run",
    ) == [("run1", 3, 2, ["no text"], 1, 0)]


def test_coverage_of_a_run_counts_what_it_was_given(ask):
    assert ask("SELECT inputs, unchanged FROM coverage_by_run") == [(None, None)]
    counts = '{"inputs": 12, "new": 2, "revised": 0, "unchanged": 10, "rejected": 0}'
    assert ask(f"UPDATE runs SET counts = '{counts}'", "SELECT inputs, unchanged FROM coverage_by_run") == [(12, 10)]
