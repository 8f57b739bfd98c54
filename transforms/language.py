"""Which language a text is in. Only English is annotated; other articles are kept, marked and cut into segments."""

from __future__ import annotations

import re
from functools import cache

from py3langid.langid import MODEL_FILE, LanguageIdentifier

UNKNOWN = "und"
ANNOTATED_LANGUAGES = frozenset({"en", UNKNOWN})  # a phrase too short to tell is read as English
SAMPLE = 1_200  # characters that are looked at
MIN_LETTERS = 60  # Latin letters below which a guess is no better than a coin
SURE = 0.8
CODE = re.compile(r"([a-z]{2,3})(?:[-_].*)?$", re.IGNORECASE)
NAMES = {"english": "en", "french": "fr", "german": "de", "spanish": "es", "italian": "it", "portuguese": "pt"}
THREE_LETTERS = {"eng": "en", "fra": "fr", "fre": "fr", "deu": "de", "ger": "de", "spa": "es", "ita": "it", "por": "pt"}
LETTER = re.compile(r"[^\W\d_]")
LATIN = re.compile(r"[A-Za-zÀ-ɏ]")


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
    letters = LETTER.findall(sample)
    if not letters:
        return UNKNOWN
    is_latin = len(LATIN.findall(sample)) > len(letters) / 2
    if is_latin and len(letters) < MIN_LETTERS:
        return UNKNOWN
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


@cache
def load_identifier() -> LanguageIdentifier:
    """The model that comes with py3langid, loaded once."""
    return LanguageIdentifier.from_model_file(MODEL_FILE, norm_probs=True)
