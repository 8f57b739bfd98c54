"""Decisions are kept, and carried out on the warehouse that a load builds."""

from decimal import Decimal

import duckdb
import pytest

from warehouse.database.checking import read_checks
from warehouse.decisions import BY_HAND, Decision, add_decision, apply_decisions, read_decisions

REFERENCES = ("references_resolve", "references_within_articles")


def decide(row_id, decision, table="quotes", **more):
    return Decision("2031-03-11T08:00:00+00:00", table, row_id, decision, **more)


@pytest.fixture
def built(own_data):
    with duckdb.connect(str(own_data / "onrecord.duckdb")) as connection:
        yield connection


def one(connection, sql, *values):
    return connection.execute(sql, list(values)).fetchone()


def test_the_later_decision_counts(tmp_path):
    for decision in ("accepted", "rejected"):
        add_decision(tmp_path, decide("q1", decision))
    add_decision(tmp_path, decide("q2", "accepted", text='a "b",\nc'))
    add_decision(tmp_path, decide("q3", "accepted"))
    add_decision(tmp_path, decide("q3", "withdrawn"))
    found = read_decisions(tmp_path)
    assert [(d.row_id, d.decision) for d in found] == [("q1", "rejected"), ("q2", "accepted")]
    assert found[1].text == 'a "b",\nc'


def test_a_broken_line_is_named(tmp_path):
    add_decision(tmp_path, decide("q1", "accepted"))
    path = tmp_path / "review" / "decisions.csv"
    path.write_text(path.read_text(encoding="utf-8") + "today,quotes,q2,liked\n", encoding="utf-8")
    with pytest.raises(ValueError, match="line 3"):
        read_decisions(tmp_path)


def test_a_rejected_quote_goes_with_its_parts(built):
    (quote,) = one(built, "SELECT quote_id FROM quotes WHERE text LIKE '%every metre%' LIMIT 1")
    assert apply_decisions(built, [decide(quote, "rejected")]).counts["rejected"] == 1
    for table in ("quotes", "quote_spans"):
        assert one(built, f"SELECT count(*) FROM {table} WHERE quote_id = ?", quote) == (0,)


def test_a_claim_outlives_its_rejected_quote(built):
    (quote,) = one(built, "SELECT quote_id FROM money_claims WHERE quote_id IS NOT NULL LIMIT 1")
    before = one(built, "SELECT count(*) FROM money_claims")
    apply_decisions(built, [decide(quote, "rejected")])
    assert one(built, "SELECT count(*) FROM money_claims") == before
    assert one(built, "SELECT count(*) FROM money_claims WHERE quote_id = ?", quote) == (0,)


def test_a_corrected_speaker_is_the_claimant_too(built):
    (quote,) = one(built, "SELECT quote_id FROM money_claims WHERE quote_id IS NOT NULL LIMIT 1")
    apply_decisions(built, [decide(quote, "corrected", speaker_id="place_ee", speaker_name="Estonia")])
    assert one(built, "SELECT speaker_id, confidence FROM quotes WHERE quote_id = ?", quote) == ("place_ee", 1.0)
    assert one(built, "SELECT claimant_id FROM money_claims WHERE quote_id = ?", quote) == ("place_ee",)


def test_a_correction_follows_the_name_when_the_id_is_gone(built):
    (quote,) = one(built, "SELECT quote_id FROM quotes LIMIT 1")
    apply_decisions(built, [decide(quote, "corrected", speaker_id="old_id", speaker_name="Harri Salmela")])
    assert one(built, "SELECT speaker_id FROM quotes WHERE quote_id = ?", quote) == ("person_salmela",)


def test_a_correction_to_nobody_named(built):
    (quote,) = one(built, "SELECT quote_id FROM quotes WHERE speaker_id IS NOT NULL LIMIT 1")
    apply_decisions(built, [decide(quote, "corrected")])
    assert one(built, "SELECT speaker_id FROM quotes WHERE quote_id = ?", quote) == (None,)


def test_what_meets_no_row_is_handed_back(built):
    (quote,) = one(built, "SELECT quote_id FROM quotes LIMIT 1")
    lost = [decide("gone", "accepted"), decide(quote, "corrected", speaker_id="no", speaker_name="No One")]
    applied = apply_decisions(built, lost)
    assert applied.unmatched == lost
    assert sum(applied.counts.values()) == 0


def test_what_leads_to_a_rejected_row_keeps_the_laws(built):
    """Demands lead to the quote and to the claim they stand in: a rejected one must not end the load."""
    claims = built.execute("SELECT claim_id FROM demands WHERE claim_id IS NOT NULL").fetchall()
    quotes = built.execute("SELECT quote_id FROM demands WHERE quote_id IS NOT NULL").fetchall()
    lost = [decide(key, "rejected", "money_claims") for (key,) in claims] + [decide(q, "rejected") for (q,) in quotes]
    assert claims and quotes
    apply_decisions(built, lost)
    assert one(built, "SELECT count(claim_id), count(quote_id) FROM demands") == (0, 0)
    for law in REFERENCES:
        assert built.execute(read_checks()[law]).fetchall() == []


@pytest.mark.parametrize(
    ("low", "high", "currency", "row"),
    [
        ("5000000", "5000000", "EUR", ("5000000", "5000000", "EUR", "exact", "10000000", 2.0)),
        ("4000000", "6000000", "EUR", ("4000000", "6000000", "EUR", "range", "12000000", 2.0)),
        ("4000000", "", "EUR", ("4000000", None, "EUR", "at_least", None, 2.0)),
        ("", "4000000", "EUR", (None, "4000000", "EUR", "up_to", "8000000", 2.0)),
        ("7", "7", "USD", ("7", "7", "USD", "exact", "7", 1.0)),
        ("7", "7", "SEK", ("7", "7", "SEK", "exact", None, None)),
    ],
)
def test_a_corrected_amount_is_the_readers_and_keeps_the_laws(built, low, high, currency, row):
    (claim,) = one(built, "SELECT claim_id FROM money_claims WHERE text = '€40 million' ORDER BY claim_id LIMIT 1")
    given = {"amount_low": low, "amount_high": high, "currency": currency, "speaker_id": "place_fi"}
    apply_decisions(built, [decide(claim, "corrected", "money_claims", **given)])
    found = one(
        built,
        "SELECT amount_low, amount_high, currency, modifier, usd_high, fx_rate FROM money_claims WHERE claim_id = ?",
        claim,
    )
    assert found == tuple(Decimal(v) if isinstance(v, str) and v.isdigit() else v for v in row)
    assert one(built, "SELECT rule, confidence FROM money_claims WHERE claim_id = ?", claim) == (BY_HAND, 1.0)
    for check in ("claims_well_formed", "amounts_in_order", "amounts_fit_their_words"):
        assert built.execute(read_checks()[check]).fetchall() == []


def test_a_file_of_an_earlier_version_takes_new_decisions(tmp_path):
    add_decision(tmp_path, decide("q1", "accepted"))
    path = tmp_path / "review" / "decisions.csv"
    lines = [line.rsplit(",", 3)[0] for line in path.read_text(encoding="utf-8").splitlines()]
    path.write_text("\n".join(lines) + "\n", encoding="utf-8")
    add_decision(tmp_path, decide("c1", "corrected", "money_claims", amount_low="5", amount_high="5", currency="EUR"))
    assert [(d.row_id, d.currency) for d in read_decisions(tmp_path)] == [("q1", ""), ("c1", "EUR")]


def test_claims_are_decided_alike(built):
    ids = [row[0] for row in built.execute("SELECT claim_id FROM money_claims ORDER BY start LIMIT 2").fetchall()]
    apply_decisions(
        built,
        [
            decide(ids[0], "rejected", "money_claims"),
            decide(
                ids[1], "corrected", "money_claims", speaker_id="org_turku", speaker_name="Turku Maritime Institute"
            ),
        ],
    )
    found = built.execute("SELECT claim_id, claimant_id, confidence FROM money_claims WHERE claim_id IN (?, ?)", ids)
    assert found.fetchall() == [(ids[1], "org_turku", 1.0)]


@pytest.fixture
def demand(built):
    """The id of Finland's demand of Estonia, which stands in a quote, in the newest text of the ferry's article."""
    made = "SELECT demand_id FROM demands JOIN articles USING (article_id)"
    return one(built, f"{made} WHERE demander_id = 'place_fi' AND revision = 2")[0]


def parties_of(built, key):
    sql = "SELECT demander_id, demander_text, addressee_id, addressee_text, confidence FROM demands WHERE demand_id = ?"
    return one(built, sql, key)


def is_lawful(built):
    laws = (*REFERENCES, "demands_well_formed", "texts_equal", "offsets_inside_text", "rows_of_one_article")
    return not any(built.execute(read_checks()[law]).fetchall() for law in laws)


KAASIK = {"speaker_id": "person_kaasik", "speaker_name": "Liis Kaasik"}
TO_ESTONIA = {"addressee_id": "place_ee", "addressee_name": "Estonia"}


def test_a_rejected_demand_goes(built, demand):
    assert apply_decisions(built, [decide(demand, "rejected", "demands")]).counts["rejected"] == 1
    assert parties_of(built, demand) is None and is_lawful(built)


def test_a_corrected_demander_has_the_nearest_words_that_mean_it(built, demand):
    apply_decisions(built, [decide(demand, "corrected", "demands", **KAASIK, **TO_ESTONIA)])
    assert parties_of(built, demand) == ("person_kaasik", "Liis Kaasik", "place_ee", "Estonia", 1.0)
    assert is_lawful(built)


def test_a_corrected_addressee_leaves_the_demander_and_its_words(built, demand):
    given = {"speaker_id": "place_fi", "speaker_name": "Finland", "addressee_id": "org_turku", "addressee_name": "-"}
    apply_decisions(built, [decide(demand, "corrected", "demands", **given)])
    assert parties_of(built, demand) == ("place_fi", "Finland", "org_turku", "Turku Maritime Institute", 1.0)
    assert is_lawful(built)


def test_a_demand_of_nobody_has_no_words_for_it(built, demand):
    apply_decisions(built, [decide(demand, "corrected", "demands", **KAASIK)])
    assert parties_of(built, demand)[2:4] == (None, None) and is_lawful(built)


def test_a_party_that_the_article_does_not_name_keeps_the_rows_words(built, demand):
    built.execute("DELETE FROM mentions WHERE entity_id = 'person_kaasik'")
    apply_decisions(built, [decide(demand, "corrected", "demands", **KAASIK, **TO_ESTONIA)])
    assert parties_of(built, demand)[:2] == ("person_kaasik", "Finland") and is_lawful(built)


def test_a_party_without_any_words_is_handed_back(built, demand):
    built.execute("DELETE FROM mentions WHERE entity_id = 'person_kaasik'")
    built.execute(
        "UPDATE demands SET demander_id = NULL, demander_text = NULL, demander_start = NULL, demander_end = NULL"
    )
    lost = [decide(demand, "corrected", "demands", **KAASIK, **TO_ESTONIA)]
    assert apply_decisions(built, lost).unmatched == lost
    assert parties_of(built, demand)[0] is None and is_lawful(built)


def test_a_corrected_speaker_is_the_demander_too_unless_the_demand_is_decided(built, demand):
    (quote,) = one(built, "SELECT quote_id FROM demands WHERE demand_id = ?", demand)
    apply_decisions(built, [decide(quote, "corrected", **KAASIK)])
    assert parties_of(built, demand) == ("person_kaasik", "Liis Kaasik", "place_ee", "Estonia", 0.9)
    apply_decisions(built, [decide(quote, "corrected"), decide(demand, "accepted", "demands")])
    assert parties_of(built, demand)[0] == "person_kaasik" and is_lawful(built)
