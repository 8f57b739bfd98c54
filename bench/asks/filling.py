"""Fills the templates of demands with drawn words."""

from __future__ import annotations

import random
import re
from collections.abc import Iterator
from dataclasses import dataclass, field
from pathlib import Path

from bench.mouths.making import MARKS, SLOT, Filler, Template
from bench.mouths.words import SETS

HERE = Path(__file__).parent
WANTED = re.compile(r"(?P<number>\d)=(?P<by>[^>\s]+)>(?P<to>[^!\s]+)(?:!(?P<status>\w+))?")
COUNTRIES = {
    "first": (("Norway", "Norwegian"), ("Kenya", "Kenyan"), ("Peru", "Peruvian"), ("Japan", "Japanese")),
    "second": (("Sweden", "Swedish"), ("Ghana", "Ghanaian"), ("Chile", "Chilean"), ("Vietnam", "Vietnamese")),
}
LOOKALIKE = "lookalike"


@dataclass(frozen=True)
class Wanted:
    """One demand: its action, and the names that are right for who asks and who is to act, None for nobody."""

    action: str
    demander: tuple[str | None, ...]
    addressee: tuple[str | None, ...]
    status: str


@dataclass
class Made:
    """One made article."""

    kind: str
    text: str
    wanted: list[Wanted] = field(default_factory=list)


@dataclass(frozen=True)
class Actions:
    """What a set of words asks for."""

    verbs: tuple[tuple[str, str, str, str], ...]  # base form, gerund, participle, object
    things: tuple[str, ...]


def read_templates() -> list[Template]:
    """The templates of demands, in order."""
    blocks = (HERE / "templates.txt").read_text(encoding="utf-8").split("\n\n## ")[1:]
    return [Template(*(line.strip() for line in block.strip().splitlines())) for block in blocks]


def read_lookalikes() -> list[Template]:
    """The sentences that only look like demands."""
    lines = (HERE / "lookalikes.txt").read_text(encoding="utf-8").splitlines()
    return [Template(LOOKALIKE, line, "-") for line in lines if line and not line.startswith("#")]


def read_actions(name: str) -> Actions:
    """The actions of a set of words."""
    text = (HERE / "actions.txt").read_text(encoding="utf-8")
    lines = text.partition(f"## {name}\n")[2].partition("\n\n")[0].splitlines()
    parts = [tuple(line.split(", ")) for line in lines]
    verbs = tuple((p[0], p[1], p[2], p[3]) for p in parts if len(p) > 1)
    return Actions(verbs, tuple(p[0] for p in parts if len(p) == 1))


def make_articles(templates: list[Template], words: str, rounds: int, seed: int) -> Iterator[Made]:
    """Every template so many times, each time with other words of the set."""
    rng = random.Random(seed)
    actions = read_actions(words)
    for _ in range(rounds):
        for template in templates:
            yield DemandFiller(template, words, actions, rng).make_demands()


class DemandFiller(Filler):
    """Fills one template."""

    def __init__(self, template: Template, words: str, actions: Actions, rng: random.Random) -> None:
        super().__init__(template, SETS[words], rng)
        self.verbs = rng.sample(actions.verbs, len(actions.verbs))
        self.things = rng.sample(actions.things, len(actions.things))
        self.countries = dict(zip("KL", rng.sample(COUNTRIES[words], 2), strict=True))
        self.actions: dict[str, str] = {}

    def make_demands(self) -> Made:
        """The article with its demands."""
        text = SLOT.sub(lambda m: self.fill(m.group(1)), self.template.text.replace("\\n", "\n"))
        opening, closing = self.rng.choice(MARKS)
        made = Made(self.template.kind, text.replace("((", opening).replace("))", closing))
        for match in WANTED.finditer(self.template.expected):
            by, to = self.names(match["by"]), self.names(match["to"])
            made.wanted.append(Wanted(self.actions[match["number"]], by, to, match["status"] or "demanded"))
        return made

    def names(self, who: str) -> tuple[str | None, ...]:
        """The names that letters stand for."""
        letters = who.removesuffix("?").split("|")
        known = [self.name(letter) for letter in letters]
        known += [self.countries[letter][1] for letter in letters if letter in self.countries]  # stands for the country
        return (*known, None) if who.endswith("?") else tuple(known)

    def name(self, letter: str) -> str | None:
        """The name that a letter stands for."""
        return self.countries[letter][0] if letter in self.countries else super().name(letter)

    def fill(self, slot: str) -> str:
        """The words of a slot."""
        letter, _, part = slot.partition(".")
        if letter in self.countries:
            return self.countries[letter][1 if part else 0]
        return super().fill(slot)

    def statement(self, slot: str) -> str:
        """An action in one of its forms, kept under its number."""
        number, form = slot[0], slot[1:]
        if form == "n":
            self.actions[number] = self.things.pop()
            return self.actions[number]
        verb, gerund, done, thing = self.verbs.pop()
        forms = {
            "": f"{verb} {thing}", "I": f"{verb.capitalize()} {thing}", "g": f"{gerund} {thing}",
            "d": f"{done} {thing}", "p": f"{thing} be {done}", "m": f"{thing} must be {done}",
            "t": f"{thing} to be {done}", "w": f"{thing} {done}",
        }  # fmt: skip
        self.actions[number] = forms[form]
        return forms[form]
