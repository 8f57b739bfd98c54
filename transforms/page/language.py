"""Which language a text is in. Only English is annotated; other articles are kept, marked and cut into segments."""

from __future__ import annotations

import re
from functools import cache
from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from py3langid.langid import LanguageIdentifier

UNKNOWN = "und"
ANNOTATED_LANGUAGES = frozenset({"en", UNKNOWN})  # a phrase too short to tell is read as English
SAMPLE = 1_200  # characters that are looked at
MIN_LETTERS = 60  # Latin letters below which a guess is no better than a coin
SURE = 0.8
CODE = re.compile(r"([a-z]{2,3})(?:[-_].*)?$", re.IGNORECASE)
NAMES = {"english": "en", "french": "fr", "german": "de", "spanish": "es", "italian": "it", "portuguese": "pt"}
THREE_LETTERS = {"eng": "en", "fra": "fr", "fre": "fr", "deu": "de", "ger": "de", "spa": "es", "ita": "it", "por": "pt"}
WORD = re.compile(r"\w+")
# Words that make up a quarter of English news and at most a tenth of text in any other language. Where they are that
# dense the model says English too (tried on English mixed with 60 languages), so it need not be loaded.
ENGLISH = re.compile(
    r"\b(?:the|and|of|to|for|that|with|from|have|has|had|been|were|was|which|this|their|would|they|his|her|said|by|are|"
    r"is|it|not|but|who|will|on|at|be|as|its|he|she)\b",
    re.IGNORECASE,
)
ENGLISH_SHARE = 0.23  # of the words
ENGLISH_WORDS = 40  # fewer words show too little
FOREIGN_SHARE = 0.01  # of the characters that are letters beyond ASCII
LETTERS = re.compile(r"[^\W\d_]+")
FOREIGN_LETTERS = re.compile(r"[^\W\d_\x00-\x7f]+")
LATIN_LETTERS = re.compile(r"[A-Za-zÀ-ɏ]+")


def read_language(given: str | None, text: str) -> str:
    """The ISO 639-1 code of a text: the one the source gave, else the one its letters show, `und` where they do not.

    >>> read_language("en-GB", "")
    'en'
    >>> read_language(None, "Der Streik im Hafen ist beendet, sagte die Gewerkschaft am Freitag nach Gesprächen.")
    'de'
    """
    return read_code(given) or detect_language(text)


def read_code(given: str | None) -> str | None:
    """The two-letter code in what a source calls a language ("en_US", "eng", "English"), or None."""
    words = (given or "").strip().casefold()
    if words in NAMES:
        return NAMES[words]
    match = CODE.match(words)
    code = match.group(1) if match else None
    return THREE_LETTERS.get(code, code) if code and code != UNKNOWN else None


def detect_language(text: str) -> str:
    """The language of a text by its letters, `und` where there are too few or it is not plain."""
    sample = take_sample(text)
    letters = count_letters(LETTERS, sample)
    if not letters:
        return UNKNOWN
    is_latin = count_letters(LATIN_LETTERS, sample) > letters / 2
    if is_latin and letters < MIN_LETTERS:
        return UNKNOWN
    if is_plain_english(sample):
        return "en"
    language, confidence = load_identifier().classify(sample)
    # in another script the text is not English, however unsure its language
    return str(language) if confidence >= SURE or not is_latin else UNKNOWN


def take_sample(text: str) -> str:
    """The longest lines of a text's beginning: menus and credits around the story may be in another language.

    >>> take_sample("Menu\\nLogin\\n" + "Rates rose. " * 10)[:11]
    'Rates rose.'
    """
    lines = [line for line in text[: 10 * SAMPLE].splitlines() if len(line) >= MIN_LETTERS]
    return ("\n".join(lines) or text)[:SAMPLE]


def is_plain_english(sample: str) -> bool:
    """Whether a sample is so full of English function words that no model need be asked.

    >>> is_plain_english("The mayor said that it was the best of the offers, and she would put it to the council. " * 3)
    True
    """
    words = len(WORD.findall(sample))
    foreign = count_letters(FOREIGN_LETTERS, sample)
    is_dense = words >= ENGLISH_WORDS and len(ENGLISH.findall(sample)) >= ENGLISH_SHARE * words
    return is_dense and foreign <= FOREIGN_SHARE * len(sample)


def count_letters(pattern: re.Pattern[str], sample: str) -> int:
    """How many letters stand in the runs of them that a pattern finds."""
    return sum(map(len, pattern.findall(sample)))


@cache
def load_identifier() -> LanguageIdentifier:
    """The model that comes with py3langid, loaded once; half a second, so only for a text that calls for it."""
    from py3langid.langid import MODEL_FILE, LanguageIdentifier

    return LanguageIdentifier.from_model_file(MODEL_FILE, norm_probs=True)
