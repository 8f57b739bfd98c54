"""From article texts to the rows of every annotation table: the one place that puts the steps in order."""

from __future__ import annotations

from collections.abc import Callable, Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass, field, replace

import numpy as np
import numpy.typing as npt

from transforms.demands import DemandLexicon, Known, extract_demands, follow_demands
from transforms.entities.mentions import find_mentions, find_names
from transforms.lexicon import read_lexicon
from transforms.money import MoneyTools, extract_claims
from transforms.money.deadlines import DeadlineReader
from transforms.money.usd import Rates
from transforms.page.datelines import read_large_places
from transforms.page.language import ANNOTATED_LANGUAGES
from transforms.page.layout import Layout
from transforms.page.metadata import add_authors, author_roles
from transforms.page.segments import segment_text
from transforms.page.view import make_view
from transforms.places.countries import add_places
from transforms.places.gazetteer import load_gazetteer
from transforms.places.place_table import read_table
from transforms.places.seats import SeatWords
from transforms.places.topics import Topics
from transforms.quotes import QuoteModel, find_speakers, quotes_of
from transforms.reading.model import Reader
from transforms.reading.reading import Reading
from transforms.records import ArticleHints
from transforms.rows import Row, RowMaker
from transforms.version import PIPELINE_VERSION

Seeds = Mapping[str, list[dict[str, str]]]
Weights = Mapping[str, npt.NDArray[np.float32]]

# What a mistake in a rule raises; anything else (no memory, no disk) ends the run.
BROKEN_RULE = (LookupError, ValueError, TypeError, AttributeError, ArithmeticError, RecursionError)


@dataclass(frozen=True, slots=True)
class Article:
    """One text to annotate."""

    article_id: str
    text: str
    hints: ArticleHints = field(default_factory=ArticleHints)
    language: str = "en"


class Annotator:
    """Holds what is loaded once, spaCy, the tables of `seeds/` and the quote model's weights; annotates batches."""

    def __init__(
        self, reader: Reader, seeds: Seeds, read_weights: Callable[[str], Weights], rates: Rates | None = None
    ) -> None:
        self.reader = reader
        places = read_table(seeds)
        self.lexicon = read_lexicon(seeds, read_weights, places)
        reader.keep_whole(self.lexicon.kept_whole)
        self.gazetteer = load_gazetteer(seeds, places)
        words = self.lexicon.words
        self.seats = SeatWords.from_words(words, self.lexicon.organization_nouns, self.lexicon.title_ends)
        self.topics = Topics(self.lexicon.words["topic_noun"], self.lexicon.words["topic_end"])
        self.layout = Layout.from_seeds(seeds, read_large_places(seeds["countries"], places.large))
        self.money = MoneyTools.from_seeds(seeds, self.gazetteer, rates)
        self.quote_model = QuoteModel.from_seeds(read_weights("quotes"), seeds)
        self.demands = DemandLexicon.from_seeds(seeds)

    def annotate(self, articles: Sequence[Article], run_id: str) -> dict[str, list[Row]]:
        """The rows of every annotation table for a batch of articles, in the articles' order.

        An article at which a rule breaks is kept with its segments alone, and named under "failures" with the error:
        one odd text must not hold back the others.
        """
        tables: dict[str, list[Row]] = {}
        stamp = {"run_id": run_id, "pipeline_version": PIPELINE_VERSION}
        views = [make_view(article.text) for article in articles]
        viewed = [replace(article, text=view.text) for article, view in zip(articles, views, strict=True)]
        for article, read, view, reading in zip(articles, viewed, views, self._read(viewed), strict=True):
            make = RowMaker(article.article_id, article.text, stamp, view)
            try:
                made = self._annotate_one(read, reading, make)
            except BROKEN_RULE as error:
                why = f"a rule broke at it ({type(error).__name__}: {error})"
                failure = {"article_id": article.article_id, "error": why}
                made = {"segments": make.segments(reading.segments), "failures": [failure]}
            for name, rows in made.items():
                tables.setdefault(name, []).extend(rows)
        return tables

    def leave_out(self, article: Article, run_id: str, error: str) -> dict[str, list[Row]]:
        """The rows of an article that is not annotated: its segments, and the failure with the error."""
        view = make_view(article.text)
        stamp = {"run_id": run_id, "pipeline_version": PIPELINE_VERSION}
        make = RowMaker(article.article_id, article.text, stamp, view)
        segments = list(segment_text(view.text, article.hints, self.layout))
        return {"segments": make.segments(segments), "failures": [{"article_id": article.article_id, "error": error}]}

    def _read(self, articles: Iterable[Article]) -> Iterator[Reading]:
        """The articles' readings: copies of one text share one, and what is not English is not parsed."""
        plans = [(a, tuple(segment_text(a.text, a.hints, self.layout))) for a in articles]
        keys = dict.fromkeys((a.text, segments) for a, segments in plans if a.language in ANNOTATED_LANGUAGES)
        readings = dict(zip(keys, self.reader.read(keys), strict=True))
        for article, segments in plans:
            found = readings.get((article.text, segments)) if article.language in ANNOTATED_LANGUAGES else None
            yield found or Reading(article.text, list(segments))

    def _annotate_one(self, article: Article, reading: Reading, make: RowMaker) -> dict[str, list[Row]]:
        cast = find_names(reading, self.lexicon, article.hints.publisher or "")
        add_places(cast.named, reading, self.gazetteer, self.seats, self.topics)
        entities, roles = find_mentions(reading, cast, self.lexicon)
        speakers = find_speakers(reading, entities, self.quote_model, roles, cast.names)
        quotes = quotes_of(speakers, self.quote_model)
        claims = extract_claims(reading, entities, quotes, article.hints, self.money)
        deadlines = DeadlineReader.over(reading, self.money.lexicon, article.hints.published_on)
        demands = extract_demands(speakers, Known(entities, quotes, claims, deadlines), self.demands)
        quotes = follow_demands(quotes, demands)
        entities = add_authors(entities, article.text, reading.segments, self.layout.jobs)
        roles += author_roles(entities, article.text, reading.segments, self.layout.jobs)
        return {
            "segments": make.segments(reading.segments),
            "sentences": make.sentences(reading),
            "article_entities": make.article_entities(entities),
            "mentions": make.mentions(entities),
            "roles": make.roles(roles),
            "quotes": make.quotes(quotes),
            "quote_spans": make.quote_spans(quotes),
            "money_claims": make.money_claims(claims),
            "demands": make.demands(demands),
        }
