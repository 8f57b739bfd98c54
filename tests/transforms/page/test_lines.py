"""Lines of a page that name who wrote and photographed, where and when: bylines, credits and datelines."""

from __future__ import annotations

import pytest

from transforms.page.bylines import BY, NAMES_ALONE, Jobs, match_any, names_helpers
from transforms.page.credits import find_credit_names, find_dateline_names
from transforms.page.datelines import find_dateline, is_labelled, opens_story, read_large_places
from transforms.page.pictures import BRACKETED, PictureCredits
from transforms.reading.reading import Reading
from transforms.records import Segment

JOBS = Jobs(["reporter", "staff writer"], ["bureau"])


@pytest.mark.parametrize(
    ("line", "names"),
    [
        ("By Marta Quint", "Marta Quint"),
        ("BY Marta Quint and Jonas Brandt", "Marta Quint and Jonas Brandt"),
        ("Analysis by Jonas van Brandt", "Jonas van Brandt"),
    ],
)
def test_a_byline_gives_its_names(line, names):
    assert BY.match(line)["names"] == names


@pytest.mark.parametrize(
    "line", ["by the river it rained", "Bystanders saw Marta Quint", "The bridge was built by 1900"]
)
def test_other_lines_are_no_byline(line):
    assert BY.match(line) is None


def test_names_alone_and_helpers_are_told_by_their_form():
    assert NAMES_ALONE.match("Marta Quint, Jonas Brandt and Elsa Roth")
    assert not NAMES_ALONE.match("Marta Quint walked home")
    assert names_helpers("Additional reporting by Elsa Roth")
    assert not names_helpers("Elsa Roth reported a loss")


def test_credits_are_told_by_brackets_and_labels():
    assert BRACKETED.match("(Marta Quint/Tern News)")["inside"] == "Marta Quint/Tern News"
    labelled = PictureCredits(["photo"]).labelled
    assert labelled.search("A boat leaves the harbour. Photo: Marta Quint")
    assert not labelled.search("A boat leaves the harbour.")


@pytest.mark.parametrize("line", ["Marta Quint, staff writer", "Marta Quint | Port Quillan bureau"])
def test_jobs_stand_beside_names(line):
    assert JOBS.beside.match(line)["names"] == "Marta Quint"


def test_jobs_stand_alone_and_nothing_matches_without_a_list():
    assert JOBS.alone.match("Senior reporter") and not JOBS.alone.match("Senior plumber")
    assert not Jobs().alone.match("Senior reporter")


def test_the_longest_of_the_phrases_is_tried_first_and_none_matches_nothing():
    assert match_any(["a", "a.b"]) == r"(?:a\.b|a)"
    assert not JOBS.word.search("reporterish")
    assert Jobs([], []).word.search("reporter") is None


PLACES = frozenset({"port quillan"})


@pytest.mark.parametrize(
    ("line", "dateline"),
    [
        ("TERNBY, Quillania (Tern News) — The rain stopped.", "TERNBY, Quillania (Tern News) —"),
        ("TERNBY: The rain stopped.", "TERNBY:"),
        ("Port Quillan — The rain stopped.", "Port Quillan —"),
        ("Little Moor — The rain stopped.", ""),
        ("The rain stopped in TERNBY.", ""),
    ],
)
def test_a_dateline_ends_where_the_story_begins(line, dateline):
    assert line[: find_dateline(line, PLACES, is_label=False)] == dateline


def test_capitals_and_a_colon_may_be_a_speaker():
    line = "QUINT: We stop here."
    assert is_labelled(line) and not opens_story(line)
    assert find_dateline(line, PLACES, is_label=True) == 0 < find_dateline(line, PLACES, is_label=False)
    assert opens_story("TERNBY (Tern News) — The rain stopped.")


def test_large_places_are_countries_capitals_and_large_towns():
    countries = [{"name": "Quillania", "other_names": "", "capital": "Port Quillan"}]
    assert read_large_places(countries, ["Ternby", "São Mor"]) == {
        "quillania", "port quillan", "ternby", "são mor", "sao mor",
    }  # fmt: skip


def names_in(find, kind, text, *more):
    reading = Reading(text, [Segment(kind, 0, len(text))])
    return {(text[slice(*name.outside)], name.kind) for name in find(reading, *more)}


def test_credits_and_bylines_name_people_and_bodies(lexicon):
    known = {("tern", "gazette"): "organization"}
    assert names_in(find_credit_names, "byline", "By Marta Quint and Jonas Brandt", lexicon, known) == {
        ("Marta Quint", "person"),
        ("Jonas Brandt", "person"),
    }
    found = names_in(find_credit_names, "credit", "(Peter Quint/Tern Gazette)", lexicon, known)
    assert found == {("Peter Quint", "person"), ("Tern Gazette", "organization")}
    assert names_in(find_credit_names, "body", "By Marta Quint", lexicon, known) == set()


def test_a_dateline_names_its_place_and_agency_but_no_day(lexicon):
    found = names_in(find_dateline_names, "dateline", "QUILLHAVEN, May 3 (Tern Wire) —", lexicon)
    assert found == {("QUILLHAVEN", "place"), ("Tern Wire", "organization")}
