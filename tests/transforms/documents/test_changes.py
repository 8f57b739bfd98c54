from hypothesis import given
from hypothesis import strategies as st

from transforms.documents.changes import Revision, diff_revisions, pair_rows


def quote(key, text, speaker="e1", words="Melo"):
    return {"quote_id": key, "text": text, "speaker_id": speaker, "speaker_text": words}


def claim(key, text, subject="the fine", claimant=None):
    row = {"claim_id": key, "text": text, "subject": subject, "currency": "USD"}
    return {**row, "claimant_id": claimant, "claimant_text": claimant}


def demand(key, text, demander="e1", addressee=None):
    row = {"demand_id": key, "text": text, "addressee_id": addressee}
    return {**row, "demander_id": demander, "demander_text": demander}


def kinds(before, after):
    rows = diff_revisions("a", before, after)
    return [(row["table_name"], row["change"], row["row_id"]) for row in rows]


def test_equal_texts_change_nothing():
    rows = Revision(1, [quote("q1", "“We will sell,”")], [claim("c1", "$5 million")], {"e1": "Melo"})
    assert not diff_revisions("a", rows, Revision(2, rows.quotes, rows.claims, rows.entities))


def test_marks_alone_are_no_change_of_words():
    assert not kinds(Revision(1, [quote("q1", '"We will sell,"')]), Revision(2, [quote("q2", "“We will sell.”")]))


def test_each_kind_of_change():
    before = Revision(
        1,
        [quote("q1", "We will sell the mill in June"), quote("q2", "Nobody asked us"), quote("q3", "It is late")],
        [claim("c1", "$5 million"), claim("c2", "$2", "the toll")],
        {"e1": "Ana Melo", "e2": "Oslo"},
    )
    after = Revision(
        2,
        [
            quote("q4", "We will sell the mill in July"),
            quote("q5", "It is late", "e9", "Brandt"),
            quote("q6", "A toll?"),
        ],
        [claim("c3", "$7 million"), claim("c4", "$2", "the toll", "the union")],
        {"e1": "Ana Melo", "e9": "Jo Brandt"},
    )
    assert kinds(before, after) == [
        ("entities", "dropped", "e2"),
        ("entities", "added", "e9"),
        ("money_claims", "reworded", "c3"),
        ("money_claims", "reattributed", "c4"),
        ("quotes", "dropped", "q2"),
        ("quotes", "reworded", "q4"),
        ("quotes", "reattributed", "q5"),
        ("quotes", "added", "q6"),
    ]


def test_changes_of_demands():
    before = Revision(1, demands=[demand("d1", "cut the dues by half"), demand("d2", "close the mill")])
    after = Revision(2, demands=[demand("d3", "cut the dues by a third"), demand("d4", "close the mill", "e2")])
    assert kinds(before, after) == [("demands", "reworded", "d3"), ("demands", "reattributed", "d4")]


@given(st.lists(st.text("ab ", max_size=6)), st.lists(st.text("ab ", max_size=6)))
def test_pairs_use_each_statement_once_and_equal_ones_first(before, after):
    pairs = pair_rows(before, after)
    assert len({old for old, _ in pairs}) == len({new for _, new in pairs}) == len(pairs)
    equal = sum(before[old] == after[new] for old, new in pairs)
    assert equal == sum(min(before.count(words), after.count(words)) for words in set(before))


def test_long_lists_of_statements_end_soon():
    before = Revision(1, [quote(f"a{i}", f"We said {i} again and again") for i in range(3_000)])
    after = Revision(2, [quote(f"b{i}", f"We said {i} once more") for i in range(3_000)])
    assert len(diff_revisions("a", before, after)) >= 3_000
