import pytest

from transforms.page.layout import Layout
from transforms.page.metadata import (
    add_authors,
    author_roles,
    read_authors,
    read_moment,
    read_published,
    read_publisher,
)
from transforms.records import ArticleEntities, Entity, Mention, Segment
from warehouse.seeds import read_seeds

LAYOUT = Layout.from_seeds(read_seeds("sources"))


def authors(line):
    return [line[a:b] for a, b in read_authors(line, [Segment("byline", 0, len(line))], LAYOUT.jobs)]


@pytest.mark.parametrize(
    ("line", "names"),
    [
        ("By Ana Melo", ["Ana Melo"]),
        ("By ANA MELO and JO BRANDT", ["ANA MELO", "JO BRANDT"]),
        ("By Ana Melo, Political Correspondent", ["Ana Melo"]),
        ("Ana Melo | Islands Editor", ["Ana Melo"]),
        ("From Ana Melo in Bergen", ["Ana Melo"]),
        ("Opinion by Ana María de la Cruz", ["Ana María de la Cruz"]),
        ("(Reporting by Ana Melo in Oslo and Jo Brandt in Bergen; Editing by Kit Lowe)", ["Ana Melo", "Jo Brandt"]),
        ("Melo reported from Oslo. Jo Brandt and Kit Lowe contributed to this report.", ["Jo Brandt", "Kit Lowe"]),
        ("Edited by Kit Lowe", []),
        ("By Ana Melo and Associated Press", ["Ana Melo"]),
        ("Staff Writer", []),
        ("Chief Photographer", []),
    ],
)
def test_authors_of_a_byline(line, names):
    assert authors(line) == names


def test_authors_join_people_of_the_story_or_become_new_ones():
    text = "By Ana Melo and JO BRANDT\n\nAna Melo slept."
    entities = ArticleEntities([Entity("person", "Ana Melo", ["Ana Melo"])], [Mention(27, 35, "person", "name", 0)])
    found = add_authors(entities, text, [Segment("byline", 0, 25), Segment("body", 27, 42)], LAYOUT.jobs)
    assert [(text[m.start : m.end], m.entity) for m in found.mentions] == [
        ("Ana Melo", 0),
        ("JO BRANDT", 1),
        ("Ana Melo", 0),
    ]
    assert [entity.name for entity in found.entities] == ["Ana Melo", "Jo Brandt"]
    assert len(add_authors(found, text, [Segment("byline", 0, 25)], LAYOUT.jobs).mentions) == 3


@pytest.mark.parametrize(
    ("line", "moment", "precision"),
    [
        ("Published 14 March 2024, 6.15pm", "2024-03-14T00:00:00+00:00", "day"),
        ("Mon 8 Jul 2024 10.30 BST", "2024-07-08T09:30:00+00:00", "time"),
        ("Posted Sept. 10, 2022 at 8:05 p.m. EDT", "2022-09-11T00:05:00+00:00", "time"),
        ("2024-02-29", "2024-02-29T00:00:00+00:00", "day"),
        ("Posted at noon", None, None),
        ("Published 31 February 2024", None, None),
        ("Published 1 Foo 2024", None, None),
    ],
)
def test_moments(line, moment, precision):
    found = read_moment(line)
    assert (found[0] and found[0].isoformat(), found[1]) == (moment, precision)


def test_publisher_is_read_from_the_masthead():
    for line, name in (("The Coastal HeraldNews that floats", "The Coastal Herald"), ("Subscribe to news", None)):
        assert read_publisher(line, [Segment("boilerplate", 0, len(line))], LAYOUT) == name


def test_a_byline_name_that_is_a_mention_already_is_not_one_twice():
    text = "By Ana Melo and Jo Brandt\n\nRain fell."
    known = ArticleEntities([Entity("person", "Jo Brandt", ["Jo Brandt"])], [Mention(16, 25, "person", "name", 0)])
    found = add_authors(known, text, [Segment("byline", 0, 25)], LAYOUT.jobs)
    assert [(m.start, m.end) for m in found.mentions] == [(3, 11), (16, 25)]


@pytest.mark.parametrize(
    ("lines", "roles"),
    [
        (["By Ana Melo and Jo Brandt, Staff Writers"], [("Ana Melo", "Staff Writers"), ("Jo Brandt", "Staff Writers")]),
        (
            ["By Ana Melo", "Senior Political Correspondent, The Courier"],
            [("Ana Melo", "Senior Political Correspondent")],
        ),
        (["Ana Melo | Chief Economics Editor"], [("Ana Melo", "Chief Economics Editor")]),
        (["By Ana Melo in Lisbon"], []),
        (["By Ana Melo", "By Jo Brandt in Lisbon", "Reporter"], [("Jo Brandt", "Reporter")]),
        (["By Ana Melo", "Moscow Bureau Chief"], [("Ana Melo", "Moscow Bureau Chief")]),
        (["Staff Writer"], []),
    ],
)
def test_jobs_of_authors(lines, roles):
    text, segments = "\n".join(lines), []
    for line in lines:
        start = segments[-1].end + 1 if segments else 0
        segments.append(Segment("byline", start, start + len(line)))
    entities = add_authors(ArticleEntities([], []), text, segments, LAYOUT.jobs)
    found = author_roles(entities, text, segments, LAYOUT.jobs)
    assert [(entities.entities[role.person].name, text[role.start : role.end]) for role in found] == roles


@pytest.mark.parametrize(
    ("line", "day"),
    [
        ("Updated 15 March 2024", None),
        ("Last updated on March 15, 2024 at 10:20 a.m.", None),
        ("14 March 2024 · Updated 15 March 2024", "2024-03-14"),
        ("Published: 14th March 2024 | Last modified: 15th March 2024", "2024-03-14"),
        ("Updated 15 March 2024, first published 14 March 2024", "2024-03-14"),
    ],
)
def test_a_change_is_no_publication(line, day):
    moment, _ = read_moment(line)
    assert (moment and moment.date().isoformat()) == day


@pytest.mark.parametrize("line", ["Posted 3 March 2020", "© 2024 The Coastal Herald", "Published 2 May 2021"])
def test_a_date_below_the_story_is_of_something_else(line):
    text = f"Rain fell.\n\n{line}"
    assert read_published(text, [Segment("body", 0, 10), Segment("boilerplate", 12, len(text))]) == (None, None)
