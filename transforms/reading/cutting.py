"""Spares spaCy half of the work of cutting texts into words, with the same words.

Cutting a word means trying regular expressions on it and on what is left of it, again and again. Within a memory zone
spaCy remembers none of that. So words that come often are cut before the zone begins, and of words made of letters
alone nothing is tried, since no rule of English can match them.
"""

from __future__ import annotations

from collections import Counter
from collections.abc import Callable, Iterable
from hashlib import blake2b
from typing import Any

from spacy.tokenizer import Tokenizer

from transforms.reading.limits import LONGEST_RUN, BoundedTokenizer

MOST = 8_000  # words cut beforehand, of the 10,000 that spaCy remembers; they take some 3 MB
FEW = 16  # articles for which a tokenizer of our own would cost more than it gains
SEARCHES = ("prefix_search", "suffix_search", "infix_finditer", "url_match")
# The rules of spaCy's English models from 3.0 to 3.8: none of them matches letters without a mark, nor digits alone.
ENGLISH_RULES = "6b3118001393206b"


class Cutter:
    """Readies a pipeline's tokenizer for texts about to be read."""

    def __init__(self, tokenizer: BoundedTokenizer) -> None:
        self._tokenizer = tokenizer
        self._known: dict[str, None] = {}
        self._articles = 0
        self._is_hastened = False

    def meet(self, articles: Iterable[Iterable[str]]) -> None:
        """Cuts the words that come often in the articles' texts; to be called outside a memory zone."""
        counts: Counter[str] = Counter()
        for texts in articles:
            self._articles += 1
            for text in texts:
                counts.update(text.split())
        if self._articles > FEW and not self._is_hastened:
            self._hasten()
        often = (word for word, count in counts.items() if count > 1 and len(word) <= LONGEST_RUN)
        fresh = [word for word in often if word not in self._known]
        self._cut(fresh[: MOST - len(self._known)])

    def _hasten(self) -> None:
        self._is_hastened = True
        if fingerprint(self._tokenizer.inner) == ENGLISH_RULES:
            self._tokenizer.inner = hasten(self._tokenizer.inner)
            known, self._known = list(self._known), {}
            self._cut(known)

    def _cut(self, words: list[str]) -> None:
        if words:
            self._known.update(dict.fromkeys(words))
            self._tokenizer.inner(" ".join(words))


def fingerprint(tokenizer: Any) -> str:
    """Changes with the tokenizer's rules."""
    searches = [getattr(tokenizer, name, None) for name in SEARCHES]
    patterns = [getattr(getattr(search, "__self__", None), "pattern", "") for search in searches]
    return blake2b("\0".join(patterns).encode(), digest_size=8).hexdigest()


def hasten(tokenizer: Any) -> Tokenizer:
    """A tokenizer with the same rules that does not try them where none can match."""
    prefix, suffix, infix, url = (getattr(tokenizer, name) for name in SEARCHES)
    return Tokenizer(
        tokenizer.vocab,
        rules=tokenizer.rules,
        prefix_search=unless(str.isalnum, prefix, None),
        suffix_search=unless(is_letters_or_digits, suffix, None),
        infix_finditer=unless(str.isalnum, infix, ()),
        token_match=tokenizer.token_match,
        url_match=unless(str.isalnum, url, None),
        faster_heuristics=tokenizer.faster_heuristics,
        max_cache_size=tokenizer.max_cache_size,
    )


def is_letters_or_digits(word: str) -> bool:
    """Whether a word is of one sort: "10km" has a unit at its end."""
    return word.isalpha() or word.isdigit()


def unless(is_plain: Callable[[str], bool], search: Callable[[str], Any], nothing: Any) -> Callable[[str], Any]:
    """The search, but for plain ASCII words, in which it finds nothing."""

    def look(word: str) -> Any:
        return nothing if word.isascii() and is_plain(word) else search(word)

    return look
