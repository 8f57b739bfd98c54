"""Words are computed once and remembered; when there are many, those that articles share."""

import numpy as np

from transforms.reading import word_memory
from transforms.reading.word_memory import WordMemory, keys_of


def ask(memory, asked, text):
    words = text.split()

    def compute(places):
        asked.append([words[place] for place in places])
        return np.array([[len(words[place]), ord(words[place][0])] for place in places], np.float32).reshape(-1, 2)

    rows = memory.look_up([word.encode() for word in words], compute)
    assert rows.tolist() == [[len(word), ord(word[0])] for word in words]


def test_each_word_is_computed_once():
    asked = []
    memory = WordMemory()
    for text in ("the board met the board", "", "the board fell"):
        ask(memory, asked, text)
    assert asked == [["the", "board", "met"], ["fell"]]


def test_words_that_articles_share_are_kept_when_others_are_forgotten(monkeypatch):
    monkeypatch.setattr(word_memory, "REMEMBERED", 8)
    asked = []
    memory = WordMemory()
    for text in ("the board met", "the board fell", "a b c d e f", "the board met again", "the board met again"):
        ask(memory, asked, text)
    assert asked == [["the", "board", "met"], ["fell"], ["a", "b", "c", "d", "e", "f"], ["met", "again"]]


def test_an_article_may_have_more_words_than_are_remembered(monkeypatch):
    monkeypatch.setattr(word_memory, "REMEMBERED", 3)
    monkeypatch.setattr(word_memory, "SPARE", 1)
    memory = WordMemory()
    for number in range(3):
        ask(memory, [], " ".join(f"w{number}{i}" for i in range(20)))


def test_equal_rows_have_equal_keys():
    table = np.array([[1, 2, 9], [1, 2, 8], [3, 2, 9]], np.uint64)
    assert len(set(keys_of(table))) == 3
    assert len(set(keys_of(table[:, :2]))) == 2
    assert keys_of(table[:0]) == []
