"""The stand-off annotations of bench: offsets alone, and how they are joined with a text."""

from __future__ import annotations

import json

from bench.annotations.joining import ROWS, digest, fill

TEXT = "Ada Quill urged the board to close the mill. Brask Holdings refused."


def read_rows():
    return [json.loads(line) for line in ROWS.read_text(encoding="utf-8").splitlines()]


def test_an_annotation_holds_no_text():
    words = {"id", "corpus", "half", "topic", "sha256"}
    for row in read_rows():
        assert {key for key, value in row.items() if isinstance(value, str)} == words
        for demand in row["demands"]:
            said = {key for key, value in demand.items() if isinstance(value, str)}
            assert said <= {"status", "deadline", "note"}
            assert demand["start"] < demand["end"]


def test_a_row_is_filled_in_from_its_text():
    demand = {"start": 29, "end": 43, "core": True, "status": "demanded"}
    parties = {"demander": [[0, 9]], "addressee": [[16, 25], [45, 59]], "demander_unnamed": True}
    filled = fill(demand | parties, TEXT)
    assert filled["text"] == "close the mill"
    assert (filled["demander"], filled["demander_named"], filled["demander_alt"]) == ("Ada Quill", False, [])
    assert (filled["addressee"], filled["addressee_alt"]) == ("the board", ["Brask Holdings"])
    assert (filled["addressee_named"], filled["money_start"]) == (True, None)


def test_the_digest_tells_texts_apart():
    assert digest(TEXT) != digest(TEXT + " ")
