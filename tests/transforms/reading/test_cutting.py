"""Words are cut as by spaCy's own tokenizer, whatever was cut before."""

import spacy

from tests.transforms.reading.texts import ODD, load_plain, sample_articles
from transforms.reading import cutting
from transforms.reading.cutting import Cutter, fingerprint, hasten
from transforms.reading.limits import BoundedTokenizer
from transforms.reading.model import DEFAULT_MODEL, load_pipeline

FIRST = ("", "(", "$", "'", "10", "US$")
MIDDLE = ("km", "Ab", "7", "x7y", "U.S")
LAST = ("", "km", "'s", ".", ",", "%", "-x", "/b", "C", "0", "…", "’s", "é")
MADE = [first + middle + last for first in FIRST for middle in MIDDLE for last in LAST]


def cut(tokenizer, texts):
    return [[(token.text, token.norm_, token.whitespace_) for token in tokenizer(text)] for text in texts]


def test_the_hastened_tokenizer_cuts_as_before():
    plain = load_plain().tokenizer
    assert fingerprint(plain) == cutting.ENGLISH_RULES
    swift = hasten(plain)
    texts = [*ODD, *(text for texts in sample_articles() for text in texts), *MADE, " ".join(MADE)]
    assert cut(swift, texts) == cut(plain, texts)


def make_cutter():
    nlp = load_pipeline(DEFAULT_MODEL)
    nlp.tokenizer = BoundedTokenizer(nlp)
    return nlp, Cutter(nlp.tokenizer)


def test_runs_that_are_no_words_are_not_cut():
    _, cutter = make_cutter()
    cutter.meet([["█" * 9000 + " the the " + "█" * 9000]])
    assert list(cutter._known) == ["the"]


def test_words_met_twice_are_cut_outside_the_zone(monkeypatch):
    nlp, cutter = make_cutter()
    cutter.meet([["the board and the Zorblaxe", "Quux"], ["Quux met"]])
    assert list(cutter._known) == ["the", "Quux"]
    with nlp.memory_zone():
        assert [token.text for token in nlp.make_doc("Quux and Zorblaxe")] == ["Quux", "and", "Zorblaxe"]
    assert "Quux" in nlp.vocab.strings
    assert "Zorblaxe" not in nlp.vocab.strings


def test_no_more_words_are_kept_than_spacy_remembers(monkeypatch):
    monkeypatch.setattr(cutting, "MOST", 5)
    _, cutter = make_cutter()
    cutter.meet([[f"a{n} a{n}" for n in range(9)]])
    assert len(cutter._known) == 5


def test_the_tokenizer_is_hastened_when_there_are_many_articles():
    nlp, cutter = make_cutter()
    before = nlp.tokenizer.inner
    cutter.meet([["the the"]])
    assert nlp.tokenizer.inner is before
    cutter.meet([["the board"]] * cutting.FEW)
    assert nlp.tokenizer.inner is not before
    assert "the" in cutter._known


def test_tokenizers_with_other_rules_are_left_alone():
    nlp = spacy.blank("de")
    tokenizer = BoundedTokenizer(nlp)
    before = tokenizer.inner
    Cutter(tokenizer).meet([["der der"]] * (cutting.FEW + 1))
    assert tokenizer.inner is before
