"""Names by rows of matches, by the sort at their ends, by later phrases and by what stands beside them."""

from __future__ import annotations

import pytest

from tests.transforms.names.asking import ask
from tests.transforms.read_texts import parse
from transforms.names.addressed import cut_addressed
from transforms.names.candidates import find_candidates
from transforms.names.counted import tell_counted
from transforms.names.evidence import group_names
from transforms.names.match_rows import find_matches
from transforms.names.parallels import find_parallels
from transforms.names.series import kind_of_noun
from transforms.names.societies import find_societies
from transforms.names.sorted_bodies import find_sorted
from transforms.names.sorts_beside import acts_as_many, has_analyst, has_players, is_called_body, is_headed_one
from transforms.names.strange_words import find_strange
from transforms.names.words import Name


def words_of(reading, spans):
    return [" ".join(reading.words[span[0] : span[1]]) for span in spans]


@pytest.mark.parametrize(
    ("text", "wanted"),
    [
        ("Fixtures: Tamora Thistle v Zanarb Albion.", ["Tamora Thistle", "Zanarb Albion"]),
        ("League results: Tamora Rovers 2, Zanarb United 0.", ["Tamora Rovers", "Zanarb United"]),
        ("The match was off. The ruling in Poole v. Orten stands.", []),
        ("He asked Poole v Orten.", []),
        ("The league has PlayStation 3 and", []),
    ],
)
def test_sides_of_matches_stand_in_rows_of_an_article_on_sport(annotator, lexicon, text, wanted):
    (reading,) = parse(annotator, [text])
    assert words_of(reading, find_matches(reading, lexicon)) == wanted


@pytest.mark.parametrize(
    ("text", "wanted"),
    [
        ("They went to Arbenko General Hospital on Monday.", ["Arbenko General Hospital"]),
        ("They went to Zilmara Women's Hospital.", ["Zilmara Women 's Hospital"]),
        ("They went to the Harbour Hospital.", []),
    ],
)
def test_the_sort_ends_a_name_of_no_language(annotator, lexicon, text, wanted):
    (reading,) = parse(annotator, [text])
    assert words_of(reading, find_sorted(reading, lexicon, [])) == wanted


@pytest.mark.parametrize(
    ("text", "wanted"),
    [
        ("Blankets came from Mothers of Tilvara on Monday.", ["Mothers of Tilvara"]),
        ("Mothers of Tilvara wept on Monday.", []),
        ("Action for Tilvara has asked for gas.", ["Action for Tilvara"]),
        ("They spoke of Mothers of the town.", []),
    ],
)
def test_a_society_has_a_capital_within_or_does_one_bodys_deed(annotator, lexicon, text, wanted):
    (reading,) = parse(annotator, [text])
    assert words_of(reading, find_societies(reading, lexicon, [])) == wanted


def groups_of(annotator, lexicon, text):
    (reading,) = parse(annotator, [text])
    return reading, group_names(reading, find_candidates(reading, lexicon))


def test_a_later_phrase_counts_the_names_before_it(annotator, lexicon):
    text = "Kestavin was fined in March. Lavetara settled in April. Neither company admitted guilt."
    reading, groups = groups_of(annotator, lexicon, text)
    told = tell_counted(reading, groups, lexicon, lambda noun: kind_of_noun(reading, noun, lexicon))
    assert told == {("kestavin",): "organization", ("lavetara",): "organization"}


def test_names_are_parallel_where_the_verb_is_left_out(annotator, lexicon):
    reading, groups = groups_of(annotator, lexicon, "Trenotora makes the frames, Alvarsund the wheels.")
    assert list(find_parallels(reading, groups)) == [[("trenotora",), ("alvarsund",)]]


@pytest.mark.parametrize(
    ("test", "one", "other"),
    [
        (is_called_body, "A gang known as Orvane robbed us.", "A village known as Orvane burned."),
        (acts_as_many, "Orvane have won the cup.", "Orvane has won the cup."),
        (has_players, "The Orvane captain left the match.", "The Orvane baker left the match."),
        (has_analyst, "We asked analyst Dana Poole of Orvane.", "We asked farmer Dana Poole of Orvane."),
        (is_headed_one, "He was head of the Orvane for years.", "He was tired of the Orvane for years."),
    ],
)
def test_what_stands_beside_a_name_tells_a_body(annotator, lexicon, test, one, other):
    assert ask(annotator, lexicon, test, "Orvane", (one, other)) == [True, False]


def test_letters_that_begin_a_sentence_may_be_a_name(annotator, lexicon):
    (reading,) = parse(annotator, ["WEXE cut its electricity tariffs by six per cent on Monday."])
    assert find_strange(reading, lexicon, []) >= {0}


def test_a_first_word_that_stays_when_the_given_name_goes_is_a_form_of_address(annotator, lexicon):
    (reading,) = parse(annotator, ["Zorund Michael Poole came. Zorund Poole left."])
    full = Name(0, 3, "PERSON", 0, kind="person")
    short = Name(5, 7, "PERSON", 5, kind="organization")
    cut = cut_addressed(reading, [full, short], lexicon)
    assert [(name.first, name.kind) for name in cut] == [(1, "person"), (6, "person")]
