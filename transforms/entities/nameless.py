"""People whom a text only describes ("a spokesman for the ministry", "his brother"): "he" behind them is nobody named.

They compete with the named people for a pronoun, and where one of them wins, the pronoun stays without an entity: what
a spokesman without a name said must not be laid in the mouth of whoever was named before.
"""

from __future__ import annotations

from collections.abc import Sequence
from typing import NamedTuple

from transforms.entities.descriptions import DescriptionFinder
from transforms.entities.stated import is_definite
from transforms.grammar import SUBJECTS
from transforms.lexicon import Lexicon
from transforms.reading.reading import Reading
from transforms.records import Mention


class Nameless(NamedTuple):
    """A description of one person without a name, or a later one of the same."""

    token: int
    number: int  # the same for "a spokesman" and a later "the spokesman"
    gender: str | None


class Descriptions(NamedTuple):
    """The descriptions of people in an article: those that mean somebody named, and the others."""

    people: Sequence[Mention] = ()
    nameless: Sequence[Nameless] = ()


UNDESCRIBED = Descriptions()


def find_nameless(finder: DescriptionFinder, lexicon: Lexicon) -> list[Nameless]:
    """The singular subjects that describe a person and mean nobody who is named, in text order.

    "A driver" and "his brother" are new people. "The driver" is one only where a driver without a name came before:
    news likes to call whoever it has named "the striker" or "the mogul" next.
    """
    found: list[Nameless] = []
    last: dict[str, int] = {}  # noun to the number of whoever was called so last
    reading = finder.reading
    for token, tag in enumerate(reading.tags):
        if tag != "NN" or not _is_subject(reading, token) or not is_nameless(finder, lexicon, token):
            continue
        noun = reading.lemmas[token].lower()
        if is_definite(reading, token):
            if noun not in last:
                continue  # "the striker" may well be whoever was named
            number = last[noun]
        else:
            number = last[noun] = len(found)
        found.append(Nameless(token, number, gender_of(noun, lexicon)))
    return found


def _is_subject(reading: Reading, token: int) -> bool:
    """Whether a noun is a subject, or joined to one: "neither the mayor nor [her brother] has replied"."""
    dep, head = reading.deps[token], reading.heads[token]
    return dep in SUBJECTS or (dep == "conj" and reading.deps[head] in SUBJECTS)


def is_nameless(finder: DescriptionFinder, lexicon: Lexicon, token: int) -> bool:
    """Whether a noun says what a person is, has no name beside it and is known to mean nobody named."""
    noun = finder.reading.lemmas[token].lower()
    is_human = finder.is_person(token) or lexicon.means_human(noun)
    if not is_human or token in finder.meant or token in finder.named or finder.holder(token) is not None:
        return False
    named = [c for c in finder.reading.children[token] if c in finder.named and finder.reading.deps[c] == "appos"]
    return not named and token + 1 not in finder.named


def gender_of(noun: str, lexicon: Lexicon) -> str | None:
    """Male or female, where the noun says so."""
    if noun in lexicon.words["man"]:
        return "male"
    return "female" if noun in lexicon.words["woman"] else lexicon.nouns.genders.get(noun)
