"""Both ways to have texts read say what spaCy's own pipeline says of every word."""

import pytest
import spacy
from spacy import about

from tests.transforms.reading.texts import ODD, load_plain, sample_articles
from transforms.reading import arcs, passes
from transforms.reading.model import DEFAULT_MODEL, load_pipeline
from transforms.reading.passes import OneByOne, SideBySide, choose_pass


def describe_plain(articles, whole=()):
    """What spaCy's own pipeline, changed in nothing but that it keeps these words whole, says of the texts."""
    nlp = load_plain()
    for word in whole:
        nlp.tokenizer.add_special_case(word, [{"ORTH": word}])
    plain = object.__new__(OneByOne)
    plain.nlp = nlp
    return plain.read(articles)


@pytest.fixture(scope="module")
def side_by_side(annotator):
    return annotator.reader._pass


@pytest.fixture(scope="module")
def whole(lexicon):
    """The titles and given names that keep their full stop."""
    return sorted(lexicon.kept_whole)


def test_the_installed_spacy_is_one_both_ways_were_compared_on(side_by_side):
    """Where this fails, run `python -m bench.reading` on 200,000 words with that version, then add it to COMPARED."""
    assert spacy.__version__ in passes.COMPARED, "spaCy reads in its own way, at a third of the speed"
    assert isinstance(side_by_side, SideBySide)


def test_every_word_of_the_samples_is_read_as_by_spacy(side_by_side, whole):
    articles = sample_articles()
    assert sum(len(text.split()) for texts in articles for text in texts) > 15_000
    assert side_by_side.read(articles) == describe_plain(articles, whole)


def test_odd_texts_are_read_as_by_spacy(side_by_side):
    assert side_by_side.read([ODD]) == describe_plain([ODD])


def test_an_article_without_texts_has_no_pieces(side_by_side):
    assert side_by_side.read([[], [""], ["Oslo"]])[:2] == describe_plain([[], [""]])
    assert side_by_side.read([]) == []


def test_a_batch_without_a_word_is_read_first():
    nlp = load_pipeline(DEFAULT_MODEL)
    nlp.remove_pipe("lemmatizer")
    assert choose_pass(nlp).read([["", "\r\n"], []])[1] == []


def test_long_texts_are_left_to_spacy_and_said_to_be_the_same(side_by_side, monkeypatch):
    articles = [ODD, sample_articles()[0]]
    expected = side_by_side.read(articles)
    monkeypatch.setattr(arcs, "LONG", 12)
    assert side_by_side.read(articles) == expected
    monkeypatch.setattr(arcs, "LONG", 0)
    assert side_by_side.read(articles) == expected


def test_neighbours_change_nothing(side_by_side, monkeypatch):
    articles = [*sample_articles()[:12], ODD]
    together = side_by_side.read(articles)
    monkeypatch.setattr(passes, "TOGETHER", 1)
    assert [side_by_side.read([article])[0] for article in reversed(articles)][::-1] == together


def test_spacys_own_way_says_the_same():
    articles = [ODD, *sample_articles()[:6]]
    assert OneByOne(load_pipeline(DEFAULT_MODEL)).read(articles) == describe_plain(articles)


def test_an_unknown_version_of_spacy_is_read_in_its_own_way(monkeypatch):
    nlp = load_pipeline(DEFAULT_MODEL)
    nlp.remove_pipe("lemmatizer")
    assert isinstance(choose_pass(nlp), SideBySide)
    monkeypatch.setattr(about, "__version__", "3.99.0")
    assert isinstance(choose_pass(nlp), OneByOne)


def test_networks_built_otherwise_are_read_in_spacys_own_way():
    nlp = spacy.blank("en")
    for name in passes.PIPES:
        nlp.add_pipe(name)
    assert nlp.pipe_names == passes.PIPES
    assert isinstance(choose_pass(nlp), OneByOne)
