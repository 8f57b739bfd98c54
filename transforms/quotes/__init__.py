"""Who said what: quotation marks, cues of saying, contents, sources and speakers."""

from transforms.quotes.extract import QuoteModel, extract_quotes, find_speakers, quotes_of

__all__ = ["QuoteModel", "extract_quotes", "find_speakers", "quotes_of"]
