"""Common words of English that only begin sentences, which the reader took for names: "Grass was first"."""

from __future__ import annotations

from transforms.names.survey import Key, Named

MANY = "NNS"  # tag of a plural noun, which no company is called by


def as_plain_word(key: Key, weighed: str, named: Named) -> str | None:
    """No name: a common word that stands in the article only where sentences begin, and is nobody's name.

    A company may be called by such a word, too, but hardly by one in the plural.
    """
    if len(key) > 1 or weighed not in ("person", "organization", "place") or named.is_known(key):
        return None
    reading, names = named.reading, named.groups[key]
    is_plain = all(name.first in reading.plain and name.title is None for name in names)
    if not is_plain or _is_borne(key, named):
        return None
    is_many = all(reading.tags[name.first] == MANY for name in names)
    return "none" if is_many or weighed == "person" else None


def _is_borne(key: Key, named: Named) -> bool:
    """Whether a word is somebody's name, a place's or the first of a longer name of the article."""
    word, lexicon = key[0], named.lexicon
    is_listed = word in lexicon.surnames or word in lexicon.place_names or lexicon.is_given_name(word)
    return is_listed or word in named.lasts or word in named.firsts or word in named.fronts
