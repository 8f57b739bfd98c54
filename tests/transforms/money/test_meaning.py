"""What the text says of an amount: what it measures, which way, how certain it is, and who says so."""

from __future__ import annotations

from datetime import date

import pytest

from tests.transforms.read_texts import read_texts
from transforms.money.beside import BesideReader
from transforms.money.claimants import ClaimantReader
from transforms.money.claims import MoneyTools, extract_claims, read_amounts
from transforms.money.facts import TextFacts
from transforms.money.governors import GovernorReader
from transforms.money.measures import Measured, WordReader
from transforms.money.modal_cues import CueReader, Operator, Rung
from transforms.money.modality import ASSERTED, ModalityReader
from transforms.money.neighbours import NeighbourReader
from transforms.money.prices import is_price
from transforms.money.subjects import SubjectReader
from transforms.money.syntax import Site, children_with, find_subject, is_pronoun, label_of, noun_phrase
from transforms.money.tellers import NOBODY, TellerReader
from transforms.quotes import extract_quotes
from transforms.records import ArticleHints

TEXTS = {
    "cost": "The new bridge cost $5 million.",
    "cut": "The council cut the budget by $5 million.",
    "rose": "Sales rose by $5 million.",
    "spent": "The council spent $5 million on buses.",
    "fine": "The council paid a $5 million fine.",
    "deficit": "The council wants to reduce the $5 million deficit.",
    "echo": "The bridge cost $9 million, $5 million more than last year.",
    "gloss": "The bridge cost £4 million ($5 million).",
    "demanded": "Marta Quint demanded $5 million from the council.",
    "promised": "Marta Quint promised to pay $5 million.",
    "denied": "Marta Quint denied that she paid $5 million.",
    "forecast": "Marta Quint expects sales of $5 million.",
    "said": "Marta Quint said the bridge cost $5 million.",
    "barrel": "Oil sold at $91 a barrel.",
    "each": "The boats cost $91 each.",
    "due": "The council will pay $5 million by 2031.",
    "which": "The bridge, which cost $5 million, is closed.",
    "two": "The bridge cost $5 million. The tunnel cost $7 million.",
}


@pytest.fixture(scope="module")
def read(annotator):
    return read_texts(annotator, TEXTS)


@pytest.fixture(scope="module")
def words(annotator):
    return annotator.money.lexicon


@pytest.fixture(scope="module")
def sites(read, words):
    """The amounts of each text in their sentences."""
    found = {}
    for name, one in read.items():
        amounts = read_amounts(one.reading, words, TextFacts(one.text, words))
        found[name] = [Site(one.reading, amount, number) for number, amount in enumerate(amounts)]
    return found


def sums(sites):
    return {token: site.last for site in sites for token in range(site.first, site.last)}


def measure(read, sites, words, name):
    """What the text's last amount measures, those before it known."""
    reader, before = SubjectReader(read[name].reading, words, sums(sites[name])), None
    for site in sites[name]:
        before = reader.measure(site, before)
    return reader, before


def test_a_site_is_an_amount_in_its_sentence(read, sites):
    one, two = sites["two"]
    reading = read["two"].reading
    assert reading.words[one.first : one.last] == ["$", "5", "million"]
    assert (one.sentence, two.sentence) == (0, 1) and one.right == two.left
    assert one.first <= one.head < one.last and reading.words.index("cost") in list(one.climb())


def test_the_parse_is_asked_for_subjects_phrases_and_labels(read, sites):
    reading = read["which"].reading
    cost, bridge = reading.words.index("cost"), reading.words.index("bridge")
    (site,) = sites["which"]
    assert find_subject(reading, cost) == bridge, "what a relative clause is about"
    assert is_pronoun(reading, reading.words.index("which")) and not is_pronoun(reading, bridge)
    assert children_with(reading, cost, "nsubj") == [reading.words.index("which")]
    assert label_of(reading, reading.words.index("million")) == "MONEY" and label_of(reading, bridge) == ""
    reading = read["cost"].reading
    span = noun_phrase(reading, reading.words.index("bridge"), (site.first, site.last))
    assert read["cost"].words(span) == "new bridge"


@pytest.mark.parametrize(
    ("name", "expected"),
    [
        ("cost", ("new bridge", "level")),
        ("cut", ("budget", "decrease")),
        ("rose", ("Sales", "increase")),
        ("spent", ("buses", "level")),
        ("fine", ("fine", "level")),
        ("gloss", ("bridge", "level")),
        ("two", ("tunnel", "level")),
    ],
)
def test_an_amount_measures_the_words_of_the_text(read, sites, words, name, expected):
    _, measured = measure(read, sites, words, name)
    assert (read[name].words(measured.span), measured.direction) == expected


def test_an_amount_that_comments_on_another_measures_the_same(read, sites, words):
    reader, measured = measure(read, sites, words, "echo")
    assert reader.is_echo(sites["echo"][1]) and not reader.is_echo(sites["echo"][0])
    assert (read["echo"].words(measured.span), measured.direction) == ("bridge", "increase")


def test_what_a_change_changes_is_there_already(read, sites, words):
    for name, is_existing in (("deficit", True), ("fine", False)):
        reader, measured = measure(read, sites, words, name)
        assert reader.is_existing(sites[name][0], measured) == is_existing


def test_nearness_alone_tells_a_comment_and_the_parse_does_the_rest(read, sites, words):
    echo = [NeighbourReader(read["echo"].reading, words, sums(sites["echo"])).is_echo(s) for s in sites["echo"]]
    assert echo == [False, True]
    assert issubclass(SubjectReader, BesideReader) and issubclass(BesideReader, GovernorReader)
    assert issubclass(GovernorReader, WordReader)


def test_a_noun_beside_the_amount_is_asked_before_the_parse_above_it(read, sites, words):
    reader = BesideReader(read["fine"].reading, words, sums(sites["fine"]))
    assert read["fine"].words(reader._beside(sites["fine"][0]).span) == "fine"
    reader = BesideReader(read["cost"].reading, words, sums(sites["cost"]))
    assert reader._beside(sites["cost"][0]) is None


def test_a_verb_governs_its_object_and_not_its_subject(read, sites, words):
    reading, (site,) = read["cost"].reading, sites["cost"]
    cost, bridge = reading.words.index("cost"), reading.words.index("bridge")
    cues = CueReader(reading, words)
    assert cues._governs(Rung(site, cost, site.head)) and not cues._governs(Rung(site, cost, bridge))


def test_a_forecast_has_a_teller_and_a_plain_fact_has_none(read, sites, words):
    def tell(name):
        one = read[name]
        return TellerReader(one.reading, one.entities, [], words)._source_above(sites[name][0])

    assert read["forecast"].words(tell("forecast").span) == "Marta Quint"
    assert tell("cost") == NOBODY


def judge(read, sites, words, name):
    _, measured = measure(read, sites, words, name)
    return ModalityReader(read[name].reading, words).judge(sites[name][-1], measured)


@pytest.mark.parametrize(
    ("name", "expected"),
    [
        ("cost", ("asserted", None)),
        ("demanded", ("demanded", "demanded")),
        ("promised", ("committed", "promised")),
        ("denied", ("denied", "denied")),
        ("forecast", ("forecast", "expects")),
    ],
)
def test_the_nearest_operator_makes_more_or_less_than_a_fact(read, sites, words, name, expected):
    modality, cue = expected
    operator = judge(read, sites, words, name)
    assert operator.modality == modality
    assert (None if operator.token is None else read[name].reading.words[operator.token]) == cue
    assert (operator == ASSERTED) == (cue is None)


@pytest.mark.parametrize(("name", "found"), [("barrel", True), ("each", True), ("cost", False), ("spent", False)])
def test_a_price_is_for_one_unit(read, sites, words, name, found):
    _, measured = measure(read, sites, words, name)
    assert is_price(read[name].reading, sites[name][-1], measured, words) == found


def test_a_price_needs_a_thing_that_has_one(read, sites, words):
    nothing = Measured(None, None, "level", "made")
    assert not is_price(read["cost"].reading, sites["cost"][0], nothing, words)


@pytest.mark.parametrize(
    "case",
    [("demanded", "Marta Quint"), ("said", "Marta Quint"), ("forecast", "Marta Quint"), ("cost", None)],
)
def test_the_claimant_asks_promises_or_says(annotator, read, sites, case):
    (name, expected), words = case, annotator.money.lexicon
    one = read[name]
    quotes = extract_quotes(one.reading, one.entities, annotator.quote_model, one.roles)
    claimants = ClaimantReader(one.reading, one.entities, quotes, words)
    found = claimants.find(sites[name][-1], judge(read, sites, words, name))
    assert (one.words(found.span), one.name_of(found.entity)) == (expected, expected)
    assert found.quote is None or quotes[found.quote].start <= sites[name][-1].amount.start


def test_nobody_claims_what_nobody_is_said_to_say(read, sites, words):
    claimants = ClaimantReader(read["cost"].reading, read["cost"].entities, [], words)
    assert claimants.find(sites["cost"][0], Operator("asserted", None)) == (None, None, None)


def claims_of(read, tools, name, **hints):
    one = read[name]
    return extract_claims(one.reading, one.entities, [], ArticleHints(**hints), tools)


def test_a_claim_holds_all_that_is_said_of_its_amount(annotator, read):
    (claim,) = claims_of(read, annotator.money, "due", published_on=date(2030, 3, 1))
    assert (claim.amount.low, claim.amount.currency, claim.deadline) == (5_000_000, "USD", "2031")
    assert claim.usd_low == claim.usd_high == 5_000_000 and claim.restates is None
    assert 0 < claim.confidence < 1


def test_an_amount_said_again_restates_the_one_before(annotator, read):
    first, again = claims_of(read, annotator.money, "gloss")
    assert (first.restates, again.restates) == (None, 0)
    assert first.subject == again.subject and (first.amount.currency, again.amount.currency) == ("GBP", "USD")


def test_tools_are_made_of_the_seeds(seeds, annotator, read):
    tools = MoneyTools.from_seeds(seeds, annotator.gazetteer, None)
    assert claims_of(read, tools, "two") == claims_of(read, annotator.money, "two")
    assert len(claims_of(read, tools, "two")) == 2
