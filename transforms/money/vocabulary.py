"""The words of money: currencies, magnitudes, modifiers and periods, as `seeds/` lists them."""

from __future__ import annotations

import re
from collections.abc import Iterable, Mapping
from dataclasses import dataclass, field
from decimal import Decimal
from functools import cached_property
from typing import NamedTuple

from transforms.money.tokens import Tokens, cut, fold

BRACKETS = re.compile(r"\s*\([^)]*\)")
SeedTables = Mapping[str, list[dict[str, str]]]
Words = tuple[str, ...]


class Term(NamedTuple):
    """A sign, code or name of money.

    `codes` has several currencies where the name alone does not tell which; `default` is the one it means where the
    text names no country of theirs, empty for none. `capitals`: its letters are capitals where a blank parts them from
    the sign, since "It cost us $5" names no country.
    """

    words: Words
    codes: tuple[str, ...]
    scale: Decimal  # 0.01 for a cent
    before: bool  # may stand before the number
    after: bool
    written: str | None  # exact spelling, where only that one is money
    needs: str  # what the context must show: see money/context.py
    kind: str  # sign | code | name
    default: str = ""
    is_dollar: bool = False  # a bare dollar or cent, of whichever country
    capitals: bool = False


class Magnitude(NamedTuple):
    """A word or letter that multiplies: style is word, plural, short or letter; codes: of these currencies alone."""

    value: Decimal
    style: str
    codes: frozenset[str] = frozenset()


class Modifier(NamedTuple):
    """Words that bound an amount; `unless_after` are words before them that make them something else."""

    words: Words
    modifier: str
    unless_after: frozenset[str]


def cut_phrase(phrase: str) -> Words:
    """The phrase as the tokens the text would show.

    >>> cut_phrase("U.S. dollars")
    ('u.s', 'dollars')
    """
    folded = fold(phrase)
    return tuple(cut(folded, 0, len(folded)).words[:-1])


@dataclass
class MoneyLexicon:
    """Every table the money steps look words up in. Build it once with `from_seeds`."""

    terms: dict[str, list[Term]]  # by first word, longest first
    magnitudes: dict[str, Magnitude]
    numerals: dict[str, tuple[Decimal, str]]
    modifiers_before: dict[str, list[Modifier]]  # by last word, longest first
    modifiers_after: dict[str, list[Modifier]]  # by first word, longest first
    periods_before: dict[str, str]
    periods_after: dict[str, list[tuple[Words, str]]]
    places: dict[str, str]  # place or nationality: currency code
    words: dict[str, frozenset[str]]  # small word lists of money_words.csv, by use
    contexts: dict[str, str]
    changes: dict[str, list[tuple[str, str]]]  # word: (direction, kind)
    modality_cues: dict[tuple[str, str], str]  # (lemma, part of speech): what it makes of an amount
    date_words: dict[str, tuple[str, str]]  # word: (kind, value)
    confidence: dict[str, float]  # rule or modality: share of right answers on development articles
    tables: SeedTables = field(repr=False)

    @classmethod
    def from_seeds(cls, seeds: SeedTables) -> MoneyLexicon:
        """Build from the tables of `seeds/`. Raises KeyError naming the table that is missing."""
        periods = seeds["amount_periods"]
        return cls(
            terms=_index_terms(_read_terms(seeds)),
            magnitudes={r["term"]: _magnitude(r) for r in seeds["magnitudes"]},
            numerals={r["word"]: (_read_ratio(r["value"]), r["kind"]) for r in seeds["number_words"]},
            modifiers_before=_index_modifiers(seeds["amount_modifiers"], "before"),
            modifiers_after=_index_modifiers(seeds["amount_modifiers"], "after"),
            periods_before={r["phrase"]: r["duration"] for r in periods if r["place"] == "both"},
            periods_after=_index_periods(periods),
            places=_read_places(seeds),
            words=_read_words(seeds["money_words"]),
            contexts={r["word"]: r["sense"] for r in seeds["money_context"]},
            changes=_read_changes(seeds["change_words"]),
            modality_cues={(r["lemma"], r["pos"]): r["modality"] for r in seeds["modality_cues"]},
            date_words={r["word"]: (r["kind"], r["value"]) for r in seeds["date_words"]},
            confidence={r["rule"]: float(r["right"]) for r in seeds["claim_confidence"]},
            tables=seeds,
        )

    @cached_property
    def delegates(self) -> frozenset[str]:
        """Nouns for those who stand for the state they name: "envoy", "officials"."""
        uses = ("delegate", "delegates", "state")
        return frozenset(row["word"] for row in self.tables["demand_words"] if row["use"] in uses)

    @cached_property
    def spaced(self) -> frozenset[str]:
        """The currencies whose thousands are parted by spaces: "R1 986"."""
        return self.words["spaced_code"]

    @cached_property
    def idioms(self) -> dict[str, list[Words]]:
        """Phrases with a sum that is none, by their first word."""
        found: dict[str, list[Words]] = {}
        for row in self.tables["money_idioms"]:
            words = cut_phrase(row["phrase"])
            found.setdefault(words[0], []).append(words)
        return found

    @cached_property
    def marked_dollars(self) -> dict[str, str]:
        """Signs that mark the dollars of one country, as they are written, and its currency: "A$"."""
        found: dict[str, str] = {}
        for terms in self.terms.values():
            for term in terms:
                if term.kind == "sign" and len(term.codes) == 1 and term.words[-1] == "$" and len(term.words) > 1:
                    found[term.written or "".join(term.words).upper()] = term.codes[0]
        return found

    @cached_property
    def dollars_said(self) -> dict[str, str]:
        """What may stand beside an amount of dollars to say whose they are: nationalities and codes."""
        dollars = self.words["dollar_code"]
        said = {place: code for place, code in self.places.items() if code in dollars and place.endswith(("n", "se"))}
        return said | {code: code for code in dollars} | {"CA": "CAD", "AU": "AUD"}

    @cached_property
    def triggers(self) -> frozenset[str]:
        """A word or sign of every term: a stretch with none of them holds no money."""
        every = (term.words for terms in self.terms.values() for term in terms)
        return frozenset(next((w for w in words if not w[0].isalpha()), words[-1]) for words in every)

    @cached_property
    def quantity_starters(self) -> frozenset[str]:
        """Every word a number in words can begin with."""
        return frozenset({*self.numerals, *self.magnitudes, "a", "an", "few", "several", "couple", "handful"})

    @cached_property
    def any_magnitude(self) -> str:
        """A pattern of the magnitudes that follow a number, as letters or words."""
        behind = ("word", "short", "letter")
        return "|".join(re.escape(word) for word, m in self.magnitudes.items() if m.style in behind)

    @cached_property
    def trigger_pattern(self) -> re.Pattern[str]:
        """Finds the words of a text that may be money."""
        return re.compile(r"[^\W\d_](?:\.[^\W\d_])+|[^\W\d_]+|[^\w\s.,;:'\"()-]")

    def term_at(self, tokens: Tokens, i: int, before: bool) -> Term | None:
        """The longest term at token i that may stand before (or after) its number."""
        for term in self.terms.get(tokens.word(i), ()):
            if (term.before if before else term.after) and _stands(term, tokens, i):
                return term
        return None

    def candidates_of(self, codes: Iterable[str]) -> re.Pattern[str] | None:
        """Finds the places and nationalities that use one of the currencies."""
        key = frozenset(codes)
        if key not in self._patterns:
            names = sorted((p for p, c in self.places.items() if c in key), key=len, reverse=True)
            joined = "|".join(map(re.escape, names))
            self._patterns[key] = re.compile(rf"\b(?:{joined})(?!\w)") if names else None
        return self._patterns[key]

    @cached_property
    def _patterns(self) -> dict[frozenset[str], re.Pattern[str] | None]:
        return {}


def _stands(term: Term, tokens: Tokens, i: int) -> bool:
    """Whether all words of the term stand at i, spelled as it demands and with no break between."""
    n = len(term.words)
    if n > 1 and tuple(tokens.words[i : i + n]) != term.words:
        return False
    gaps = [tokens.gap(j) for j in range(i + 1, i + n)]
    if any(gap > 1 for gap in gaps) or (term.capitals and any(gaps) and not tokens.written(i).isupper()):
        return False
    return term.written is None or tokens.text[tokens.starts[i] : tokens.ends[i + n - 1]] == term.written


def _read_terms(seeds: SeedTables) -> list[Term]:
    lists = _read_words(seeds["money_words"])
    by_hand = [_hand_term(row, lists) for row in seeds["currency_terms"]]
    taken = {t.words for t in by_hand if t.codes}
    everyday = lists["everyday_unit"]
    generated = [t for row in seeds["currencies"] for t in _generated_terms(row, lists)]
    units: dict[Words, set[str]] = {}
    for row in seeds["currencies"]:
        for name in _names_of(row):
            units.setdefault(cut_phrase(name)[-1:], set()).add(row["code"])
    hand_units = {t.words for t in by_hand}
    shared = [
        Term(words, tuple(sorted(codes)), Decimal(1), False, True, None, "", "name")
        for words, codes in units.items()
        if words not in hand_units and words[0] not in everyday
    ]
    open_units = [t._replace(codes=tuple(sorted(units.get(t.words, ())))) if not t.codes else t for t in by_hand]
    return [*open_units, *(t for t in generated if t.words not in taken), *shared]


def _hand_term(row: dict[str, str], lists: dict[str, frozenset[str]]) -> Term:
    words = cut_phrase(row["term"])
    written = row["case"].removeprefix("exact:") if row["case"].startswith("exact:") else None
    codes = tuple(code for code in row["code"].split("|") if code)
    is_dollar = codes == ("USD",) and len(words) == 1 and words[0] in lists["dollar_unit"]
    return Term(
        words,
        ("USD", *sorted(lists["dollar_code"] - {"USD"})) if is_dollar else codes,
        Decimal(row["scale"]),
        row["place"] in ("before", "both"),
        row["place"] in ("after", "both"),
        written,
        row["needs"],
        _kind_of(row, words),
        row["code"].split("|")[0],
        is_dollar,
        row["case"] == "capitals",
    )


def _kind_of(row: dict[str, str], words: Words) -> str:
    if not any(w.isalpha() for w in words[-1]):
        return "sign"
    return "code" if row["place"] != "after" and len(row["term"]) < 4 else "name"


def _generated_terms(row: dict[str, str], lists: dict[str, frozenset[str]]) -> Iterable[Term]:
    """The code, the names in both numbers, and the names written as one word."""
    code = row["code"]
    one = Decimal(1)
    written = (code, code.lower()) if code in lists["lower_code"] else (code,)
    needs = "code" if code in lists["word_code"] else "company" if code in lists["acronym_code"] else ""
    for spelling in written:
        yield Term(cut_phrase(code), (code,), one, True, True, spelling, needs, "code")
    if needs != "code":
        yield Term((code.lower(), "$"), (code,), one, True, False, None, "", "sign", capitals=True)
    for name in _names_of(row):
        words = cut_phrase(name)
        if len(words) > 1:
            yield Term(words, (code,), one, False, True, None, "", "name")
            yield Term(("".join(words),), (code,), one, False, True, None, "", "name")
    if code in ("EUR", "GBP", "USD", "CHF", "SEK", "NOK", "DKK", "JPY"):  # MEUR, KGBP: magnitude before the code
        for letter, scale in (("k", 1000), ("m", 1_000_000), ("b", 1_000_000_000)):
            word = letter + code.lower()
            yield Term((word,), (code,), Decimal(scale), True, True, letter.upper() + code, "", "code")


def _names_of(row: dict[str, str]) -> set[str]:
    """The names of a currency in both numbers, without the years that CLDR puts in brackets behind former ones."""
    singular, plural = (BRACKETS.sub("", row[column]) for column in ("singular", "plural"))
    return {singular, plural, singular + "s"}


def _magnitude(row: dict[str, str]) -> Magnitude:
    codes = frozenset(code for code in row["currencies"].split("|") if code)
    return Magnitude(Decimal(row["value"] or 0), row["style"], codes)


def _index_terms(terms: list[Term]) -> dict[str, list[Term]]:
    index: dict[str, list[Term]] = {}
    for term in terms:
        index.setdefault(term.words[0], []).append(term)
    for found in index.values():
        found.sort(key=lambda t: (-len(t.words), t.written is None, t.codes))
    return index


def _index_modifiers(rows: list[dict[str, str]], place: str) -> dict[str, list[Modifier]]:
    index: dict[str, list[Modifier]] = {}
    for row in rows:
        if row["place"] == place:
            words = cut_phrase(row["phrase"])
            key = words[-1] if place == "before" else words[0]
            index.setdefault(key, []).append(Modifier(words, row["modifier"], frozenset(row["unless_after"].split())))
    for found in index.values():
        found.sort(key=lambda m: -len(m.words))
    return index


def _index_periods(rows: list[dict[str, str]]) -> dict[str, list[tuple[Words, str]]]:
    index: dict[str, list[tuple[Words, str]]] = {}
    for row in rows:
        words = cut_phrase(row["phrase"])
        index.setdefault(words[0], []).append((words, row["duration"]))
    for found in index.values():
        found.sort(key=lambda p: -len(p[0]))
    return index


def _read_places(seeds: SeedTables) -> dict[str, str]:
    """Territories, the nationalities in currency names, and the places of currency_places.csv, which win."""
    places: dict[str, str] = {}
    for row in seeds["currencies"]:
        nationality = row["singular"].rpartition(" ")[0]
        for place in (*row["territories"].split("|"), nationality):
            if place:
                places.setdefault(place, row["code"])
    return places | {row["place"]: row["code"] for row in seeds["currency_places"]}


def _read_changes(rows: list[dict[str, str]]) -> dict[str, list[tuple[str, str]]]:
    changes: dict[str, list[tuple[str, str]]] = {}
    for row in rows:
        for form in row["forms"].split():
            changes.setdefault(form, []).append((row["direction"], row["kind"]))
    return changes


def _read_words(rows: list[dict[str, str]]) -> dict[str, frozenset[str]]:
    return {use: frozenset(r["word"] for r in rows if r["use"] == use) for use in {r["use"] for r in rows}}


def _read_ratio(value: str) -> Decimal:
    above, _, below = value.partition("/")
    return Decimal(above) / Decimal(below or 1)
