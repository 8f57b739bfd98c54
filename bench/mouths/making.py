"""Fills templates with drawn words: articles whose every statement has a nonsense word of its own."""

from __future__ import annotations

import random
import re
from collections.abc import Iterator
from dataclasses import dataclass, field
from pathlib import Path
from zlib import crc32

from bench.mouths.words import Words

TEMPLATES = Path(__file__).with_name("templates.txt")
SLOT = re.compile(r"\{([^}]+)\}")
WANTED = re.compile(r"(?P<number>\d)=(?P<who>[^>!~\s]+)(?:>(?P<to>[A-Z-]))?(?:!(?P<act>=?\w+))?(?P<negated>~)?")
MARKS = (("“", "”"), ("“", "”"), ("“", "”"), ('"', '"'), ('"', '"'), ("‘", "’"))
DAYS = ("Monday", "Tuesday", "Wednesday", "Thursday", "Friday")
UNSEEN = 3  # one template in so many is left out while rules are written
SYLLABLES = ("br", "cl", "dr", "fl", "gl", "kr", "pl", "sn", "tr", "v", "w", "z"), ("a", "e", "i", "o", "u")
ENDS = ("ndle", "rbit", "mpet", "xter", "vvin", "ggle", "rton", "skin", "lbo", "nker")


@dataclass(frozen=True)
class Wanted:
    """What is expected of one statement."""

    word: str  # its nonsense word
    speakers: tuple[str | None, ...]  # names that are right; None where no name is; empty where nobody says it
    to: str | None  # the name of the addressee, "-" for none, None where it is not asked
    act: str | None
    is_negated: bool


@dataclass
class Made:
    """One made article."""

    kind: str
    template: str
    text: str
    wanted: list[Wanted] = field(default_factory=list)


@dataclass(frozen=True)
class Template:
    """A text with slots and what is expected of its statements."""

    kind: str
    text: str
    expected: str

    @property
    def is_unseen(self) -> bool:
        """Whether it is left out while rules are written."""
        return crc32(self.text.encode()) % UNSEEN == 0


def read_templates() -> list[Template]:
    """The templates, in order."""
    blocks = TEMPLATES.read_text(encoding="utf-8").split("\n\n## ")[1:]
    return [Template(*(line.strip() for line in block.strip().splitlines())) for block in blocks]


def make_articles(templates: list[Template], words: Words, rounds: int, seed: int) -> Iterator[Made]:
    """Every template so many times, each time with other words."""
    rng = random.Random(seed)
    for _ in range(rounds):
        for template in templates:
            yield Filler(template, words, rng).make()


class Filler:
    """Fills one template."""

    def __init__(self, template: Template, words: Words, rng: random.Random) -> None:
        self.template, self.words, self.rng = template, words, rng
        self.surnames = rng.sample(words.surnames, len(words.surnames))
        self.jobs = rng.sample(words.jobs, len(words.jobs))
        self.bodies = dict(zip("OP", rng.sample(words.organizations, 2), strict=True))
        self.people: dict[str, dict[str, str]] = {}
        self.nonsense: dict[str, str] = {}
        self.day, self.town, self.place = rng.choice(DAYS), rng.choice(words.towns), rng.choice(words.places)
        self.saids = rng.sample(words.said, len(words.said))

    def make(self) -> Made:
        """The article with what is expected of its statements."""
        text = SLOT.sub(lambda m: self.fill(m.group(1)), self.template.text.replace("\\n", "\n"))
        opening, closing = self.rng.choice(MARKS)
        text = text.replace("+\n+", f"\n{opening}").replace("((", opening).replace("))", closing)
        made = Made(self.template.kind, self.template.text, text)
        for match in WANTED.finditer(self.template.expected):
            made.wanted.append(self.want(match))
        return made

    def want(self, match: re.Match[str]) -> Wanted:
        """What one expression of the expected line says."""
        who, to = match["who"], match["to"]
        speakers: list[str | None] = []
        for part in who.split("|"):
            if part.endswith("?"):
                speakers += [self.name(part[:-1]), None]
            elif part != ".":
                speakers.append(self.name(part))
        target = self.name(to) or "-" if to else None
        return Wanted(self.nonsense[match["number"]], tuple(speakers), target, match["act"], bool(match["negated"]))

    def name(self, letter: str) -> str | None:
        """The name that a letter of the expectation stands for."""
        if letter == "-":
            return None
        if letter.startswith("#"):
            return letter[1:]
        return self.bodies[letter][0] if letter in self.bodies else self.people[letter]["name"]

    def fill(self, slot: str) -> str:
        """The words of a slot."""
        if slot[0].isdigit():
            return self.statement(slot)
        if slot[0] in self.bodies and slot.partition(".")[0] in self.bodies:
            return self.bodies[slot[0]][1 if "." in slot else 0]
        if slot[0] in "ABCR":
            return self.person(*slot.partition(".")[::2])
        simple = {
            "town": self.town, "place": self.place, "day": self.day, "place2": self.rng.choice(self.words.venues),
        }  # fmt: skip
        if slot == "job":
            return self.jobs.pop()
        return simple[slot] if slot in simple else self.saids[len(self.nonsense) % len(self.saids)]

    def statement(self, slot: str) -> str:
        """A sentence or clause with its nonsense word; "2b" is a second sentence with the word of 2."""
        number, form = slot[0], slot[1:]
        word = self.nonsense.setdefault(number, self.coin())
        source = {"i": self.words.clauses, "I": self.words.clauses, "q": self.words.questions}.get(
            form, self.words.openings
        )
        if form == "x":
            return word
        text = self.rng.choice(source).replace("%", word)
        return text[0].upper() + text[1:] if form == "I" else text + "." if form == "b" else text

    def coin(self) -> str:
        """A nonsense word that the article has not yet."""
        while True:
            word = self.rng.choice(SYLLABLES[0]) + self.rng.choice(SYLLABLES[1]) + self.rng.choice(ENDS)
            if word not in self.nonsense.values():
                return word

    def person(self, letter: str, part: str) -> str:
        """A part of a person's name; "Am" and "Af" are a man and a woman."""
        letter, sex = letter[0], letter[1:]
        if letter not in self.people:
            sex = sex or self.rng.choice("mf")
            given = self.rng.choice([n for n in (self.words.men if sex == "m" else self.words.women)
                                     if all(n != p["first"] for p in self.people.values())])  # fmt: skip
            last, job = self.surnames.pop(), self.jobs.pop()
            he = "he" if sex == "m" else "she"
            his = "his" if sex == "m" else "her"
            self.people[letter] = {
                "": f"{given} {last}", "name": f"{given} {last}", "first": given, "last": last, "he": he, "his": his,
                "He": he.title(), "His": his.title(), "LAST": last.upper(), "NAME": f"{given} {last}".upper(),
                "mr": ("Mr " if sex == "m" else "Ms ") + last, "job": job, "ajob": f"the {job}",
            }  # fmt: skip
        return self.people[letter][part]
