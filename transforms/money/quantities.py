"""Reads the number of an amount: digits in any separator style, words, fractions, magnitudes, vague quantities."""

from __future__ import annotations

from decimal import Decimal
from typing import NamedTuple

from transforms.money.digits import fraction_of, parse_digits
from transforms.money.number_words import WordSum
from transforms.money.tokens import Tokens
from transforms.money.vocabulary import MoneyLexicon

ONE = Decimal(1)
HALF = Decimal("0.5")
DENOMINATORS = frozenset({"2", "3", "4", "5", "8", "10", "16"})
MAX_WORDS = 24  # longer runs of number words are no amount; keeps hostile text linear


class Quantity(NamedTuple):
    """A number over the tokens first to last, half open."""

    first: int
    last: int
    value: Decimal
    vague: str = ""  # "", open (millions of), few (a few million), couple (a couple of million)
    scaled: bool = False  # a magnitude word or letter is part of it
    size: Decimal = ONE  # that magnitude
    plain: bool = False  # bare digits: may be a year
    three_decimals: bool = False  # "1.250": thousands in one half of the world, a fraction in the other
    is_article: bool = False  # "a" in "a dollar"
    plus: bool = False  # "20-plus trillion"


class QuantityReader:
    """Reads quantities from the tokens of one stretch of text."""

    def __init__(self, tokens: Tokens, lexicon: MoneyLexicon) -> None:
        self.tokens = tokens
        self.lexicon = lexicon
        self._starters = lexicon.quantity_starters
        self._read: dict[tuple[int, bool, bool], Quantity | None] = {}
        self._spaced = False

    def read(self, i: int, signed: bool = False, spaced: bool = False) -> Quantity | None:
        """The quantity that begins at token i, or None.

        signed: a currency sign stands before it. spaced: of a currency whose thousands are parted by spaces.
        """
        key = (i, signed, spaced)
        if key not in self._read:
            self._spaced = spaced
            self._read[key] = self._read_at(i, signed)
        return self._read[key]

    def _read_at(self, i: int, signed: bool) -> Quantity | None:
        tokens = self.tokens
        word = tokens.word(i)
        if not word:
            return None
        if word[0].isdecimal() or (
            signed and word == "." and tokens.word(i + 1).isdecimal() and tokens.gap(i + 1) == 0
        ):
            return self._read_digits(i, signed)
        if fraction_of(word) is not None:
            return self._scale(i, i + 1, fraction_of(word) or ONE, signed)
        if word not in self._starters and not word.startswith("multi"):
            return None
        return self._read_vague(i) or self._read_fraction(i) or self._read_words(i, signed)

    # -- digits

    def _read_digits(self, i: int, signed: bool) -> Quantity | None:
        tokens = self.tokens
        if tokens.word(i) == ".":
            return self._scale(i, i + 2, Decimal("0." + tokens.word(i + 1)), signed)
        parsed = parse_digits(tokens.word(i))
        if parsed is None or len(tokens.word(i)) > 30:
            return None
        (value, three_decimals), last = parsed, i + 1
        if tokens.word(i).isdecimal():
            value, last = self._join_groups(i, value, signed)
        if tokens.word(last) == "point" and value == int(value) and last == i + 1:
            return self._read_point(i, last + 1, value, signed)
        plain = last == i + 1 and tokens.word(i).isdecimal()
        value, last = self._add_fraction(last, value)
        found = self._scale(i, last, value, signed)
        return found._replace(plain=plain and not found.scaled, three_decimals=three_decimals and not found.scaled)

    def _join_groups(self, i: int, value: Decimal, signed: bool) -> tuple[Decimal, int]:
        """Groups of three parted by spaces ("1 250 000"), or by marks with spaces round them ("80 , 000")."""
        tokens, last, digits, groups = self.tokens, i + 1, tokens_digits(self.tokens, i), 0
        if len(digits) > 3:
            return value, last
        while tokens.is_number(last) and tokens.gap(last) == 1 and len(tokens.word(last).split(",")[0]) == 3:
            whole, _, cents = tokens.word(last).partition(",")
            if not whole.isdecimal() or len(cents) > 2 or (cents and not cents.isdecimal()):
                break
            digits, last, groups = digits + whole + (f".{cents}" if cents else ""), last + 1, groups + 1
            if cents:
                break
        # after a sign, one group alone may be another number ("$20 437 times"), unless it is round
        if groups and (groups > 1 or not signed or self._spaced or digits.endswith("00")):
            return Decimal(digits), last
        return self._join_spaced_marks(i, value)

    def _join_spaced_marks(self, i: int, value: Decimal) -> tuple[Decimal, int]:
        tokens, last, digits = self.tokens, i + 1, tokens_digits(self.tokens, i)
        while tokens.word(last) == "," and tokens.gap(last) == 1 and tokens.gap(last + 1) == 1:
            if not (tokens.word(last + 1).isdecimal() and len(tokens.word(last + 1)) == 3):
                break
            digits, last = digits + tokens.word(last + 1), last + 2
        if tokens.word(last) == "." and tokens.gap(last) == 1 == tokens.gap(last + 1):
            fraction = tokens.word(last + 1)
            if fraction.isdecimal() and len(fraction) < 5 and not tokens.written(last + 2)[:1].isupper():
                return Decimal(f"{digits}.{fraction}"), last + 2
        return (Decimal(digits), last) if last > i + 1 else (value, i + 1)

    def _add_fraction(self, i: int, value: Decimal) -> tuple[Decimal, int]:
        """Read "2 1/2", "2½", "1/2", "2 and a half", "2-and-a-half"."""
        tokens = self.tokens
        part = fraction_of(tokens.word(i))
        if part is not None and tokens.gap(i) <= 1:
            return value + part, i + 1
        if tokens.word(i) == "/" and tokens.gap(i) == 0 and tokens.gap(i + 1) == 0 and value == int(value):
            below = tokens.word(i + 1)
            if below in DENOMINATORS:
                return value / Decimal(below), i + 2
        j = i + 1 if tokens.word(i) == "-" and tokens.gap(i) == 0 == tokens.gap(i + 1) else i  # "7-1/2 cents"
        if tokens.is_number(j) and tokens.gap(j) <= 1 and tokens.word(j + 1) == "/" and tokens.gap(j + 1) == 0:
            above, below = tokens.word(j), tokens.word(j + 2)
            if above.isdecimal() and below in DENOMINATORS and int(above) < int(below):
                return value + Decimal(above) / Decimal(below), j + 3
        return self.and_half(i, value, ONE)

    def and_half(self, i: int, value: Decimal, scale: Decimal) -> tuple[Decimal, int]:
        """Read "and a half", "and three quarters" after a number or a magnitude."""
        tokens = self.tokens
        j = _after_hyphen(tokens, i)
        if tokens.word(j) != "and":
            return value, i
        j = _after_hyphen(tokens, j + 1)
        times = ONE
        if tokens.word(j) in ("a", "an", "one"):
            j = _after_hyphen(tokens, j + 1)
        elif tokens.word(j) == "three" and tokens.word(_after_hyphen(tokens, j + 1)) == "quarters":
            times, j = Decimal(3), _after_hyphen(tokens, j + 1)
        else:
            return value, i
        numeral = self.lexicon.numerals.get(tokens.word(j))
        if numeral is None or numeral[1] != "fraction":
            return value, i
        return value + scale * times * numeral[0], j + 1

    def _scale(self, first: int, i: int, value: Decimal, signed: bool) -> Quantity:
        """Multiply by the magnitudes that follow: "-million", "m", "lakh crore", "-plus trillion"."""
        tokens, scale, plus, last, scaled = self.tokens, ONE, False, i, False
        j = i
        if tokens.word(j) == "+" and tokens.gap(j) == 0 and self.magnitude_at(j + 1, True):
            plus, j = True, j + 1
        elif tokens.word(j) == "-" and tokens.word(j + 1) == "plus" and self.magnitude_at(j + 2, True):
            plus, j = True, j + 2
        while (found := self.magnitude_at(j, signed, scaled)) is not None and j - first < MAX_WORDS:
            size, j = found
            scale, last, scaled = scale * size, j, True
        value, last = (value * scale, last) if not scaled else self.and_half(last, value * scale, scale)
        return Quantity(first, last, value, scaled=scaled, size=scale, plus=plus and scaled)

    def magnitude_at(self, i: int, signed: bool, again: bool = False) -> tuple[Decimal, int] | None:
        """The magnitude at i, a hyphen before it allowed, and the token after it."""
        tokens = self.tokens
        j = _after_hyphen(tokens, i)
        found = self.lexicon.magnitudes.get(tokens.word(j))
        if found is None or found.style == "none" or found.codes or tokens.gap(j) > 1:
            return None
        if found.style in ("word", "plural"):
            allowed = tokens.word(j) not in self.lexicon.words["no_magnitude"]
        elif again or (j > i and found.style == "letter"):
            return None
        else:
            glued = tokens.gap(j) == 0
            allowed = glued or (found.style == "short" and (signed or len(tokens.word(j)) > 1 or tokens.gap(j) == 1))
        return (found.value, j + 1) if allowed else None

    # -- words

    def _read_words(self, i: int, signed: bool) -> Quantity | None:
        """Cardinals in words: "one hundred and twenty-five thousand", "a million and a half", "one point three"."""
        if self.tokens.word(i) not in ("a", "an"):
            return self._sum_words(i, i, WordSum(self.lexicon), signed)
        if not self._is_counted(i + 1):
            return Quantity(i, i + 1, ONE, is_article=True)
        if self.tokens.word(i + 2) == "-":
            return None  # the article of "a billion-dollar brand" belongs to the noun
        return self._sum_words(i, i + 1, WordSum(self.lexicon, ONE), signed)

    def _sum_words(self, first: int, i: int, found: WordSum, signed: bool) -> Quantity | None:
        """Add up the words from token i on, as far as they are one number."""
        while i - first < MAX_WORDS:
            k = self._skip_link(first, i)
            word = self.tokens.word(k)
            if word == "point" and i > first and not found.scaled:
                return self._read_point(first, k + 1, found.current, signed)
            if not found.take(word):
                break
            i = k + 1
        if i == first:
            return None
        value, i = self.and_half(i, found.value, found.scale)
        if not found.scaled:  # "two-and-a-half million", "five m"
            return self._scale(first, i, value, signed)
        return Quantity(first, i, value, scaled=True, size=found.scale)

    def _is_counted(self, i: int) -> bool:
        """Whether "a" before token i is the number one of a magnitude: "a million", "a hundred"."""
        found = self.lexicon.magnitudes.get(self.tokens.word(i))
        return found is not None and found.style == "word"

    def _skip_link(self, first: int, i: int) -> int:
        """Past the "and" or hyphen inside a number in words, if the number goes on behind it."""
        tokens = self.tokens
        j = _after_hyphen(tokens, i)
        if tokens.word(j) == "and" and i > first and tokens.word(i - 1) in ("hundred", "thousand", "million"):
            j += 1
            return j if self.lexicon.numerals.get(tokens.word(j), (ONE, "fraction"))[1] != "fraction" else i
        return j if i > first else i

    def _read_point(self, first: int, i: int, whole: Decimal, signed: bool) -> Quantity | None:
        digits, j = "", i
        while j - i < 6:
            word = self.tokens.word(j)
            numeral = self.lexicon.numerals.get(word)
            if word.isdecimal():
                digits += word
            elif numeral is not None and numeral[0] < 10 and numeral[1] == "unit":
                digits += str(numeral[0])
            else:
                break
            j += 1
        if not digits:
            return None
        return self._scale(first, j, Decimal(f"{int(whole)}.{digits}"), signed)

    def _read_fraction(self, i: int) -> Quantity | None:
        """Read "half a million", "a quarter of a trillion", "three-quarters of a billion", "half-million"."""
        tokens, numerals = self.tokens, self.lexicon.numerals
        times, j = ONE, i
        if tokens.word(j) in ("a", "an"):
            j += 1
        elif tokens.word(j) in ("one", "two", "three", "five", "seven"):
            times, j = numerals[tokens.word(j)][0], _after_hyphen(tokens, j + 1)
        part = numerals.get(tokens.word(j))
        if part is None or part[1] != "fraction":
            return None
        j = _after_hyphen(tokens, j + 1)
        if tokens.word(j) == "of":
            j = _after_hyphen(tokens, j + 1)
        if tokens.word(j) in ("a", "an"):
            j = _after_hyphen(tokens, j + 1)
        found = self.magnitude_at(j, False)
        if found is None:
            is_half_unit = tokens.word(i) == "half" and tokens.word(j - 1) in ("a", "an")
            return Quantity(i, j, HALF) if is_half_unit else None
        return Quantity(i, found[1], times * part[0] * found[0], scaled=True, size=found[0])

    # -- vague

    def _read_vague(self, i: int) -> Quantity | None:
        """Read "hundreds of millions", "a few thousand", "a couple of billion", "multibillion"."""
        word, tokens = self.tokens.word(i), self.tokens
        if word.startswith("multi"):
            return self._read_multi(i)
        first = self.lexicon.magnitudes.get(word)
        if first is not None and first.style == "plural":
            return self._read_plurals(i, first.value)
        j = i + 1 if word == "a" else i
        kind = {"few": "few", "several": "few", "couple": "couple", "handful": "few"}.get(tokens.word(j))
        if kind is None:
            return None
        j += 1
        if (tokens.word(j) == "of" and kind != "few") or (tokens.word(j) == "of" and tokens.word(j - 1) == "handful"):
            j += 1
        value = Decimal(2) if kind == "couple" else ONE
        found = self._scale(i, j, value, False)
        return found._replace(vague=kind)

    def _read_multi(self, i: int) -> Quantity | None:
        tokens = self.tokens
        rest = tokens.word(i).removeprefix("multi")
        j = i + 1 if rest else _after_hyphen(tokens, i + 1)
        rest = rest or tokens.word(j)
        size = self.lexicon.magnitudes.get(rest)
        if size is None or size.style != "word":
            return None
        return Quantity(i, j + 1 if rest == tokens.word(j) else j, size.value, vague="open", scaled=True)

    def _read_plurals(self, i: int, value: Decimal) -> Quantity | None:
        """Plural magnitudes joined by "of", "and", "or"; the lowest reading counts."""
        tokens, j, chained = self.tokens, i + 1, False
        while j - i < MAX_WORDS:
            if tokens.word(j) == "of" and (size := self._plural_at(j + 1)) is not None:
                value, j, chained = value if chained else value * size, j + 2, True
                continue
            k = j
            while k - j < 4 and tokens.word(k) in self.lexicon.words["vague_joiner"]:
                k += 1
            if k == j or self._plural_at(k) is None:
                break
            chained = chained or tokens.word(j - 1) == tokens.word(k)
            j = k + 1
        return Quantity(i, j, value, vague="open", scaled=True)

    def _plural_at(self, i: int) -> Decimal | None:
        found = self.lexicon.magnitudes.get(self.tokens.word(i))
        return found.value if found is not None and found.style == "plural" else None


def tokens_digits(tokens: Tokens, i: int) -> str:
    """The digits of token i without what follows the first mark."""
    word = tokens.word(i)
    return word if word.isdecimal() else ""


def _after_hyphen(tokens: Tokens, i: int) -> int:
    """Past a hyphen that joins two words, with or without spaces round it alike."""
    if tokens.word(i) == "-" and tokens.gap(i) == tokens.gap(i + 1) <= 1 and tokens.is_word(i + 1):
        return i + 1
    return i
