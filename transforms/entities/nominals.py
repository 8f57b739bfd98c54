"""Who is meant by "the senator", "the bank", "the group": people by their roles, bodies by their names and salience."""

from __future__ import annotations

from bisect import bisect_left, insort
from collections import Counter
from collections.abc import Sequence

from transforms.lexicon import Lexicon
from transforms.reading.reading import Reading
from transforms.records import Entity, Mention, Role

FULL_TITLES = {"sen": "senator", "sens": "senator", "senators": "senator", "gov": "governor", "govs": "governor",
               "rep": "representative", "reps": "representative", "congressman": "representative",
               "congresswoman": "representative", "chairwoman": "chairman", "chair": "chairman", "ceo": "executive",
               "prof": "professor", "gen": "general", "col": "colonel", "capt": "captain", "sgt": "sergeant",
               "spokesperson": "spokesman", "lt": "lieutenant"}  # fmt: skip
MODIFIERS = frozenset(("JJ", "NN", "NNP", "VBN", "VBG", "HYPH", "CD"))
LONGEST = 5  # words between the article and the noun
PERSON_REACH, BODY_REACH = 12, 3  # sentences back
CLEAR = 2  # times as many mentions as the next body


def find_nominals(
    reading: Reading, entities: Sequence[Entity], mentions: Sequence[Mention], roles: Sequence[Role], lexicon: Lexicon
) -> list[Mention]:
    """Mentions for the descriptions whose person or body is clear; the others stay without one."""
    finder = _Finder(reading, entities, mentions, roles, lexicon)
    found = []
    for first, noun in _descriptions(reading, finder.named):
        entity = finder.person(first, noun) if finder.is_person_noun(noun) else finder.body(noun)
        if entity is not None:
            start, end = reading.span(first, noun + 1)
            found.append(Mention(start, end, entities[entity].kind, "nominal", entity))
            finder.note(noun, entity)
    return found


def _descriptions(reading: Reading, named: set[int]) -> list[tuple[int, int]]:
    """The noun phrases with "the" that hold no name but places, singular: article and noun."""
    found = []
    for token, word in enumerate(reading.words):
        if word.lower() != "the":
            continue
        noun = token + 1
        while noun < len(reading) - 1 and noun - token <= LONGEST and reading.tags[noun] in MODIFIERS:
            if reading.tags[noun + 1] not in MODIFIERS:
                break
            noun += 1
        if noun < len(reading) and reading.tags[noun] in ("NN", "NNP") and noun not in named:
            found.append((token, noun))
    return found


def _head(words: Sequence[str]) -> str:
    word = words[-1].lower().rstrip(".")
    return FULL_TITLES.get(word, word)


class _Finder:
    """What a description may refer to, up to a place in the text."""

    def __init__(
        self,
        reading: Reading,
        entities: Sequence[Entity],
        mentions: Sequence[Mention],
        roles: Sequence[Role],
        lexicon: Lexicon,
    ) -> None:
        self.reading, self.entities, self.lexicon = reading, entities, lexicon
        self.named: set[int] = set()
        self.seen: list[tuple[int, int]] = []  # token and entity, in text order
        for mention in mentions:
            first, last = reading.tokens_in(mention.start, mention.end)
            if first < last:
                self.seen.append((last - 1, mention.entity))
                if mention.form == "name":
                    self.named.update(range(first, last))
        self.holders: dict[str, set[int]] = {}
        for role in roles:
            head = _head(reading.text[role.start : role.end].split(" of ")[0].split() or ["?"])
            self.holders.setdefault(head, set()).add(role.person)
        self.counts = Counter(entity for _, entity in self.seen)
        self.bodies = {n for n, e in enumerate(entities) if e.kind == "organization"}

    def is_person_noun(self, noun: int) -> bool:
        """Whether the noun says what a person is."""
        title = self.lexicon.titles.get(self.reading.words[noun].lower())
        return title is not None and title.sort in ("office", "job")

    def note(self, token: int, entity: int) -> None:
        """Let a resolved description be found by later ones."""
        insort(self.seen, (token, entity))

    def person(self, first: int, noun: int) -> int | None:
        """The holder of the role: the only one of the article, or the only one named shortly before."""
        holders = self.holders.get(_head([self.reading.words[noun]]), set())
        following = self.reading.words[noun + 1].lower() if noun + 1 < len(self.reading) else ""
        if not holders or following == "of" or noun + 1 in self.named:
            return None
        recent = self._recent(noun, holders, PERSON_REACH)
        return recent[0] if len(recent) == 1 or (recent and len(holders) == 1) else None

    def body(self, noun: int) -> int | None:
        """The body whose name has a word of the noun's kind, or the one spoken of just before."""
        kinds = self.lexicon.collectives.get(self.reading.words[noun].lower())
        if kinds is None or noun + 1 in self.named:
            return None
        matching = {n for n in self.bodies if any(kinds & set(name.lower().split()) for name in self.entities[n].names)}
        recent = self._recent(noun, matching, PERSON_REACH)
        if recent:
            return recent[0]
        if self.reading.words[noun].lower() not in ("company", "firm", "group", "organization", "agency", "club"):
            return None
        near = self._recent(noun, self.bodies, BODY_REACH)
        ranked = sorted(near, key=lambda n: -self.counts[n])
        clear = len(ranked) == 1 or (ranked and self.counts[ranked[0]] >= CLEAR * self.counts[ranked[1]])
        return ranked[0] if clear else None

    def _recent(self, token: int, wanted: set[int], reach: int) -> list[int]:
        """The wanted entities mentioned before a token, the nearest first."""
        sentence = self.reading.token_sentence[token]
        found: dict[int, None] = {}
        for number in range(bisect_left(self.seen, (token, -1)) - 1, -1, -1):
            place, entity = self.seen[number]
            if sentence - self.reading.token_sentence[place] > reach:
                break
            if entity in wanted:
                found.setdefault(entity, None)
        return list(found)
