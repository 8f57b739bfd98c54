"""Names, people and roles within one article: laws of any text; the cases are tests/cases/entities and roles."""

from __future__ import annotations

import time
from itertools import pairwise

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from tests.case_areas import annotate
from tests.case_files import read_area
from transforms.annotate import Article
from transforms.entities.aliases import join_aliases
from transforms.entities.clusters import Cluster
from transforms.entities.mentions import find_mentions, find_names
from transforms.names.words import Name
from transforms.reading.reading import Reading
from transforms.records import Segment

CASES = read_area("entities")


@pytest.fixture(scope="module")
def annotated(annotator):
    """The rows of every case, by table."""
    return annotate(annotator, CASES)


def test_a_day_with_a_hyphen_is_no_members_seat(annotator):
    rows = annotator.annotate([Article("day", "On Tuesday, D-Day was remembered in Oslo.")], "r1")
    names = [entity["name"] for entity in rows["article_entities"]]
    assert "Oslo" in names and "Day" not in names


def test_every_mention_lies_in_the_text_and_means_an_entity(annotated):
    for case, tables in zip(CASES, annotated, strict=True):
        known = {e["article_entity_id"] for e in tables["article_entities"]}
        for mention in tables["mentions"]:
            assert case.text[mention["start"] : mention["end"]] == mention["text"]
            assert mention["entity_id"] in known


WORDS = st.sampled_from(
    ["Dana", "Poole", "Acme", "Inc.", "said", "she", "he", ",", "(", ")", "the", "senator", "of", "Sen."]
)


def make_reading(words: list[str]) -> Reading:
    """A reading of blank-separated words whose every word hangs on the first; capitals are proper nouns."""
    starts, place = [], 0
    for word in words:
        starts.append(place)
        place += len(word) + 1
    tags = ["NNP" if w[0].isupper() else "NN" if w.isalpha() else "," for w in words]
    return Reading(
        " ".join(words),
        [Segment("body", 0, max(place - 1, 0))],
        words,
        starts,
        [s + len(w) for s, w in zip(starts, words, strict=True)],
        tags,
        ["X"] * len(words),
        [w.lower() for w in words],
        ["dep"] * len(words),
        [0] * len(words),
        [0] * len(words),
        [0] * len(words),
        [(0, len(words))],
        [(i, i + 1, "PERSON") for i, w in enumerate(words) if w[0].isupper()],
    )


@settings(max_examples=60, deadline=None)
@given(words=st.lists(WORDS, min_size=1, max_size=40))
def test_names_never_overlap_and_stay_in_the_text(lexicon, words):
    reading = make_reading(words)
    found = find_mentions(reading, find_names(reading, lexicon), lexicon)[0]
    names = [m for m in found.mentions if m.form == "name"]
    assert all(0 <= m.start < m.end <= len(reading.text) for m in found.mentions)
    assert all(a.end <= b.start for a, b in pairwise(names))
    assert all(0 <= m.entity < len(found.entities) for m in found.mentions)
    assert (
        find_mentions(make_reading(words), find_names(make_reading(words), lexicon), lexicon)[0].mentions
        == found.mentions
    )


def test_twice_as_many_namesakes_take_little_more_than_twice_as_long(lexicon):
    def seconds(count):
        words = [w for i in range(count) for w in (f"Dana{i}", "Poole", "said", ".")]
        reading = make_reading(words)
        reading.entities = [(i, i + 2, "PERSON") for i in range(0, len(words), 4)]
        began = time.process_time()
        assert len(find_mentions(reading, find_names(reading, lexicon), lexicon)[0].entities) > 1
        return time.process_time() - began

    assert min(seconds(1_600) for _ in range(2)) < 3 * max(seconds(800) for _ in range(2))


def test_twice_as_many_aliases_take_little_more_than_twice_as_long(lexicon):
    def seconds(count):
        words = [w for i in range(count) for w in (f"Dana{i}", "Poole", "known", "as", "Bo", ".")]
        reading = make_reading(words)
        names = [name for i in range(0, len(words), 6) for name in (make_name(i, i + 2), make_name(i + 4, i + 5))]
        clusters = [Cluster("person", [name]) for name in names[::2]] + [Cluster("person", names[1::2])]
        began = time.process_time()
        assert len(join_aliases(reading, clusters, lexicon)) == 1
        return time.process_time() - began

    assert min(seconds(8_000) for _ in range(2)) < 3 * max(seconds(4_000) for _ in range(2))


def make_name(first, last):
    return Name(first, last, "PERSON", first, None, "person")
