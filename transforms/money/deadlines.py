"""The date by which an amount is to be reached, as ISO 8601 at the text's own precision."""

from __future__ import annotations

from collections.abc import Callable, Sequence
from dataclasses import dataclass
from datetime import date
from functools import cached_property
from typing import NamedTuple

from transforms.money.calendars import Calendar
from transforms.money.date_phrases import DatePhrases, Phrase
from transforms.money.syntax import VERBS, children_with
from transforms.money.vocabulary import MoneyLexicon
from transforms.reading.reading import Reading

NEAR = 8  # tokens between a date and an amount behind it that it belongs to
CLOSE = 3  # tokens between an amount and "in June next year"
PART_REACH = 5  # tokens between a part and its whole
MOST_GIVEN = 6  # tokens from "gave" to the time given
MOST = 100  # units of time that a deadline may be away
MAX_CLIMB = 40
OF_ITS_OWN = frozenset({"relcl", "conj"})  # clauses whose dates say nothing of what stands outside them


class Deadline(NamedTuple):
    """A date phrase over tokens first to last (half open): its ISO 8601 value."""

    first: int
    last: int
    value: str
    is_weak: bool = False  # "in June next year": said of an amount right before it alone
    is_given: bool = False  # "until Friday to pay": said of an amount behind it alone


@dataclass(frozen=True)
class DeadlineReader:
    """Finds phrases such as "by 2020", "by the end of next year", "within a decade" in one article."""

    reading: Reading
    lexicon: MoneyLexicon
    published: date | None

    @classmethod
    def over(cls, reading: Reading, lexicon: MoneyLexicon, published: date | None) -> DeadlineReader:
        """A reader for an article published that day; without a day, relative phrases stay unresolved."""
        return cls(reading, lexicon, published)

    @cached_property
    def _words(self) -> list[str]:
        return [word.replace("’", "'") for word in self.reading.lowered]

    @cached_property
    def _calendar(self) -> Calendar:
        return Calendar(self.published)

    def find(self, left: int, right: int) -> list[Deadline]:
        """The deadlines among the tokens left to right, half open, in text order."""
        found: list[Deadline] = []
        phrases: DatePhrases | None = None
        for i in range(left, right):
            is_giving = self._words[i] in self.lexicon.words["giving_time"]
            rule = DeadlineReader._read_grace if is_giving else OPENERS.get(self._words[i])
            if rule is None or (found and i < found[-1].last):
                continue
            if phrases is None:
                known = self.lexicon.date_words
                phrases = DatePhrases(self._words[left:right], self.reading.words[left:right], known, self._calendar)
            deadline = rule(self, phrases, i, left)
            if deadline is not None and not (found and deadline.first < found[-1].last):
                found.append(deadline)
        return found

    def behind(self, token: int, right: int) -> Deadline | None:
        """The time that stands right behind a token: "until [Friday]"."""
        known = self.lexicon.date_words
        phrases = DatePhrases(self._words[token:right], self.reading.words[token:right], known, self._calendar)
        return _made(phrases.read(1), token, token)

    def _word(self, i: int) -> str:
        return self._words[i] if 0 <= i < len(self._words) else ""

    def _read_by(self, phrases: DatePhrases, i: int, left: int) -> Deadline | None:
        """The date behind "by" or "before" at token i."""
        return _made(phrases.read(i + 1 - left), i, left)

    def _read_than(self, phrases: DatePhrases, i: int, left: int) -> Deadline | None:
        """The date behind "no later than"."""
        return self._read_by(phrases, i, left) if self._word(i - 1) == "later" else None

    def _read_of(self, phrases: DatePhrases, i: int, left: int) -> Deadline | None:
        """The date behind "ahead of"."""
        return self._read_by(phrases, i, left) if self._word(i - 1) == "ahead" else None

    def _read_within(self, phrases: DatePhrases, i: int, left: int) -> Deadline | None:
        """Read "within a decade", "within the next five years", "within 18 months"."""
        j = i + 1
        while self._word(j) in self.lexicon.words["before_count"]:
            j += 1
        counted = self._count(j)
        return Deadline(i, j + 2, counted) if counted else None

    def _count(self, i: int) -> str | None:
        """The time so many units from now: "five years", "18 months", "a decade"."""
        word = self._word(i)
        numeral = self.lexicon.numerals.get(word)
        number = int(word) if word.isascii() and word.isdigit() and len(word) < 4 else None
        if number is None and numeral is not None and numeral[1] != "fraction":
            number = int(numeral[0])
        if word in ("a", "an"):
            number = 1
        kind, unit = self.lexicon.date_words.get(self._word(i + 1).rstrip("."), ("", ""))
        if number is None or number > MOST or kind != "unit":
            return None
        return self._calendar.after(unit, number)

    def _read_in(self, phrases: DatePhrases, i: int, left: int) -> Deadline | None:
        """Read "in five years' time" and "in June next year": times to come that are said of the amount before them."""
        counted = self._count(i + 1)
        if counted and "time" in (self._word(i + 4), self._word(i + 5)) and self._word(i + 3) in ("'", "'s"):
            return Deadline(i, i + 5, counted, is_weak=True)
        if self.lexicon.date_words.get(self._word(i + 1).rstrip("."), ("", ""))[0] != "month":
            return None
        found = _made(phrases.read(i + 1 - left), i, left)
        if found is None or self.published is None or found.value <= self.published.isoformat()[: len(found.value)]:
            return None
        is_dated = any(self._word(k) in ("next", "year") or self._word(k).isdigit() for k in range(i + 2, found.last))
        return found._replace(is_weak=True) if is_dated else None

    def _read_until(self, phrases: DatePhrases, i: int, left: int) -> Deadline | None:
        """The date of "given until Friday to pay": a time until which somebody may do it."""
        found = self._read_by(phrases, i, left)
        return found._replace(is_given=True) if found is not None and self._word(found.last) == "to" else None

    def _read_grace(self, phrases: DatePhrases, i: int, left: int) -> Deadline | None:
        """Read "has two weeks to pay", "gave the club 30 days to pay": the verb is at token i."""
        for first in range(i + 1, i + MOST_GIVEN):
            counted = self._count(first) if self._word(first + 2) == "to" else None
            if counted:
                return Deadline(first, first + 2, counted, is_given=True)
        return None

    def _read_noun(self, phrases: DatePhrases, i: int, left: int) -> Deadline | None:
        """Read "a June 30 deadline", "a deadline of March 1"."""
        if self._word(i + 1) in ("of", "is", "was", "on", "for"):
            return _made(phrases.read(i + 2 - left), i, left)
        for first in range(max(left, i - 5), i):
            found = phrases.read(first - left)
            if found is not None and found.value is not None and found.last + left == i:
                return Deadline(first, i + 1, found.value)
        return None


Opener = Callable[[DeadlineReader, DatePhrases, int, int], Deadline | None]
OPENERS: dict[str, Opener] = {
    "by": DeadlineReader._read_by,
    "before": DeadlineReader._read_by,
    "than": DeadlineReader._read_than,
    "of": DeadlineReader._read_of,
    "within": DeadlineReader._read_within,
    "in": DeadlineReader._read_in,
    "deadline": DeadlineReader._read_noun,
    "until": DeadlineReader._read_until,
    "till": DeadlineReader._read_until,
}


def _made(phrase: Phrase | None, first: int, left: int) -> Deadline | None:
    if phrase is None or phrase.value is None:
        return None
    return Deadline(first, phrase.last + left, phrase.value)


def assign_deadlines(
    reading: Reading, deadlines: Sequence[Deadline], spans: Sequence[tuple[int, int]], sentence: tuple[int, int]
) -> list[str | None]:
    """Which deadline belongs to each amount of a sentence; amounts are token spans, half open, in text order.

    A date behind an amount belongs to the last amount before it; one that opens the sentence to all of its clause;
    one before its amount ("by 2020 save $5") to the first amount behind it.
    """
    found: list[str | None] = [None] * len(spans)
    for deadline in deadlines:
        before = [n for n, (_, last) in enumerate(spans) if last <= deadline.first]
        for n in _bearers(reading, deadline, spans, sentence, before):
            found[n] = found[n] or deadline.value
    for n in range(len(spans) - 1, 0, -1):
        if found[n] and _is_part_of(reading, spans[n - 1], spans[n]):
            found[n - 1] = found[n - 1] or found[n]
    return found


def _is_part_of(reading: Reading, part: tuple[int, int], whole: tuple[int, int]) -> bool:
    """Whether one amount is a part of the next: "$40 million of the $95 million", "a $2 million slice of its $9 million
    loan"; a date behind both is of the part, too.
    """
    between = range(part[1], whole[0])
    if len(between) > PART_REACH or "of" not in reading.words[part[1] : whole[0]]:
        return False
    return all(reading.pos[t] not in VERBS and reading.words[t] not in (",", "and", "or") for t in between)


def _bearers(
    reading: Reading,
    deadline: Deadline,
    spans: Sequence[tuple[int, int]],
    sentence: tuple[int, int],
    before: Sequence[int],
) -> list[int]:
    """The amounts that a deadline is said of."""
    if deadline.is_weak:
        near = [n for n in before[-1:] if deadline.first - spans[n][1] <= CLOSE]
        return [n for n in near if _belongs(reading, deadline.first, spans[n])]
    ahead = len(before)
    follows = ahead < len(spans) and spans[ahead][0] - deadline.last <= NEAR
    if before and not deadline.is_given:
        n = before[-1]
        if _belongs(reading, deadline.first, spans[n]):
            return [n]
        return [ahead] if follows and _belongs(reading, deadline.first, spans[ahead]) else []
    if all(not reading.words[t].isalnum() for t in range(sentence[0], deadline.first)):
        return list(range(len(spans)))
    between = reading.words[deadline.last : spans[ahead][0]] if follows else []
    is_near = follows and ("," not in between or between == [",", "to"])  # "see a rise by 2029, to $5"
    return [ahead] if is_near and _belongs(reading, deadline.first, spans[ahead]) else []


def _opens_deed(reading: Reading, token: int, span: tuple[int, int]) -> bool:
    """Whether one more infinitive stands between a date and an amount: "to open by May [and to spend] $5"."""
    words = [word.lower() for word in reading.words[token : span[0]]]
    return any(words[n : n + 2] == ["and", "to"] and reading.tags[token + n + 2] == "VB" for n in range(len(words) - 2))


def _belongs(reading: Reading, token: int, span: tuple[int, int]) -> bool:
    """Whether a date at a token may be said of an amount: no clause of its own parts them, and no semicolon."""
    first, last = sorted((token, span[0]))
    if ";" in reading.words[first:last] or _opens_deed(reading, token, span):
        return False
    above = set(_climb(reading, span[0])) | {span[0]}
    step = token
    for head in _climb(reading, token):
        if step not in above and _is_apart(reading, step):
            return False
        if head in above:
            return token > span[0] or not _is_supposed(reading, span[0], head)
        step = head
    return True


def _is_supposed(reading: Reading, token: int, top: int) -> bool:
    """Whether a condition below `top` holds the token: "by summer unless parliament approves $5"."""
    for head in _climb(reading, token):
        if head == top:
            return False
        if reading.deps[head] == "advcl" and children_with(reading, head, "mark"):
            return True
    return False


def _climb(reading: Reading, token: int) -> list[int]:
    """The tokens above a token, nearest first."""
    found: list[int] = []
    for _ in range(MAX_CLIMB):
        if reading.heads[token] == token:
            break
        token = reading.heads[token]
        found.append(token)
    return found


def _is_apart(reading: Reading, token: int) -> bool:
    """Whether the clause under a token speaks for itself: "which will open", "and hopes to", "as it seeks to"."""
    if reading.pos[token] not in VERBS:
        return False
    if reading.deps[token] in OF_ITS_OWN:
        return True
    return reading.deps[token] == "advcl" and bool(children_with(reading, token, "nsubj", "nsubjpass"))
