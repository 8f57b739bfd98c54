"""Each reader of demands on a sentence that it is for, and on one that it has to leave alone."""

from __future__ import annotations

import pytest

from tests.transforms.read_texts import read_texts
from transforms.demands.askers import AskerReader
from transforms.demands.complements import ComplementReader
from transforms.demands.conditions import ConditionReader
from transforms.demands.deeds import DeedReader
from transforms.demands.ends import EndReader
from transforms.demands.finding import DemandMaker, Known
from transforms.demands.imperatives import OrderReader
from transforms.demands.infinitives import InfinitiveReader
from transforms.demands.listed import ListReader
from transforms.demands.modals import ModalReader
from transforms.demands.parties import PartyFinder
from transforms.demands.shared_subjects import SharedSubjectReader
from transforms.demands.spoken import StatementFinder
from transforms.demands.standins import StandInFinder
from transforms.money.deadlines import DeadlineReader
from transforms.quotes import find_speakers, quotes_of
from transforms.records import Quote, Span

TEXTS = {
    "urge": "Marta Quint urged Brask Holdings to reopen the mill.",
    "not": "Marta Quint did not urge Brask Holdings to reopen the mill.",
    "passive": "Brask Holdings was urged by Marta Quint to reopen the mill.",
    "letter": "Marta Quint sent a letter to Brask Holdings asking for an apology.",
    "plan": "Marta Quint plans to call for an inquiry.",
    "apology": "Marta Quint demanded an apology from Brask Holdings.",
    "that": "Marta Quint demanded that Brask Holdings reopen the mill.",
    "for": "Marta Quint called for an inquiry.",
    "fear": "Marta Quint called out for her mother.",
    "unless": "Marta Quint will strike unless Brask Holdings pays the workers.",
    "rain": "Marta Quint will walk home unless it rains.",
    "order": "“Reopen the mill,” Marta Quint told Brask Holdings.",
    "told": "“We reopened the mill,” Marta Quint told Brask Holdings.",
    "list": "The workers met Brask Holdings. The demands include a ban on night shifts and the release of the records.",
    "until": "Marta Quint gave Brask Holdings until Friday to reopen the mill.",
    "must": "Marta Quint said Brask Holdings must reopen the mill.",
    "own": "Marta Quint said she must reopen the mill.",
    "owed": "Brask Holdings must reopen the mill.",
    "owner": "The workers heard Marta Quint's demand for an apology.",
    "goods": "The demand for steel fell in spring.",
    "they": "The miners met in Oslo. They demanded an apology from Marta Quint.",
    "pronoun": "Brask Holdings closed the mill. It demanded an apology from Marta Quint.",
}


@pytest.fixture(scope="module")
def makers(annotator):
    """What reads the demands of each text."""
    found = {}
    for name, read in read_texts(annotator, TEXTS).items():
        speakers = find_speakers(read.reading, read.entities, annotator.quote_model, read.roles)
        quotes = quotes_of(speakers, annotator.quote_model)
        deadlines = DeadlineReader.over(read.reading, annotator.money.lexicon, None)
        found[name] = DemandMaker(speakers, Known(read.entities, quotes, [], deadlines), annotator.demands)
    return found


def at(maker, word):
    return maker.reading.words.index(word)


def word(maker, token):
    return None if token is None else maker.reading.words[token]


def reader_of(maker, reader):
    return reader(maker.parties, DeedReader(maker.parties, maker.lexicon), maker.lexicon)


@pytest.mark.parametrize(("name", "cue"), [("urge", "urged"), ("passive", "urged")])
def test_who_asks_is_the_subject_or_the_agent(makers, name, cue):
    maker = makers[name]
    asker = AskerReader(maker.parties, maker.lexicon).find(at(maker, cue), "verb")
    assert asker is not None and word(maker, asker.demander) == "Quint"


def test_a_demand_is_its_owners_and_one_for_goods_is_nobodys(makers):
    for name, asks in (("owner", "Quint"), ("goods", None)):
        asker = AskerReader(makers[name].parties, makers[name].lexicon).find(at(makers[name], "demand"), "noun")
        assert (asker and word(makers[name], asker.demander)) == asks


def test_what_is_not_asked_is_void_and_what_is_to_come_is_planned(makers):
    for name, cue, is_void in (("urge", "urged", False), ("not", "urge", True)):
        assert AskerReader(makers[name].parties, makers[name].lexicon).is_void(at(makers[name], cue)) == is_void
    for name, cue, is_planned in (("urge", "urged", False), ("plan", "call", True)):
        askers = AskerReader(makers[name].parties, makers[name].lexicon)
        assert askers.is_planned(at(makers[name], cue)) == is_planned


def test_a_letter_asks_whom_it_is_sent_to(makers):
    maker = makers["letter"]
    askers = AskerReader(maker.parties, maker.lexicon)
    assert word(maker, askers.recipient(at(maker, "asking"), None)) == "Holdings"


@pytest.mark.parametrize(
    ("name", "cue", "found"),
    [
        ("urge", "urged", ("act", "reopen", "Holdings")),
        ("that", "demanded", ("act", "reopen", "Holdings")),
        ("apology", "demanded", ("thing", "apology", "Holdings")),
        ("for", "called", ("thing", "inquiry", None)),
        ("fear", "called", None),
    ],
)
def test_a_cue_has_the_action_and_who_is_to_act(makers, name, cue, found):
    maker = makers[name]
    complements = reader_of(maker, ComplementReader)
    place = at(maker, cue)
    contents, frame = complements.read(place, maker.lexicon.frames_of("verb", maker.reading.lemmas[place]))
    assert [(c.kind, word(maker, c.head), word(maker, c.party)) for c in contents] == ([found] if found else [])
    assert bool(frame) == bool(found)


def test_a_verb_is_read_with_its_subject(makers):
    maker = makers["urge"]
    infinitives = reader_of(maker, InfinitiveReader)
    (content,) = infinitives.frames()["x_to"](at(maker, "urged"))
    assert (word(maker, content.head), word(maker, content.party)) == ("reopen", "Holdings")
    maker = makers["that"]
    assert reader_of(maker, InfinitiveReader).clause(at(maker, "reopen")).kind == "act"
    assert list(reader_of(maker, InfinitiveReader).frames()["on_to"](at(maker, "demanded"))) == []


def test_a_condition_is_put_to_another_party(makers):
    maker = makers["unless"]
    asking = ConditionReader(maker.parties, maker.statements, maker.lexicon).read(at(maker, "unless"))
    assert asking is not None and word(maker, asking.demander) == "Quint"
    assert [(word(maker, c.head), word(maker, c.party)) for c in asking.contents] == [("pays", "Holdings")]


def test_the_weather_is_no_party(makers):
    maker = makers["rain"]
    conditions = ConditionReader(maker.parties, maker.statements, maker.lexicon)
    assert conditions.is_cue(at(maker, "unless")) and conditions.read(at(maker, "unless")) is None


def test_an_order_is_said_to_somebody(makers):
    for name, cue, is_order in (("order", "Reopen", True), ("told", "reopened", False)):
        maker = makers[name]
        orders = OrderReader(maker.parties, maker.statements, maker.lexicon)
        assert orders.is_cue(at(maker, cue)) == is_order
    maker = makers["order"]
    asking = OrderReader(maker.parties, maker.statements, maker.lexicon).read(at(maker, "Reopen"))
    assert asking is not None and asking.is_told and asking.quote == 0


def test_a_list_has_its_items(makers):
    maker = makers["list"]
    lists = ListReader(maker.askers, reader_of(maker, ComplementReader), maker.lexicon)
    assert lists.is_list_noun(at(maker, "demands")) and not lists.is_list_noun(at(maker, "workers"))
    assert [word(maker, c.head) for c in lists.read_noun(at(maker, "demands"))] == ["ban"]


def test_a_term_is_set_for_an_action(makers):
    maker = makers["until"]
    lists = ListReader(maker.askers, reader_of(maker, ComplementReader), maker.lexicon)
    term = lists.read_term(at(maker, "gave"))
    assert term is not None and word(maker, term.demander) == "Quint"
    assert [(word(maker, c.head), word(maker, c.party)) for c in term.contents] == [("reopen", "Holdings")]
    assert lists.read_term(at(maker, "reopen")) is None


@pytest.mark.parametrize(("name", "is_asked"), [("must", True), ("own", False), ("owed", False)])
def test_must_asks_in_the_words_of_another_alone(makers, name, is_asked):
    maker = makers[name]
    modals = ModalReader(maker.parties, maker.statements, DeedReader(maker.parties, maker.lexicon))
    assert modals.is_cue(at(maker, "must")) and not modals.is_cue(at(maker, "mill"))
    asking = modals.read(at(maker, "must"))
    assert (asking is not None) == is_asked
    if asking is not None:
        assert [(word(maker, c.head), word(maker, c.party)) for c in asking.contents] == [("reopen", "Holdings")]


def test_parties_are_people_and_bodies(makers):
    maker = makers["apology"]
    parties = PartyFinder(maker.parties.finder, maker.known.entities, maker.lexicon)
    names = [entity.name for entity in maker.known.entities.entities]
    for token, name in (("Quint", "Marta Quint"), ("Holdings", "Brask Holdings")):
        assert parties.acts(at(maker, token)) and names[parties.entity(at(maker, token))] == name
        assert maker.reading.text[slice(*parties.span(at(maker, token)))] == name
    assert not parties.acts(at(maker, "apology")) and parties.mention(at(maker, "apology")) is None


def test_a_text_is_its_authors(makers):
    maker = makers["letter"]
    assert maker.parties.is_messenger(at(maker, "letter")) and not maker.parties.is_messenger(at(maker, "Quint"))
    assert word(maker, maker.parties.author(at(maker, "letter"))) == "Quint"


def test_a_pronoun_stands_for_the_body_of_the_sentence_before(makers):
    maker = makers["pronoun"]
    standins = StandInFinder(maker.parties)
    span, entity = standins.party(at(maker, "It"))
    assert span is not None
    assert maker.known.entities.entities[entity].name == "Brask Holdings"


def test_they_stands_for_the_people_of_the_sentence_before(makers):
    maker = makers["they"]
    span, _ = StandInFinder(maker.parties).party(at(maker, "They"))
    assert span is not None and maker.reading.text[slice(*span)] == "The miners"


def test_whoever_asked_last_is_remembered(makers):
    maker = makers["pronoun"]
    standins = StandInFinder(maker.parties)
    assert standins.last_asker(at(maker, "apology")) is None
    standins.note(at(maker, "Holdings"))
    assert word(maker, standins.last_asker(at(maker, "apology"))) == "Holdings"


def test_a_place_lies_in_one_statement_or_in_none():
    def quote(*parts):
        return Quote("direct", "said", tuple(Span(*p) for p in parts), None, None, None, None, None, "r", 0.9)

    statements = StatementFinder([quote((0, 5), (20, 30)), quote((10, 15))])
    assert [statements.at(place) for place in (0, 4, 5, 12, 25, 30)] == [0, 0, None, 1, 0, None]


def test_an_asking_verb_has_its_subject(makers):
    maker = makers["unless"]
    subjects = SharedSubjectReader(maker.parties, maker.lexicon)
    assert word(maker, subjects.subject(maker.reading.heads[at(maker, "Quint")])) == "Quint"


def test_an_action_keeps_the_marks_that_stand_around_it(makers):
    maker = makers["unless"]
    ends = EndReader(maker.reading, maker.lexicon)
    first = at(maker, "pays")
    assert ends._with_marks(first, first + 1) == (first, first + 1)
