"""Who said what: quotation marks, cues of saying, contents, sources and speakers."""

from transforms.quotes.extract import QuoteModel, extract_quotes

__all__ = ["QuoteModel", "extract_quotes"]
