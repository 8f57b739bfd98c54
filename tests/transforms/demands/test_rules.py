"""The readers of demands one by one, on one sentence each; whole rows are in tests/cases/demands."""

from __future__ import annotations

import pytest
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st

from transforms.annotate import Article
from transforms.demands.actions import ActionReader
from transforms.demands.addressing import address_rest
from transforms.demands.asking_words import DemandLexicon
from transforms.demands.clauses import is_negated, lemma, noun_phrase, opens_with, own_subject
from transforms.demands.deeds import DeedReader
from transforms.demands.demanded_acts import follow_demands
from transforms.demands.dues import DueReader
from transforms.demands.finding import DemandMaker, Known
from transforms.demands.outcomes import OutcomeReader
from transforms.demands.wanted import Asking, Content
from transforms.entities.mentions import find_mentions, find_names
from transforms.money import extract_claims
from transforms.money.deadlines import DeadlineReader
from transforms.page.segments import segment_text
from transforms.quotes import find_speakers, quotes_of
from transforms.records import ArticleHints


@pytest.fixture(scope="module")
def maker(annotator):
    """Makes what reads the demands of a text."""

    def make(text: str) -> DemandMaker:
        hints = ArticleHints()
        segments = tuple(segment_text(text, hints, annotator.layout))
        reading = next(iter(annotator.reader.read([(text, segments)])))
        entities, roles = find_mentions(reading, find_names(reading, annotator.lexicon), annotator.lexicon)
        speakers = find_speakers(reading, entities, annotator.quote_model, roles)
        quotes = quotes_of(speakers, annotator.quote_model)
        claims = extract_claims(reading, entities, quotes, hints, annotator.money)
        deadlines = DeadlineReader.over(reading, annotator.money.lexicon, None)
        return DemandMaker(speakers, Known(entities, quotes, claims, deadlines), annotator.demands)

    return make


def at(maker: DemandMaker, word: str) -> int:
    return maker.reading.words.index(word)


def test_the_lexicon_is_read_from_the_seeds(seeds):
    lexicon = DemandLexicon.from_seeds(seeds)
    assert "x_to" in lexicon.frames_of("verb", "urge")
    assert ("verb", "propose", "measure") in lexicon.proposing
    assert lexicon.frames_of("verb", "walk") == frozenset()


def test_clauses_and_phrases(maker):
    made = maker("Marta Quint has not called for the old board to resign.")
    assert is_negated(made.reading, at(made, "called"))
    assert lemma(made.reading, at(made, "called")) == "call"
    assert opens_with(made.reading, at(made, "resign"), "for")
    assert own_subject(made.reading, at(made, "resign")) == at(made, "board")
    first, last = noun_phrase(made.reading, at(made, "board"))
    assert made.reading.words[first:last] == ["the", "old", "board"]


def test_deeds_and_measures(maker):
    made = maker("Marta Quint wants a ban, hopes to know more and tasted the soup.")
    deeds = DeedReader(made.parties, made.lexicon)
    assert deeds.is_measure(at(made, "ban"))
    assert not deeds.is_measure(at(made, "soup"))
    assert not deeds.is_deed(at(made, "know"))


def test_parties_and_those_they_stand_for(maker):
    made = maker("Brask Holdings met on Friday. Its next chairman may be Marta Quint.")
    assert made.parties.acts(at(made, "Holdings"))
    assert made.parties.is_figure(at(made, "Friday"))
    assert made.parties.entity(at(made, "chairman")) is None
    assert made.standins.party(at(made, "Holdings"))[1] == made.parties.entity(at(made, "Holdings"))


def test_askers_complements_and_actions(maker):
    made = maker("Marta Quint urged Brask Holdings to reopen the mill and rehire its workers.")
    cue = at(made, "urged")
    contents, frame = made.complements.read(cue, made.lexicon.frames_of("verb", "urge"))
    asker = made.askers.find(cue, "verb")
    assert frame == "x_to"
    assert asker is not None
    assert asker.demander == at(made, "Quint")
    assert not made.askers.is_void(cue)
    actions = ActionReader(made.reading, made.lexicon).split(contents[0], cue)
    words = [" ".join(made.reading.words[a.first : a.last]) for a in actions]
    assert words == ["reopen the mill", "rehire its workers"]


def test_an_action_begins_with_a_subject_that_hangs_on_for(maker):
    """Sometimes the parse makes the subject of an infinitive the object of "for"."""
    made = maker("Marta Quint is calling for the old board to be dismissed.")
    reading, board, verb = made.reading, at(made, "board"), at(made, "dismissed")
    mark = board - 3
    reading.heads[board], reading.deps[board] = mark, "pobj"
    reading.heads[mark], reading.deps[mark] = verb, "mark"
    vars(reading).pop("children", None)
    found = ActionReader(reading, made.lexicon).split(Content(verb, None, "clause"), at(made, "calling"))
    assert [" ".join(reading.words[a.first : a.last]) for a in found] == ["the old board to be dismissed"]


def test_infinitives_of_bills_and_wishes(maker):
    made = maker("The bill would require Brask Holdings to reopen the mill.")
    frames = made.complements.infinitives.frames()
    assert [c.kind for c in frames["bill_x_to"](at(made, "require"))] == ["act"]
    assert list(frames["body_x_to"](at(made, "require"))) == []


def test_lists_conditions_modals_and_orders_know_their_cues(maker):
    made = maker("The demands include a ban. Workers will strike unless Brask Holdings pays.")
    assert made.lists.is_list_noun(at(made, "demands"))
    assert made.lists.is_listing(at(made, "include"))
    assert made.conditions.is_cue(at(made, "unless"))
    assert not made.modals.is_cue(at(made, "will"))
    told = maker("“Close the mill,” Marta Quint told Brask Holdings.")
    assert told.orders.is_cue(at(told, "Close"))


def test_statements_by_place(maker):
    made = maker("“The mill must reopen,” said Marta Quint.")
    assert made.statements.at(3) == 0
    assert made.statements.at(len(made.reading.text) - 1) is None


def test_outcomes_and_dues(maker):
    made = maker("Marta Quint urged Brask Holdings to pay $5 million by 2031. The company refused.")
    demand = made.make()[0]
    assert (demand.status, demand.deadline, demand.claim) == ("refused", "2031", 0)
    content = Content(at(made, "pay"), at(made, "Holdings"), "act")
    action = ActionReader(made.reading, made.lexicon).split(content, at(made, "urged"))[0]
    asking = Asking(at(made, "urged"), "verb x_to", at(made, "Quint"), None, [content])
    assert OutcomeReader(made.parties).find(asking, action, demand.addressee) == "refused"
    assert DueReader(made.known.deadlines, made.known.claims).deadline(asking, action) == "2031"


def test_the_rest_of_a_list_is_asked_of_whom_it_names(maker):
    made = maker("Norway wants Denmark to open its harbours. Norway also demands a cut in the tariffs of Denmark.")
    demands = made.make()
    assert demands[1].addressee == demands[0].addressee
    assert address_rest(demands, made.parties) == demands


def test_statements_follow_their_demands(maker):
    made = maker("Marta Quint asked Brask Holdings to reopen the mill.")
    quotes = follow_demands(made.known.quotes, made.make())
    assert [q.act for q in quotes] == ["demanded"]


PIECES = st.sampled_from(
    [
        "Marta Quint urged Brask Holdings to reopen the mill; rehire its workers; and pay them or lose its licence.",
        "“We demand an apology,” she said, “and”",
        "The demands included:",
        "He must",
        "Call on",
        "They gave it until Friday to",
        "”",
        "and threatened to strike unless",
        "…",
    ]
)


@settings(max_examples=25, deadline=None, suppress_health_check=[HealthCheck.function_scoped_fixture])
@given(st.lists(PIECES, max_size=6), st.sampled_from(["\n", "\n\n", " "]))
def test_every_demand_keeps_the_laws(annotator, pieces, joint):
    text = joint.join(pieces)
    tables = annotator.annotate([Article("a", text)], "run")
    assert not tables.get("failures")
    for row in tables.get("demands", ()):
        assert text[row["start"] : row["end"]] == row["action_text"].strip() != ""
        assert row["status"] in ("demanded", "proposed", "accepted", "refused")
        assert row["demander_id"] is None or row["demander_id"] != row["addressee_id"]
        assert 0 < row["confidence"] < 1
        if row["demander_start"] is not None:
            assert text[row["demander_start"] : row["demander_end"]] == row["demander_text"]
