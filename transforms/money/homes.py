"""Where an article's paper is at home, and so which money its bare signs mean: "$" in Toronto, "Rs" in Port Louis."""

from __future__ import annotations

import re
from collections import Counter
from collections.abc import Callable, Mapping
from typing import NamedTuple

from transforms.places.gazetteer import Gazetteer
from transforms.records import ArticleEntities, ArticleHints

Row = dict[str, str]
Seeds = Mapping[str, list[Row]]

HEAD = 400  # characters in which a dateline and the mark of an agency stand
DATELINE = re.compile(r"^\W*(?P<place>[A-Z][A-Z.' ]{2,30}[A-Z])\b(?=[,:\s(–—-])", re.MULTILINE)
IN_BRACKETS = re.compile(r"\((?P<name>[A-Z][\w. -]{1,40}?)\)")
HOST = re.compile(
    r"^(?:https?://)?(?:www\.)?(?P<host>[a-z0-9-]{1,63}(?:\.[a-z0-9-]{1,63}){1,8})(?![\w@])", re.IGNORECASE
)
WORD = re.compile(r"[^\W\d_][\w'.-]*")
KNOWN_CITY = 5.2  # weight from which a city's name in that of a paper tells where it is at home: 150,000 people
CLEAR = 2.0  # weight by which a city must be likelier than its namesakes in other countries
REGISTERED = frozenset({"co", "com", "edu", "gob", "gov", "net", "org"})  # "example.com.co" is of Colombia itself
SHORTEST = 4  # letters of a place's name run together with others in an address
FEWEST = 3  # mentions of a country, for an article without other signs to be at home there
LEAD = 3  # times as often as the next one


class Home(NamedTuple):
    """The currencies of the country a paper is at home in, empty where that is not known, and what tells."""

    codes: frozenset[str] = frozenset()
    told_by: str = ""  # setting | agency | publisher | address | name | dateline | country


NOWHERE = Home()


class HomeFinder:
    """Finds homes, from what is known of outlets, addresses and places."""

    def __init__(self, seeds: Seeds, gazetteer: Gazetteer) -> None:
        self.gazetteer = gazetteer
        self.outlets = {outlet_key(row["outlet"]): row["country"] for row in seeds["outlets"]}
        self.countries = {row["code"] for row in seeds["countries"]}
        self.vanity = {row["word"] for row in seeds["money_words"] if row["use"] == "vanity_domain"}
        self.currencies = _read_currencies(seeds)

    def find(self, hints: ArticleHints, entities: ArticleEntities, text: str) -> Home:
        """The home of an article: as a setting or its agency, publisher, address, dateline or places say.

        Only an article whose publisher is unknown is at home where its dateline or its places are.
        """
        if hints.home_currency:
            return Home(frozenset({hints.home_currency}), "setting")
        for told_by, country in (
            ("agency", self._by_agency(hints, text)),
            ("address", self._by_address(hints, self._by_host)),
            ("publisher", self.outlets.get(outlet_key(hints.publisher or ""))),
            ("name", self._by_name(hints.publisher or "")),
            ("address", self._by_address(hints, self._by_run)),
            ("dateline", self._by_dateline(hints, text)),
            ("country", self._by_places(entities)),
        ):
            if country:
                return Home(self.currencies.get(country, frozenset()), told_by)
        return NOWHERE

    def _by_agency(self, hints: ArticleHints, text: str) -> str | None:
        """The country of the agency in the brackets of a dateline, "OTTAWA (Reuters)": its style goes before."""
        head = hints.dateline or text[:HEAD]
        names = (match["name"] for match in IN_BRACKETS.finditer(head))
        return next((self.outlets[key] for name in names if (key := outlet_key(name)) in self.outlets), None)

    def _by_address(self, hints: ArticleHints, read: Callable[[list[str]], str | None]) -> str | None:
        """The country that the host of the article's address, or of a publisher named by its address, tells."""
        for address in (hints.url or "", hints.publisher or ""):
            match = HOST.match(address.strip())
            if match is not None and (found := read(match["host"].casefold().split("."))):
                return found
        return None

    def _by_host(self, parts: list[str]) -> str | None:
        """The country of a host that is known, or of the country code that it ends in."""
        for first in range(len(parts) - 1):
            country = self.outlets.get(".".join(parts[first:]))
            if country is not None:
                return country
        code = "GB" if parts[-1] == "uk" else parts[-1].upper()
        is_vanity = parts[-1] in self.vanity and parts[-2] not in REGISTERED
        return code if code in self.countries and not is_vanity else None

    def _by_run(self, parts: list[str]) -> str | None:
        """The country of a place run into the host: "koreaherald", "thebogotapost"."""
        for part in parts[:-1]:
            run = part.removeprefix("the").replace("-", "")
            for length in range(len(run) - 1, SHORTEST - 1, -1):
                country = self._country_of(run[:length])
                if country:
                    return country
        return None

    def _by_name(self, name: str) -> str | None:
        """The country of a place or nationality within the name of a paper: "Sydney Morning Herald"."""
        words = WORD.findall(name)
        for size in (3, 2, 1):
            for first in range(len(words) - size + 1):
                country = self._country_of(" ".join(words[first : first + size]))
                if country:
                    return country
        return None

    def _country_of(self, name: str) -> str | None:
        country = self.gazetteer.nationality(name)
        if country:
            return country
        facts = self.gazetteer.find(name)
        if not facts or facts[0].weight < KNOWN_CITY:
            return None
        least = max(KNOWN_CITY, facts[0].weight - CLEAR)
        rivals = {fact.country_code for fact in facts if fact.weight >= least}
        return facts[0].country_code if len(rivals) == 1 else None

    def _by_dateline(self, hints: ArticleHints, text: str) -> str | None:
        match = DATELINE.match(hints.dateline or text[:HEAD])
        return self._country_of(match["place"].title()) if match else None

    def _by_places(self, entities: ArticleEntities) -> str | None:
        """The country that an article names far more often than any other."""
        named = Counter(
            entities.entities[m.entity].country_code
            for m in entities.mentions
            if m.kind in ("place", "group") and m.form == "name"
        )
        del named[None]
        most = sorted(named.items(), key=lambda item: (-item[1], str(item[0])))[:2]
        if not most or most[0][1] < FEWEST or (len(most) > 1 and most[0][1] < LEAD * most[1][1]):
            return None
        return most[0][0]


def outlet_key(name: str) -> str:
    """What an outlet is looked up by: "The Globe and Mail" and "globe and mail" are one.

    >>> outlet_key("The Globe and Mail "), outlet_key("AP")
    ('globe and mail', 'ap')
    """
    return name.strip().casefold().removeprefix("the ")


def _read_currencies(seeds: Seeds) -> dict[str, frozenset[str]]:
    """The currencies in use in each country, by its code."""
    found: dict[str, set[str]] = {}
    for row in seeds["currencies"]:
        for country in filter(None, row["countries"].split("|")):
            found.setdefault(country, set()).add(row["code"])
    return {country: frozenset(held) for country, held in found.items()}
