"""The parts of one statement: its act, its hearer, whether it is denied, its form, and whom the source means."""

from __future__ import annotations

import pytest

from tests.transforms.read_texts import parse, read_texts
from transforms.entities.descriptions import DescriptionFinder
from transforms.quotes.acts import act_of, addressee_of, read_acts
from transforms.quotes.extract import tabulate
from transforms.quotes.forms import GROUPS, content_words, group_of, has_clause, kind_of, without_hearer
from transforms.quotes.negation import is_negated
from transforms.quotes.speakers import SpeakerFinder, read_spokes
from transforms.quotes.statements import Statement

CONTENT = "the bridge was closed"
TEXTS = {
    "direct": f"Marta Quint said, “{CONTENT}.”",
    "mixed": "Marta Quint said the bridge was “a danger to everyone” in winter.",
    "indirect": f"Marta Quint said {CONTENT}.",
    "phrase": "Marta Quint criticized the closed bridge.",
    "denied": f"Marta Quint did not say {CONTENT}.",
    "nobody": f"No minister said {CONTENT}.",
    "told": f"Marta Quint told Jonas Brandt that {CONTENT}.",
    "urged": "Marta Quint urged Jonas Brandt to open the bridge.",
    "called": "Marta Quint called for a new bridge.",
    "report": "A report by the Tern Foundation said the bridge was closed.",
    "she": "Marta Quint arrived early. She said the bridge was closed.",
    "who": "Marta Quint, who said the bridge was closed, left early.",
    "aide": "An aide said the bridge was closed.",
}
ACTS = read_acts([{"cue": "urge", "act": "demanded"}, {"cue": "call for", "act": "demanded"}])
SPOKES = read_spokes([{"noun": "report", "of_person": "yes", "of_body": "yes"}])


@pytest.fixture(scope="module")
def tables(annotator):
    readings = zip(TEXTS, parse(annotator, list(TEXTS.values())), strict=True)
    return {name: tabulate(reading, annotator.quote_model.groups) for name, reading in readings}


@pytest.fixture(scope="module")
def read(annotator):
    return read_texts(annotator, TEXTS)


def statement(table, cue, source, content):
    """A statement of words: its cue, the head of its source (None for nobody) and its content."""
    reading = table.reading
    start = reading.text.index(content)
    run = reading.tokens_in(start, start + len(content))
    head = -1 if source is None else reading.words.index(source)
    return Statement(reading.words.index(cue), head, [run], "clause")


def test_the_act_is_that_of_the_cue_with_its_preposition(tables):
    told = [
        (tables["urged"], statement(tables["urged"], "urged", "Quint", "Jonas Brandt to open the bridge")),
        (tables["called"], statement(tables["called"], "called", "Quint", "a new bridge")),
        (tables["indirect"], statement(tables["indirect"], "said", "Quint", CONTENT)),
    ]
    assert [act_of(table, one, ACTS) for table, one in told] == ["demanded", "demanded", "said"]


def test_the_addressee_is_who_is_told_or_is_to_act(annotator, tables):
    verbs = annotator.quote_model.addressing
    table = tables["told"]
    heard = addressee_of(table, statement(table, "told", "Quint", f"that {CONTENT}"), "said", verbs)
    assert heard is not None and table.reading.words[heard] == "Brandt"
    table = tables["urged"]
    one = statement(table, "urged", "Quint", "Jonas Brandt to open the bridge")
    asked = addressee_of(table, one, "demanded", verbs)
    assert asked is not None and table.reading.words[asked] == "Brandt"
    table = tables["indirect"]
    assert addressee_of(table, statement(table, "said", "Quint", CONTENT), "said", verbs) is None


@pytest.mark.parametrize(
    ("name", "cue", "source", "negated"),
    [("indirect", "said", "Quint", False), ("denied", "say", "Quint", True), ("nobody", "said", "minister", True)],
)
def test_a_statement_is_negated_by_its_verb_or_by_its_source(tables, name, cue, source, negated):
    assert is_negated(tables[name], statement(tables[name], cue, source, CONTENT)) == negated


@pytest.mark.parametrize(
    ("name", "expected"),
    [
        ("direct", ("said", f"“{CONTENT}.”", "direct", "marks")),
        ("mixed", ("said", "the bridge was “a danger to everyone” in winter", "mixed", "marks")),
        ("indirect", ("said", CONTENT, "indirect", "clause")),
        ("phrase", ("criticized", "the closed bridge", "indirect", "phrase")),
    ],
)
def test_the_kind_is_told_by_the_marks_and_the_clause(tables, name, expected):
    cue, content, kind, group = expected
    table, one = tables[name], statement(tables[name], cue, "Quint", content)
    assert kind_of(table, one) == kind and GROUPS[group_of(table, one)] == group
    assert has_clause(table, one) == (group != "phrase")


def test_the_content_has_words_and_no_signs_and_not_its_hearer(tables):
    table = tables["direct"]
    one = statement(table, "said", "Quint", f"“{CONTENT}.”")
    assert [table.reading.words[token] for token in content_words(table, one)] == CONTENT.split()
    table = tables["told"]
    first, last = without_hearer(table, statement(table, "told", "Quint", f"Jonas Brandt that {CONTENT}"), True)
    assert table.reading.words[first:last] == ["that", *CONTENT.split()]


@pytest.mark.parametrize(
    ("name", "expected"),
    [
        ("indirect", ("Quint", "Marta Quint")),
        ("she", ("She", "Marta Quint")),
        ("who", ("who", "Marta Quint")),
        ("report", ("report", "Tern Foundation")),
        ("aide", ("aide", None)),
    ],
)
def test_the_source_means_an_entity_or_nobody(tables, read, lexicon, name, expected):
    source, speaker = expected
    table, one = tables[name], read[name]
    descriptions = DescriptionFinder(one.reading, one.entities, one.roles, lexicon.nouns)
    finder = SpeakerFinder(table, one.entities, SPOKES, descriptions)
    told = statement(table, "said", source, CONTENT)
    found = finder.speaker(told)
    assert one.name_of(found and found.entity) == speaker
    assert finder.entity_of(told.source) == (found and found.entity)
    assert source in one.words(finder.span(told))


def test_nobody_speaks_where_there_is_no_source(tables, read, lexicon):
    one = read["indirect"]
    descriptions = DescriptionFinder(one.reading, one.entities, one.roles, lexicon.nouns)
    finder = SpeakerFinder(tables["indirect"], one.entities, SPOKES, descriptions)
    told = statement(tables["indirect"], "said", None, CONTENT)
    assert finder.speaker(told) is None and finder.span(told) is None
