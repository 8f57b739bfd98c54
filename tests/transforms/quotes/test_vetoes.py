"""Named reasons for which a statement is none or its source is nobody."""

from __future__ import annotations

import pytest

from transforms.quotes.extract import tabulate
from transforms.quotes.statements import Statement
from transforms.quotes.vetoes import UNNAMED, VETOES, hearer_of_blame, read_doings, refuse, unname
from transforms.records import Segment
from warehouse.seeds import read_seeds

DOINGS = read_doings(read_seeds("annotation")["non_statements"])


def statement_of(annotator, text: str, cue: str, source: str | None, content: str):
    reading = next(iter(annotator.reader.read([(text, [Segment("body", 0, len(text))])])))
    table = tabulate(reading, annotator.quote_model.groups)
    run = reading.tokens_in(text.index(content), text.index(content) + len(content))
    words = reading.words
    return table, Statement(words.index(cue), words.index(source) if source else -1, [run], "test")


@pytest.mark.parametrize(
    (("said"), "why"),
    [
        (("Marta Quint filed a lawsuit over the dam.", "filed", "Quint", "a lawsuit over the dam"), "does something"),
        (("The flood cast a long shadow over us.", "cast", "flood", "a long shadow over us"), "does something"),
        (("Marta Quint sang “The Old Dam” in May.", "sang", "Quint", "“The Old Dam”"), "performs"),
        (("Marta Quint sang, “The dam is old.”", "sang", "Quint", "“The dam is old.”"), None),
        (("The price said the dam was dear.", "said", "price", "the dam was dear"), "cannot speak"),
        (("Marta Quint said the dam was dear.", "said", "Quint", "the dam was dear"), None),
    ],
)
def test_what_is_no_statement_is_refused_by_a_named_rule(annotator, said, why):
    assert refuse(*statement_of(annotator, *said), DOINGS) == why


@pytest.mark.parametrize(
    ("text", "source", "why"),
    [
        ("But told Marta Quint: “The dam is old.”", "Quint", "is spoken to"),
        ("Marta Quint told Jonas Brandt: “The dam is old.”", "Quint", None),
        ("Marta Quint told Jonas Brandt: “The dam is old.”", None, None),
    ],
)
def test_whoever_is_spoken_to_is_not_the_source(annotator, text, source, why):
    assert unname(*statement_of(annotator, text, "told", source, "“The dam is old.”"), DOINGS) == why


@pytest.mark.parametrize(
    ("text", "blamed"),
    [
        ("Marta Quint was angry with Jonas Brandt for saying the dam was old.", "Brandt"),
        ("Marta Quint apologized to Jonas Brandt for saying the dam was old.", None),
        ("Marta Quint was fired by Jonas Brandt for saying the dam was old.", None),
    ],
)
def test_who_is_blamed_for_saying_it_said_it(annotator, text, blamed):
    table, statement = statement_of(annotator, text, "saying", "Quint", "the dam was old")
    found = hearer_of_blame(table, statement)
    assert (None if found is None else table.reading.words[found]) == blamed


def test_rules_have_names_of_their_own():
    names = [name for name, _ in (*VETOES, *UNNAMED)]
    assert len(set(names)) == len(names)
