"""What a reader writes: merges and renames from the entity's page, decisions from the row, saved queries; and SQL."""

import csv
import json
import re
import shutil
from html import unescape

import duckdb
import pytest
from starlette.testclient import TestClient

from explorer.server import create_app
from warehouse.decisions import apply_decisions, read_decisions


@pytest.fixture
def desk(own_data):
    return TestClient(create_app(own_data), base_url="http://localhost")


def form_of(page, *more):
    """What a row's form holds unchanged, as a browser would send it."""
    names = ("token", "table", "row_id", "back", *more)
    return {name: re.search(rf'name="{name}" value="([^"]*)"', page)[1] for name in names}


def token_of(page):
    return re.search(r'name="token" value="([^"]+)"', page)[1]


def merge_form(desk, **changes):
    page = desk.get("/entities/person_kaasik").text
    form = {"token": token_of(page), "entity_id": "person_kaasik", "action": "merge", "kind": "person"}
    return {**form, "name": "Liis Kaasik", "other": "L. Kaasik", **changes}


def test_a_merge_is_written_shown_as_pending_and_undone(desk, own_data):
    page = desk.post("/amend", data=merge_form(desk)).text
    assert "pending" in page and "L. Kaasik" in page
    (line,) = csv.DictReader((own_data / "seeds" / "overrides.csv").open(encoding="utf-8"))
    assert (line["action"], line["name"], line["other"]) == ("merge", "Liis Kaasik", "L. Kaasik")
    desk.post("/amend", data=merge_form(desk))
    assert len((own_data / "seeds" / "overrides.csv").read_text(encoding="utf-8").splitlines()) == 2
    assert "L. Kaasik" not in desk.post("/amend", data=merge_form(desk, undo="1")).text
    assert list(csv.DictReader((own_data / "seeds" / "overrides.csv").open(encoding="utf-8"))) == []


@pytest.mark.parametrize("change", [{"other": ""}, {"other": "Liis Kaasik"}, {"action": "burn"}])
def test_a_line_that_cannot_be_is_refused_in_words(desk, own_data, change):
    answer = desk.post("/amend", data=merge_form(desk, **change))
    assert answer.status_code == 409 and '<p class="lede">' in answer.text
    assert not (own_data / "seeds").exists()


@pytest.mark.parametrize("address", ["/amend", "/sql", "/review"])
def test_no_form_from_elsewhere_writes(desk, own_data, address):
    assert desk.post(address, data=merge_form(desk, token="guessed")).status_code == 403
    assert desk.post(address, data=merge_form(desk), headers={"origin": "http://evil.example"}).status_code == 403
    assert not (own_data / "seeds").exists() and not (own_data / "review").exists()


def test_a_row_opened_from_a_list_is_decided_and_shown_again(desk):
    address = re.search(r'href="(/review\?[^"]+)"', desk.get("/quotes").text)[1].replace("&amp;", "&")
    page = desk.get(address).text
    form = form_of(page)
    answer = desk.post("/review", data={**form, "decision": "rejected"})
    assert "Decided already: rejected" in answer.text
    assert "rejected" in desk.get("/quotes").text


@pytest.mark.parametrize(("party", "table"), [("person_kaasik", "quotes"), ("place_fi", "money_claims")])
def test_the_page_of_whose_row_is_decided_tells_of_it(desk, party, table):
    page = desk.get(f"/entities/{party}").text
    row = re.search(rf"/review\?table={table}&amp;row=(\w+)", page)[1]
    form = {"token": token_of(page), "table": table, "row_id": row, "decision": "rejected"}
    assert desk.post("/review", data=form).status_code == 200
    assert "pending: rejected" in desk.get(f"/entities/{party}").text


def load(data):
    """What the next load does with the decisions: a file beside the old one, swapped in when it is whole."""
    shutil.copy(data / "onrecord.duckdb", data / "building")
    with duckdb.connect(str(data / "building")) as connection:
        apply_decisions(connection, read_decisions(data))
    (data / "building").replace(data / "onrecord.duckdb")


@pytest.fixture
def claim(desk):
    """The form of the claim of €40 million, opened from its row, as a browser would send it unchanged."""
    row = re.search(r'id="row-(claim_\w+)".*?(/review\?[^"]+)"', desk.get("/money?sort=-amount").text, re.DOTALL)
    page = desk.get(row[2].replace("&amp;", "&")).text
    form = form_of(page, "amount_low", "amount_high", "currency")
    return {**form, "speaker_id": "place_fi", "decision": "corrected"}


def test_an_amount_is_corrected_from_its_row_shown_as_pending_and_undone(desk, own_data, claim):
    assert (claim["amount_low"], claim["amount_high"], claim["currency"]) == ("40,000,000", "40,000,000", "EUR")
    page = desk.post("/review", data={**claim, "amount_low": "1.4 billion", "amount_high": "1,400,000,000"}).text
    assert "corrected: Finland, €1.4 billion (pending" in page
    assert "pending: corrected: Finland, €1.4 billion" in desk.get("/money").text
    (line,) = read_decisions(own_data)
    assert (line.amount_low, line.amount_high, line.currency) == ("1400000000", "1400000000", "EUR")
    load(own_data)
    page = desk.get("/money").text
    assert "€1.4 billion</a>" in page and "pending" not in page
    desk.post("/review", data={**claim, "decision": "withdrawn"})
    assert read_decisions(own_data) == []


def test_a_correction_of_the_claimant_alone_says_no_amount(desk, own_data, claim):
    desk.post("/review", data=claim)
    assert not read_decisions(own_data)[0].has_amount


@pytest.mark.parametrize(
    "change",
    [
        {"amount_low": "", "amount_high": ""},
        {"amount_low": "much"},
        {"amount_low": "-4"},
        {"amount_low": "50 million"},
        {"currency": "euros"},
        {"amount_low": "1e99"},
        {"amount_low": "2 dozen"},
    ],
)
def test_a_sum_that_cannot_be_is_refused_in_words(desk, own_data, claim, change):
    answer = desk.post("/review", data={**claim, **change})
    assert answer.status_code == 409 and '<p class="lede">' in answer.text
    assert read_decisions(own_data) == []


@pytest.fixture
def demand(desk):
    """The form of Finland's demand of Estonia, opened from its row on the page of demands."""
    row = re.search(r'cut harbour dues.*?(/review\?[^"]+)"', desk.get("/demands").text, re.DOTALL)
    page = desk.get(row[1].replace("&amp;", "&")).text
    form = form_of(page)
    chosen = {
        name: re.search(rf'<select id="{name}".*?value="(\w+)" selected', page, re.DOTALL)[1]
        for name in ("speaker", "addressee")
    }
    assert chosen == {"speaker": "place_fi", "addressee": "place_ee"}
    return {**form, **{f"{name}_id": key for name, key in chosen.items()}, "decision": "corrected"}


def test_a_demands_parties_are_corrected_from_its_row_and_undone_after_the_load(desk, own_data, demand):
    page = desk.post("/review", data={**demand, "addressee_id": "org_turku"}).text
    assert "corrected: Finland, of Turku Maritime Institute (pending" in page
    pending = "pending: corrected: Finland, of Turku Maritime Institute"
    article = re.search(r"(/articles/\w+)#" + demand["row_id"], desk.get("/demands").text)[1]
    assert pending in desk.get("/demands").text and pending in desk.get(article).text
    load(own_data)
    page = desk.get("/demands?one=FI&other=org_turku").text
    assert "Turku Maritime Institute</a>" in page and "pending" not in page
    desk.post("/review", data={**demand, "decision": "withdrawn"})
    assert read_decisions(own_data) == []


def test_what_is_no_demand_is_rejected_from_its_row_and_undone_after_the_load(desk, own_data, demand):
    desk.post("/review", data={**demand, "decision": "rejected"})
    assert "pending: rejected" in desk.get("/demands").text
    load(own_data)
    assert "left this row out" in desk.get("/review", params={"table": "demands", "row": demand["row_id"]}).text
    desk.post("/review", data={**demand, "decision": "withdrawn"})
    assert read_decisions(own_data) == []


def test_an_addressee_that_is_nobody_known_is_refused(desk, own_data, demand):
    assert desk.post("/review", data={**demand, "addressee_id": "person_nobody"}).status_code == 409
    assert read_decisions(own_data) == []


def test_decided_demands_leave_as_gold(desk, demand):
    desk.post("/review", data={**demand, "addressee_id": ""})
    (article,) = (json.loads(line) for line in desk.get("/review/gold.jsonl").text.splitlines())
    (found,) = article["demands"]
    assert article["scope"] == ["demands"] and (found["demander"], found["addressee"]) == ("place_fi", None)
    assert article["text"][found["start"] : found["end"]] == found["text"]
    assert article["text"][found["money_start"] : found["money_end"]] == found["money_text"]


def test_a_rejection_is_undone_after_the_load_that_carried_it_out(desk, own_data, claim):
    desk.post("/review", data={**claim, "decision": "rejected"})
    load(own_data)
    assert "left this row out" in desk.get("/review", params={"table": "money_claims", "row": claim["row_id"]}).text
    answer = desk.post("/review", data={**claim, "decision": "withdrawn"})
    assert answer.status_code == 200 and read_decisions(own_data) == []


def test_a_name_of_an_article_leads_to_a_split_of_that_article(desk):
    article = re.search(r'href="(/articles/[^"#?]+)"', desk.get("/articles?publisher=The+Gulf+Daily").text)[1]
    address = re.search(r'href="(/entities/person_kaasik\?within[^"]+)"', desk.get(article).text)[1]
    page = desk.get(address.partition("#")[0]).text
    assert re.search(r'name="source_id"[^>]*value="ferry"', page)


def test_sql_reads_and_leads_to_its_rows(desk):
    page = desk.get("/sql", params={"q": "SELECT entity_id, article_count FROM entities ORDER BY 1 LIMIT 2"}).text
    assert '<a href="/entities/org_turku">org_turku</a>' in page and "<meter" in page
    assert desk.get("/sql.json", params={"q": "SELECT 1 AS one"}).json() == {"rows": [{"one": 1}], "is_cut": False}


@pytest.mark.parametrize(
    "sql", ["DELETE FROM quotes", "SELECT * FROM read_text('/etc/hostname')", "SELEC", "COPY quotes TO 'x.csv'", ";"]
)
def test_sql_that_may_not_be_is_refused_in_words(desk, sql):
    answer = desk.get("/sql", params={"q": sql})
    assert answer.status_code == 400 and 'role="alert"' in answer.text
    assert desk.get("/sql.json", params={"q": sql}).status_code == 400


def test_a_link_from_elsewhere_runs_no_query(desk):
    page = desk.get("/sql", params={"q": "SELECT 41 + 1"}, headers={"sec-fetch-site": "cross-site"}).text
    assert "SELECT 41 + 1" in page and "<td>42</td>" not in page


def test_a_query_is_saved_and_removed(desk):
    form = {"token": token_of(desk.get("/sql", params={"q": "SELECT 1"}).text), "name": "One", "sql": "SELECT 1"}
    assert "One</a>" in desk.post("/sql", data=form).text
    assert "One</a>" not in desk.post("/sql", data={**form, "sql": ""}).text


def test_a_view_of_a_list_is_kept_by_name_and_removed(desk):
    token = token_of(desk.get("/quotes?kind=direct").text)
    form = {"token": token, "name": "In marks", "address": "/quotes?kind=direct&sort=-date"}
    assert '<b class="count">3 statements' in desk.post("/views", data=form).text
    assert '<a href="/quotes?kind=direct&amp;sort=-date">In marks</a>' in desk.get("/").text
    assert "In marks" not in desk.post("/views", data={**form, "address": ""}).text
    assert desk.post("/views", data={**form, "address": "//evil.example/quotes"}).status_code == 409


def test_columns_are_chosen_by_a_form_kept_in_the_address_and_in_views_and_files(desk):
    page = desk.get("/quotes?columns=speaker&columns=quoted_text&kind=direct").text
    head = re.search(r"<thead>.*?</thead>", page, re.DOTALL)[0]
    assert re.findall(r'<th scope="col"[^>]*>([^<]+)', head) == ["speaker", "quoted text", "Row"]
    kept = re.search(r'name="address" value="([^"]+)"', page)[1].replace("&amp;", "&")
    assert "columns=speaker%2Cquoted_text" in kept
    form = {"token": token_of(page), "name": "Two", "address": kept}
    assert "<th" in desk.post("/views", data=form).text
    file = desk.get("/download/quotes.csv?columns=speaker,quoted_text&kind=direct").text
    assert file.splitlines()[0] == "speaker,quoted_text" and len(file.splitlines()) == 4
    assert desk.get("/quotes?columns=shoe_size").status_code == 400


@pytest.mark.parametrize("table", ["quotes", "money_claims", "demands"])
def test_the_words_of_a_row_that_a_load_left_out_are_not_printed(desk, own_data, table):
    page = desk.get(f"/review?table={table}").text
    form = {name: re.search(rf'name="{name}" value="([^"]*)"', page)[1] for name in ("token", "table", "row_id")}
    told = desk.post("/review", data={**form, "decision": "rejected"}).text.split("Decided last")[1]
    (decision,) = read_decisions(own_data)
    assert form["row_id"] in told
    load(own_data)
    page = desk.get("/review").text.split("Decided last")[1].split("</ul>")[0]
    told = unescape(re.sub(r'aria-label="Take back the decision on: the \w+ at [^"]*"', "", page))
    where = f" at characters {decision.start} to {decision.end} of {decision.source_id}"
    assert f"{where}, which is no longer there: a load left it out" in told
    assert not any(word in told.replace(where, "") for word in re.findall(r"\w{4,}", decision.text))
    desk.post("/review", data={**form, "decision": "withdrawn"})
    assert read_decisions(own_data) == []
