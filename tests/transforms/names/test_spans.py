"""Spans cut down to the names in them: at titles, possessives and hyphens, without what an office is for."""

from __future__ import annotations

import pytest

from tests.transforms.read_texts import parse
from transforms.names.compounds import part_compounds
from transforms.names.hyphens import are_two_names, place_word
from transforms.names.portfolios import cut_portfolios, find_portfolios
from transforms.names.splits import cut_span
from transforms.names.trimming import trim_name
from transforms.names.words import Name
from transforms.reading.reading import Reading

# a sentence, the words of a span in it with its label, and the names in the span
SPLITS = [
    (
        "The brewer Tern Holdings Marta Quint left.",
        ("Tern Holdings Marta Quint", "ORG"),
        ["Tern Holdings", "Marta Quint"],
    ),
    ("They saw Norway's Harbour Board.", ("Norway's Harbour Board", "ORG"), ["Norway", "Harbour Board"]),
    (
        "Then Marta Quint and Jonas Brandt left.",
        ("Marta Quint and Jonas Brandt", "PERSON"),
        ["Marta Quint", "Jonas Brandt"],
    ),
    ("Then Tern Holdings left.", ("Tern Holdings", "ORG"), ["Tern Holdings"]),
    ("Then Marta Quint left.", ("Marta Quint", "PERSON"), ["Marta Quint"]),
]
# the same with the one name that is left, None where none is
TRIMS = [
    ("Then “Marta Quint” left.", ("“Marta Quint”", "PERSON"), "Marta Quint"),
    ("Then Senator Marta Quint left.", ("Senator Marta Quint", "PERSON"), "Marta Quint"),
    ("They met the Tern Foundation there.", ("the Tern Foundation", "ORG"), "Tern Foundation"),
    ("They met Marta Quint's aide there.", ("Marta Quint's", "PERSON"), "Marta Quint"),
    ("Then the Prime Minister left.", ("Prime Minister", "PERSON"), None),
    ("Then the senator left.", ("the", "PERSON"), None),
    ("Somebody spoke to The", ("The", "ORG"), None),
]
OTHERS = {
    "portfolio": "The Minister of Planning and International Cooperation Marta Quint left.",
    "body": "The President of Power Bank left.",
}


@pytest.fixture(scope="module")
def read(annotator):
    texts = [text for text, _, _ in (*SPLITS, *TRIMS)] + list(OTHERS.values())
    return dict(zip(texts, parse(annotator, texts), strict=True))


def tokens(reading, words):
    start = reading.text.index(words)
    return reading.tokens_in(start, start + len(words))


def words_of(reading, first, last):
    return reading.text[slice(*reading.span(first, last))]


@pytest.mark.parametrize(("text", "span", "names"), SPLITS)
def test_a_span_over_two_names_is_cut_between_them(read, lexicon, text, span, names):
    reading = read[text]
    parts = list(cut_span(reading, lexicon, (*tokens(reading, span[0]), span[1])))
    assert [words_of(reading, first, last) for first, last, _ in parts] == names


@pytest.mark.parametrize(("text", "span", "name"), TRIMS)
def test_a_span_is_trimmed_to_the_name_in_it(read, lexicon, text, span, name):
    reading = read[text]
    found = trim_name(reading, lexicon, *tokens(reading, span[0]), span[1])
    assert (found and words_of(reading, found.first, found.last)) == name


def test_what_an_office_is_for_is_no_name(read, lexicon):
    reading = read[OTHERS["portfolio"]]
    (found,) = find_portfolios(reading, lexicon).items()
    assert words_of(reading, *found) == "Planning and International Cooperation"
    whole = (*tokens(reading, "Planning and International Cooperation Marta Quint"), "ORG")
    cut = list(cut_portfolios(reading, [whole], dict([found])))
    assert [(words_of(reading, first, last), label) for first, last, label in cut] == [("Marta Quint", "PERSON")]


def test_an_organization_is_no_portfolio_and_other_spans_stay(read, lexicon):
    reading = read[OTHERS["body"]]
    assert find_portfolios(reading, lexicon) == {}
    assert list(cut_portfolios(reading, [(3, 5, "ORG")], {})) == [(3, 5, "ORG")]


def test_two_places_that_a_hyphen_binds_are_two_names(lexicon):
    assert place_word("U.S.") == "us"
    assert are_two_names(["Norway", "-", "Japan"], lexicon)
    assert not are_two_names(["Norway", "-", "Brandt"], lexicon)
    words = ["Norway-Japan", "talks", "Quint-Brandt"]
    starts = [0, 13, 19]
    ends = [start + len(word) for start, word in zip(starts, words, strict=True)]
    reading = Reading(" ".join(words), [], words, starts, ends, token_sentence=[0, 0, 0], sentences=[(0, 3)])
    names = [Name(0, 1, "", 0, kind="organization"), Name(2, 3, "", 2, kind="person")]
    parted = part_compounds(reading, names, lexicon)
    assert [(reading.text[slice(*name.span(reading))], name.kind) for name in parted] == [
        ("Norway", "place"),
        ("Japan", "place"),
        ("Quint-Brandt", "person"),
    ]
