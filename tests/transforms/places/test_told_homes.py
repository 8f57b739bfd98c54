"""In which country a sentence says that an organization is at home, apart from the organization's name."""

import pytest

from transforms.places.seats import SeatWords
from transforms.places.told_homes import find_told_homes
from transforms.records import ArticleEntities, Entity, Mention

WORDS = SeatWords(frozenset({"chain", "brewer", "court", "buyer"}), frozenset({"court"}), beside=frozenset({"buyer"}))


def homes_in(text, *names):
    """The country of each organization by its name; what is called Orten or Ortenian is of the country OR."""
    entities, mentions = [], []
    for number, (name, kind) in enumerate(names):
        start = text.index(name)
        entities.append(Entity(kind, name, [name], country_code=None if kind == "organization" else "OR"))
        mentions.append(Mention(start, start + len(name), kind, "name", number))
    article = ArticleEntities(entities, sorted(mentions, key=lambda mention: mention.start))
    found = find_told_homes(article, text, WORDS)
    return {name: found.get(number) for number, (name, kind) in enumerate(names) if kind == "organization"}


@pytest.mark.parametrize(
    ("text", "code"),
    [
        ("Acme cut jobs. The Ortenian chain has 90 shops.", "OR"),
        ("Profits at Acme rose, the Ortenian chain said.", "OR"),
        ("Acme cut jobs. The Ortenian court ruled on it.", None),
        ("Acme cut jobs. The Ortenian buyer has 90 shops.", None),
        ("Acme cut jobs. The Ortenian chain Kessan has 90 shops.", None),
        ("Profits at Acme rose. The Ortenian chain has 90 shops.", None),
        ("Acme cut jobs. It was cold. The Ortenian chain has 90 shops.", None),
        ("Acme cut jobs, and the Ortenian winter was cold.", None),
    ],
)
def test_the_organization_that_a_sentence_began_with_is_described_in_the_next(text, code):
    assert homes_in(text, ("Acme", "organization"), ("Ortenian", "group")) == {"Acme": code}


def test_of_two_organizations_neither_is_described():
    names = (("Acme", "organization"), ("Kessan", "organization"), ("Ortenian", "group"))
    assert homes_in("Acme sued Kessan. The Ortenian chain has 90 shops.", *names) == {"Acme": None, "Kessan": None}


@pytest.mark.parametrize(
    ("text", "code"),
    [
        ("Acme runs mines from its headquarters in Orten.", "OR"),
        ("Acme, a chain with headquarters in Orten, won.", "OR"),
        ("From its base in Orten, Acme ships tea.", "OR"),
        ("Acme's headquarters in Orten were searched.", "OR"),
        ("The headquarters of Acme in Orten were searched.", "OR"),
        ("Police searched the Orten headquarters of Acme.", "OR"),
        ("Acme, from Orten, ships tea.", "OR"),
        ("Acme ships tea from Orten.", None),
        ("Acme won. Others ship tea from their headquarters in Orten.", None),
        ("The offices of Acme in Orten were searched.", None),
    ],
)
def test_headquarters_tell_the_country(text, code):
    assert homes_in(text, ("Acme", "organization"), ("Orten", "place")) == {"Acme": code}
