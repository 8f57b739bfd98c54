"""Articles of twenty languages with sums in every notation: none fails, and none is read as if it were English."""

from __future__ import annotations

from pathlib import Path

from transforms.annotate import Article

SENTENCES = Path(__file__).parents[2] / "samples" / "amounts_of_languages.txt"
SUMS = (
    *("$5 million", "$5", "5 million dollars", "€1.250.000,50", "1 250 000 €", "US$ 10–15 millions", "-$3.5bn"),
    *("₹50L", "$40 (£31) million", "12 Mio. Euro", "¥3億", "5.000.000 Kč", "R$ 2,5 bilhões", "$(5.2) million", "50 %"),
    *(
        "5 млн рублей",
        "２００万円",
        "٥ ملايين دولار",
        "$5-8,000",
        "100 kr",
        "££5",
        "$",
        "1/2 million €",
        "$1$1$1",
        "Rs 7-9 lakh",
    ),
)


def read_articles():
    lines = [line for line in SENTENCES.read_text(encoding="utf-8").splitlines() if not line.startswith("#")]
    for line in lines:
        language, sentence = line.split(": ", 1)
        for number, words in enumerate(SUMS):
            text = f"{sentence.format(words)}\n\n{sentence.format(words * 2)} {sentence.format(words)}"
            yield Article(f"{language}{number:02d}", text, language=language if number % 2 else None)


def test_no_article_of_another_language_fails(annotator):
    articles = list(read_articles())
    assert len(articles) >= 500 and len({article.article_id[:2] for article in articles}) == 20
    tables = annotator.annotate(articles, "run")
    assert not tables.get("failures")
    told = {article.article_id for article in articles if article.language}
    assert not told & {row["article_id"] for row in tables["money_claims"]}


def test_a_foreign_article_with_the_text_of_an_english_one_is_not_annotated(annotator):
    text = "The town will spend $5 million on the bridge, the mayor said on Monday after the council met."
    tables = annotator.annotate([Article("en", text), Article("de", text, language="de")], "run")
    assert {row["article_id"] for row in tables["money_claims"]} == {"en"}
