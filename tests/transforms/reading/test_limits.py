"""Texts of one thing again and again, as broken programs and attackers write them, are read in linear time."""

import time

import pytest
import spacy

from bench.hostile_texts import AROUND, MADE, REPEATED, make_text
from transforms.annotate import Article
from transforms.reading.limits import LONGEST_PIECE, LONGEST_RUN, LONGEST_SENTENCE, BoundedTokenizer, cut_pieces
from transforms.records import Segment

UNBROKEN = ("full block", "emoji", "opening marks", "dots", "base64", "dollar one")
WITH_BLANKS = ("dollar one to", "by", "percent of", "marks open", "the president of", "titles")
SECONDS = 10.0


def annotate(annotator, text):
    began = time.process_time()
    made = annotator.annotate([Article("a", text)], "run")
    return made, time.process_time() - began


@pytest.mark.parametrize("name", UNBROKEN)
def test_a_run_without_a_blank_is_one_token(annotator, name):
    text = make_text(name, 20_000)
    made, seconds = annotate(annotator, text)
    assert seconds < SECONDS / 5
    assert not made.get("failures")
    assert [text[row["start"] : row["end"]] for row in made["quotes"]] == ['"We wait,"']


@pytest.mark.parametrize("name", WITH_BLANKS)
def test_words_again_and_again_take_the_time_of_their_number(annotator, name):
    made, seconds = annotate(annotator, make_text(name, 20_000))
    assert seconds < SECONDS
    assert not made.get("failures")


@pytest.mark.slow
@pytest.mark.parametrize("name", [*REPEATED, *MADE])
def test_twice_the_text_takes_twice_the_time(annotator, name):
    annotate(annotator, make_text(name, 1_000))
    _, half = annotate(annotator, make_text(name, 20_000))
    made, whole = annotate(annotator, make_text(name, 40_000))
    assert whole < max(2.3 * half, 0.5)
    assert whole < SECONDS
    assert not made.get("failures")


def test_a_text_of_bearable_runs_has_the_tokens_of_spacy(annotator):
    text = (
        AROUND[0] + "x" * LONGEST_RUN + " don't (see https://rottenhaven.example/a?b=1), said J. Lee's aide.\n\n\tEnd…"
    )
    ours, theirs = annotator.reader.nlp.tokenizer(text), annotator.reader.nlp.tokenizer.inner(text)
    assert [(t.text, t.norm_, t.whitespace_) for t in ours] == [(t.text, t.norm_, t.whitespace_) for t in theirs]


def test_what_stands_around_a_run_has_the_tokens_of_spacy():
    tokenizer = BoundedTokenizer(spacy.blank("en"))
    for around in ("We don't. {} He can't.", "{}", "{} so", "so {}", "so\n{}\nso", "so  {}  so", "so\u00a0{}\tso\n"):
        text, plain = around.format("█" * (LONGEST_RUN + 1)), around.format("x")
        ours = [
            ("x" if "█" in t.text else t.text, t.norm_ if "█" not in t.text else "x", t.whitespace_)
            for t in tokenizer(text)
        ]
        assert tokenizer(text).text == text
        assert ours == [(t.text, t.norm_, t.whitespace_) for t in tokenizer(plain)]


def test_pieces_are_the_text():
    text = "one two\nthree\tfour " * 20 + "x" * 300 + " five"
    pieces = list(cut_pieces(text, 50))
    assert "".join(piece for _, piece in pieces) == text
    assert all(text.startswith(piece, place) and len(piece) <= 50 for place, piece in pieces)


def test_a_paragraph_longer_than_spacy_takes_at_once(annotator, monkeypatch):
    monkeypatch.setattr(annotator.reader.nlp, "max_length", LONGEST_PIECE)
    text = "The harbour was closed. " * 2_000
    (reading,) = annotator.reader.read([(text, [Segment("body", 0, len(text))])])
    assert reading.ends[-1] == len(text.rstrip())
    assert max(last - first for first, last in reading.sentences) <= LONGEST_SENTENCE
