"""Which currency a sign or a name means, and whether words are money at all, by what the text says."""

from __future__ import annotations

import pytest

from transforms.money.context import ContextReader
from transforms.money.currencies import CurrencyReader
from transforms.money.facts import TextFacts
from transforms.money.homes import Home
from transforms.money.scanning import DraftReader
from transforms.money.tokens import cut
from transforms.money.vocabulary import MoneyLexicon


@pytest.fixture(scope="module")
def words(seeds):
    return MoneyLexicon.from_seeds(seeds)


def read(text, lexicon, home=None):
    facts = TextFacts(text, lexicon, home) if home else TextFacts(text, lexicon)
    tokens = cut(facts.folded, 0, len(text))
    return tokens, DraftReader(tokens, lexicon).read_all(), facts


CANADA = Home(frozenset({"CAD"}), "address")


@pytest.mark.parametrize(
    ("text", "home", "told"),
    [
        ("It cost €5.", None, ("EUR", "sign")),
        ("It cost 5 Swiss francs.", None, ("CHF", "stated")),
        ("It cost $5.", None, ("USD", "default")),
        ("It cost $5.", CANADA, ("CAD", "home")),
        ("It cost $5 million Canadian.", None, ("CAD", "stated")),
        ("It cost US$5.", CANADA, ("USD", "stated")),
        ("All figures are in Canadian dollars. It cost $5.", None, ("CAD", "stated")),
    ],
)
def test_a_currency_is_stated_or_meant_at_home_or_usual(text, home, told, words):
    tokens, drafts, facts = read(text, words, home)
    code, origin = CurrencyReader(tokens, words, drafts, facts).find(drafts[-1])
    assert code == told[0] and (origin == told[1] or {origin, told[1]} == {"sign", "stated"})


def test_a_bare_sign_beside_one_of_home_is_another_countrys(words):
    tokens, drafts, facts = read("It cost C$7, and $5 abroad.", words, CANADA)
    assert CurrencyReader(tokens, words, drafts, facts).find(drafts[-1])[0] == "USD"


def test_a_bare_sign_beside_those_of_home_and_of_the_united_states_is_at_home(words):
    text = "It lost C$7, paid US$9 abroad and earned $5."
    tokens, drafts, facts = read(text, words, CANADA._replace(told_by="publisher"))
    assert CurrencyReader(tokens, words, drafts, facts).find(drafts[-1]) == ("CAD", "home")
    tokens, drafts, facts = read(text, words, CANADA._replace(told_by="dateline"))
    assert CurrencyReader(tokens, words, drafts, facts).find(drafts[-1]) == ("USD", "default")


def test_facts_are_looked_for_in_the_whole_text(words):
    facts = TextFacts("A boat cost £5 in Ottawa, Canada. All figures are in Australian dollars, not A$.", words)
    assert facts.speaks_of_sterling and not facts.speaks_of_yuan
    assert facts.stated_dollars == "AUD" and "AUD" in facts.marked
    assert {code for _, code in facts.places_of(frozenset({"CAD", "USD"}))} == {"CAD"}
    nothing = TextFacts("A boat left the harbour.", words)
    assert not nothing.speaks_of_sterling and nothing.stated_dollars == "" and nothing.marked == frozenset()


@pytest.mark.parametrize(
    ("text", "kept"),
    [
        ("The boat cost $5 million.", ["USD"]),
        ("The fish weighed 20 pounds.", []),
        ("The fine of £10 rose to 20 pounds.", ["GBP", "GBP"]),
        ("In 2015 dollars it was cheap.", []),
        ("They opened a dollar store.", []),
    ],
)
def test_only_money_is_kept_each_with_its_currency(text, kept, words):
    tokens, drafts, facts = read(text, words)
    assert [draft.code for draft in ContextReader(tokens, words, drafts, facts).keep()] == kept
