"""One spaCy pass over an article, handed on as plain columns; and its passages in quotation marks."""
