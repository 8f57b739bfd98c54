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


@pytest.mark.parametrize(
    ("text", "code"),
    [
        ("Acme cut jobs. The chain, founded and headquartered in Orten, has shops.", "OR"),
        ("Profits at Acme rose. The chain, which is based in Orten, has shops.", "OR"),
        ("Acme cut jobs. The chain has its head office in Orten.", "OR"),
        ("Acme cut jobs. The chain, set up in 1974 in Orten, has shops.", "OR"),
        ("Acme cut jobs. It was founded in Orten in 1974.", "OR"),
        ("Acme cut jobs. It has its headquarters in Orten.", "OR"),
        ("Acme cut jobs. Its head office is in Orten.", "OR"),
        ("Acme cut jobs. Founded in Orten in 1974, it has shops.", "OR"),
        ("Acme cut jobs. Based in Orten, the chain has shops.", "OR"),
        ("Acme said at its Orten headquarters that it cut jobs.", "OR"),
        ("Profits at Acme rose. It was founded in Orten.", None),
        ("Acme cut jobs. Based in Orten, the drummer has shops.", None),
        ("Acme cut jobs. It was seen in Orten.", None),
        ("Acme sells beer in Orten, where it was founded.", "OR"),
        ("Acme sells beer in Orten, where the brewer has its head office.", "OR"),
        ("Acme cut jobs. The court, based in Orten, ruled on it.", None),
        ("Acme cut jobs. The chain, listed in Orten, has shops.", None),
        ("Acme sells beer in Orten, where the drummer was born.", None),
        ("Acme sells beer in Orten, where it was fined.", None),
    ],
)
def test_a_clause_that_goes_on_about_an_organization_tells_where_it_sits(text, code):
    assert homes_in(text, ("Acme", "organization"), ("Orten", "place")) == {"Acme": code}


def test_what_goes_on_may_be_about_whoever_stands_before_an_organization():
    names = (("Poole", "person"), ("Acme", "organization"), ("Orten", "place"))
    assert homes_in("Poole sued Acme. The chain, based in Orten, has shops.", *names) == {"Acme": None}
