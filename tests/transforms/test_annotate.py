"""Laws of the whole reading: every row's words stand in the text, copies are read once, other languages are kept."""

from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st

from tests.case_files import read_area
from transforms.annotate import Article
from transforms.names.capitals import find_shouted
from transforms.names.spreading import spread_names
from transforms.names.words import Name
from transforms.reading.reading import Reading

STORY = "Port reopens\n\nThe port of Almsund reopened on Friday, said Ruth Calder, its harbour master."
PIECES = st.sampled_from(
    [
        '"', "“", "”", "'", "’", "\r\n", "\n\n", "\t", "\u00a0", "e\u0301", "🦭", "$", "£5m", "he said",
        "€10-15 million",
        "Ruth Calder", "Mr. Calder", "the senator", "U.S.", "according to", "\u202e", "\x00", ".", ",", "—", " ",
        "Nobody knows", "in 2031", "Read more: ", "By Ruth Calder", "العربية", "漢字",
    ]
)  # fmt: skip
SPANNED = {
    "segments": (),
    "sentences": (),
    "mentions": (("text", "start", "end"),),
    "roles": (("title", "start", "end"),),
    "quotes": (
        ("text", "start", "end"),
        ("speaker_text", "speaker_start", "speaker_end"),
        ("addressee_text", "addressee_start", "addressee_end"),
        ("cue", "cue_start", "cue_end"),
    ),
    "money_claims": (
        ("text", "start", "end"),
        ("subject", "subject_start", "subject_end"),
        ("claimant_text", "claimant_start", "claimant_end"),
    ),
}


def check_spans(text, tables):
    for table, spans in SPANNED.items():
        for row in tables.get(table, []):
            assert 0 <= row["start"] < row["end"] <= len(text)
            for words, start, end in spans:
                if row[words] is not None:
                    assert text[row[start] : row[end]] == row[words], (table, row)


def check_segments(text, rows):
    covered = [False] * len(text)
    for row in rows:
        for place in range(row["start"], row["end"]):
            assert not covered[place]
            covered[place] = True
    assert all(covered[i] for i, c in enumerate(text) if not c.isspace())


@settings(max_examples=60, deadline=None, suppress_health_check=list(HealthCheck))
@given(st.lists(PIECES, min_size=1, max_size=40).map(" ".join))
def test_every_row_holds_the_words_it_points_at(annotator, text):
    tables = annotator.annotate([Article("article_x", text)], "run_x")
    check_spans(text, tables)
    check_segments(text, tables["segments"])


def test_a_long_text_is_read_whole(annotator):
    text = "\n\n".join(f"{STORY} It handled {n} ships and cost ${n} million." for n in range(120))
    tables = annotator.annotate([Article("article_x", text)], "run_x")
    check_spans(text, tables)
    assert len(tables["money_claims"]) == 120


def test_copies_are_read_once(annotator, monkeypatch):
    read = []
    original = annotator.reader.read

    def count(pairs):
        pairs = list(pairs)
        read.extend(pairs)
        return original(pairs)

    monkeypatch.setattr(annotator.reader, "read", count)
    tables = annotator.annotate([Article("article_a", STORY), Article("article_b", STORY)], "run_x")
    assert len(read) == 1
    of = {a: [r["text"] for r in tables["mentions"] if r["article_id"] == a] for a in ("article_a", "article_b")}
    assert of["article_a"] == of["article_b"] != []
    assert len({row["mention_id"] for row in tables["mentions"]}) == len(tables["mentions"])


def test_another_language_is_kept_and_not_annotated(annotator):
    tables = annotator.annotate([Article("article_x", STORY, language="de")], "run_x")
    assert tables["segments"]
    assert not any(tables[name] for name in ("sentences", "mentions", "quotes", "money_claims", "roles"))


def test_a_batch_reads_as_its_articles_alone(annotator):
    other = Article("article_b", "Mill closes\n\nThe mill closed in May, Jan Oster told workers.")
    together = annotator.annotate([Article("article_a", STORY), other], "run_x")
    alone = annotator.annotate([other], "run_x")
    for name, rows in alone.items():
        assert [r for r in together[name] if r["article_id"] == "article_b"] == rows


def test_an_empty_reading_has_no_rows(annotator):
    assert len(Reading("", [])) == 0
    assert not any(annotator.annotate([Article("article_x", " \n ")], "run_x").values())


def test_a_text_may_end_within_a_name_it_used_before(annotator):
    words = ["Ruth", "Calder", "spoke", "of", "Ruth"]
    starts = [0, 5, 12, 18, 21]
    ends = [start + len(word) for start, word in zip(starts, words, strict=True)]
    tags = ["NNP", "NNP", "VBD", "IN", "NNP"]
    reading = Reading(" ".join(words), [], words=words, starts=starts, ends=ends, tags=tags, sentences=[(0, 5)])
    reading.token_sentence = [0] * len(words)
    found = spread_names(reading, [Name(0, 2, "PERSON", 0, None, "person")], annotator.lexicon)
    assert [(name.first, name.last) for name in found] == [(0, 2), (4, 5)]


def test_names_are_looked_for_in_capitals_where_a_sentence_is_in_capitals_alone(annotator):
    words = ["RUTH", "CALDER", "WINS", "Ruth", "Calder", "met", "RUTH", "CALDER"]
    starts = [sum(len(word) + 1 for word in words[:place]) for place in range(len(words))]
    ends = [start + len(word) for start, word in zip(starts, words, strict=True)]
    tags = ["NNP"] * len(words)
    reading = Reading(" ".join(words), [], words=words, starts=starts, ends=ends, tags=tags, sentences=[(0, 3), (3, 8)])
    reading.token_sentence = [0] * 3 + [1] * 5
    known = [Name(3, 5, "PERSON", 3, None, "person")]
    found = spread_names(reading, known, annotator.lexicon, find_shouted(reading))
    assert [(name.first, name.last) for name in found] == [(0, 2), (3, 5)]


def test_a_broken_rule_costs_its_article_alone(annotator, monkeypatch):
    from transforms import annotate

    original = annotate.find_names

    def break_at_mill(reading, *arguments):
        if "mill" in reading.text:
            raise IndexError("no such token")
        return original(reading, *arguments)

    monkeypatch.setattr(annotate, "find_names", break_at_mill)
    odd = Article("article_b", "Mill closes\n\nThe mill closed in May, Jan Oster told workers.")
    tables = annotator.annotate([odd, Article("article_a", STORY)], "run_x")
    assert tables["failures"] == [
        {"article_id": "article_b", "error": "a rule broke at it (IndexError: no such token)"}
    ]
    assert {row["article_id"] for row in tables["mentions"]} == {"article_a"}
    assert {row["article_id"] for row in tables["segments"]} == {"article_a", "article_b"}


def test_an_article_may_break_off_anywhere(annotator):
    story = (
        "Orvane lost the case on Monday. The brewer said it would appeal. It employs 40 people, and the union is "
        "calling for the board to be replaced by May. “We must not pay,” Dana Poole, the mayor of Kessan, said."
    )
    assert "failures" not in annotator.annotate(break_off([story]), "run_x")


def test_no_rule_of_roles_reads_beyond_the_end_of_a_text(annotator):
    cut = break_off([line for case in read_area("roles") for lines in case.articles.values() for line in lines])
    assert len(cut) > 500
    assert "failures" not in annotator.annotate(cut, "run_x")


def break_off(texts):
    """Each text as it is up to each of its blanks, and up to and with each mark, once."""
    ends = ((text, at + (letter != " ")) for text in texts for at, letter in enumerate(text) if not letter.isalnum())
    cut = sorted({text[:end] for text, end in ends})
    return [Article(f"article_{number}", text) for number, text in enumerate(cut)]
