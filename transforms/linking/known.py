"""Well-known bodies and people of seeds/known_entities.csv: their other names and identifiers."""

from __future__ import annotations

from collections import Counter, defaultdict
from collections.abc import Container
from dataclasses import dataclass

from transforms.folding import fold_name
from transforms.linking.keys import BodyNames, NameParser, PersonName, Seeds

OFFICES = frozenset(("us_government", "uk_government", "g20_state"))  # criteria


@dataclass(frozen=True, slots=True)
class Known:
    """One row: `key` is its identifier, or made from its name where none is certain; words are those of all names.

    is_office: whether other countries have one as well. is_lettered: whether they may have one of the same letters.
    """

    key: str
    kind: str
    name: str
    external_id: str | None
    country_code: str | None
    words: frozenset[str]
    is_office: bool
    is_lettered: bool


class KnownEntities:
    """Finds rows by name: some names mean the thing everywhere, some only in articles about its country.

    Names of nothing but common words ("Department of Education") are those of other countries' bodies, too. They mean
    the row's where its country is spoken of.
    """

    def __init__(self, seeds: Seeds, bodies: BodyNames, parser: NameParser, generic: Container[str]) -> None:
        """generic: words that many bodies share."""
        self.names = bodies
        self.by_key: dict[str, Known] = {}
        self.people: dict[PersonName, Known] = {}
        self._bodies: dict[str, Known] = {}
        self._common: dict[str, Known] = {}
        self._shared: dict[str, list[Known]] = defaultdict(list)
        self._at_home: dict[str, list[Known]] = defaultdict(list)
        for row in seeds.get("known_entities", ()):
            external = row["external_id"] or None
            key = external or f"known:{fold_name(row['name'])}"
            shared = _parts(row["shared_aliases"])
            names = [row["name"], *_parts(row["aliases"]), *shared]
            words = frozenset(word for name in names for word in words_of(bodies.key(name)))
            is_office = row["criterion"] in OFFICES
            sorts = is_office, is_office or row["criterion"] in ("party", "broadcaster")
            known = Known(key, row["kind"], row["name"], external, row["country_code"] or None, words, *sorts)
            self.by_key[known.key] = known
            if known.kind == "person":
                self.people |= {_plain(parser.parse(name)): known for name in names}
            else:
                lettered = set(map(bodies.key, shared))
                for key in lettered:
                    self._shared[key].append(known)
                for key in {*map(bodies.key, names)} - lettered:
                    is_common = known.country_code and all(word in generic for word in key.split())
                    (self._common if is_common else self._bodies)[key] = known
                for name in _parts(row["home_aliases"]):
                    self._at_home[bodies.key(name)].append(known)

        self.single = {name.surname: row.key for name, row in self.people.items() if not name.is_full}
        named = {(name.surname, row.key) for name, row in self.people.items()}
        self._bearers = Counter(surname for surname, _ in named)

    def person(self, surname: str, suffix: str, gender: str | None) -> str | None:
        """The key of whom any reader knows by this one word, where no other well-known person bears it."""
        others = gender == "female" and self._bearers[surname] > 1
        return None if others or suffix else self.single.get(surname)

    def body(self, key: str) -> Known | None:
        """What a body's key means wherever it is read."""
        return self._bodies.get(key)

    def common(self, key: str) -> Known | None:
        """What a body's key of common words can mean, in articles that speak of its country."""
        return self._common.get(key)

    def shared(self, key: str) -> list[Known]:
        """What letters can mean that bodies of several countries go by, each unless an article speaks of others."""
        return self._shared.get(key, [])

    def at_home(self, key: str) -> list[Known]:
        """What a body's key can mean, each in articles about its own country."""
        return self._at_home.get(key, [])


def words_of(key: str) -> list[str]:
    """The words of a body's key, those with a hyphen apart.

    >>> words_of("jones-tern line")
    ['jones', 'tern', 'line']
    """
    return key.replace("-", " ").split()


def _plain(name: PersonName) -> PersonName:
    return PersonName(name.given, name.middle, name.surname, name.suffix)


def _parts(cell: str) -> list[str]:
    return [part for part in cell.split("|") if part]
