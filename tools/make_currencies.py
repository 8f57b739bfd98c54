"""Writes `seeds/currencies.csv` from CLDR, the Unicode Consortium's tables of currencies, as babel ships them.

    python tools/make_currencies.py

Run it again when babel is raised; the difference then shows in review. What CLDR lacks stands in
`seeds/currency_terms.csv`, which is written by hand.
"""

from __future__ import annotations

import csv
import unicodedata
from pathlib import Path

from babel import Locale
from babel.core import get_global

OUT = Path(__file__).resolve().parent.parent / "seeds" / "currencies.csv"
HEADER = ("code", "singular", "plural", "symbol", "territories", "countries")
# Money that went out of use within the reach of digitised newspapers: most joined the euro between 1999 and 2015.
FORMER = (
    "ATS",
    "BEF",
    "CYP",
    "DEM",
    "EEK",
    "ESP",
    "FIM",
    "FRF",
    "GRD",
    "HRK",
    "IEP",
    "ITL",
    "LTL",
    "LUF",
    "LVL",
    "MTL",
)
FORMER += ("NLG", "PTE", "SIT", "SKK", "VEF", "ZWD")
NO_COUNTRY = frozenset({"EU", "AC", "TA", "DG", "EA", "IC", "QO"})  # codes of CLDR that ISO 3166-1 has not
LEFT_OUT = frozenset({"XXX", "XTS", "XDR", "XAU", "XAG", "XPT", "XPD"})


def find_tender() -> dict[str, list[str]]:
    """The territories (ISO 3166-1) where each currency is legal tender today."""
    tender: dict[str, list[str]] = {}
    for territory, currencies in get_global("territory_currencies").items():
        for code, _, until, is_tender in currencies:
            if until is None and is_tender:
                tender.setdefault(code, []).append(territory)
    return tender


def make_row(code: str, locale: Locale, territories: list[str]) -> tuple[str, ...]:
    """One line of the table: names as CLDR's English gives them, accents kept, the symbol only where it is no code."""
    plurals = dict(locale._data["currency_names_plural"].get(code, {}))  # babel has no public reader of both forms
    singular = plurals.get("one") or locale.currencies[code]
    plural = plurals.get("other") or singular
    symbol = unicodedata.normalize("NFKC", locale.currency_symbols.get(code, ""))
    names = [locale.territories[t] for t in sorted(territories)]
    countries = "|".join(sorted(t for t in territories if len(t) == 2 and t.isalpha() and t not in NO_COUNTRY))
    return code, singular, plural, "" if symbol == code else symbol, "|".join(names), countries


def main() -> None:
    """Write the table, sorted by code."""
    locale = Locale("en")
    tender = find_tender()
    codes = sorted((set(tender) | set(FORMER)) - LEFT_OUT)
    with OUT.open("w", encoding="utf-8", newline="") as file:
        writer = csv.writer(file, lineterminator="\n")
        writer.writerow(HEADER)
        writer.writerows(make_row(code, locale, tender.get(code, [])) for code in codes)


if __name__ == "__main__":
    main()
