"""Who is meant by "the senator", "the bank", "the group": people by their roles, bodies by their names and salience."""

from __future__ import annotations

from bisect import bisect_left, insort
from collections import Counter
from collections.abc import Callable, Mapping, Sequence

from transforms.lexicon import Lexicon
from transforms.reading.reading import Reading
from transforms.records import ArticleEntities, Mention, Role

MODIFIERS = frozenset(("JJ", "NN", "NNP", "VBN", "VBG", "HYPH", "CD"))
LONGEST = 5  # words between the article and the noun
PERSON_REACH, BODY_REACH = 12, 3  # sentences back
CLEAR = 2  # times as many mentions as the next body


def find_described_people(
    reading: Reading, known: ArticleEntities, roles: Sequence[Role], lexicon: Lexicon
) -> list[Mention]:
    """Mentions for the descriptions of people that mean one clear holder of a role; the others stay without one."""
    finder = _Finder(reading, known, lexicon)
    holders = _holders(reading, roles, lexicon)
    return finder.find(lambda noun: finder.person(noun, holders), of_people=True)


def find_described_bodies(reading: Reading, known: ArticleEntities, lexicon: Lexicon) -> list[Mention]:
    """Mentions for the descriptions of organizations that mean one clearly; the others stay without one."""
    finder = _Finder(reading, known, lexicon)
    return finder.find(finder.body, of_people=False)


def _holders(reading: Reading, roles: Sequence[Role], lexicon: Lexicon) -> dict[str, set[int]]:
    """Who holds each role, by the last word of its title."""
    holders: dict[str, set[int]] = {}
    for role in roles:
        words = reading.text[role.start : role.end].split(" of ")[0].split() or ["?"]
        holders.setdefault(lexicon.title_head(words), set()).add(role.person)
    return holders


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


class _Finder:
    """What a description may refer to, up to a place in the text."""

    def __init__(self, reading: Reading, known: ArticleEntities, lexicon: Lexicon) -> None:
        self.reading, self.entities, self.lexicon = reading, known.entities, lexicon
        self.named: set[int] = set()
        self.seen: list[tuple[int, int]] = []  # token and entity, in text order
        for mention in known.mentions:
            first, last = reading.tokens_in(mention.start, mention.end)
            if first < last:
                self.seen.append((last - 1, mention.entity))
                if mention.form == "name":
                    self.named.update(range(first, last))
        self.counts = Counter(entity for _, entity in self.seen)
        self.bodies = {n for n, e in enumerate(known.entities) if e.kind == "organization"}

    def find(self, choose: Callable[[int], int | None], of_people: bool) -> list[Mention]:
        """Mentions for the descriptions of people, or of others, for whose noun an entity is chosen."""
        found = []
        for first, noun in _descriptions(self.reading, self.named):
            entity = choose(noun) if self.is_person_noun(noun) == of_people else None
            if entity is not None:
                found.append(
                    Mention(*self.reading.span(first, noun + 1), self.entities[entity].kind, "nominal", entity)
                )
                insort(self.seen, (noun, entity))  # later descriptions may follow this one
        return found

    def is_person_noun(self, noun: int) -> bool:
        """Whether the noun says what a person is."""
        title = self.lexicon.titles.get(self.reading.words[noun].lower())
        return title is not None and title.sort in ("office", "job")

    def person(self, noun: int, holders_of: Mapping[str, set[int]]) -> int | None:
        """The holder of the role: the only one of the article, or the only one named shortly before."""
        holders = holders_of.get(self.lexicon.title_head(self.reading.words[noun : noun + 1]), set())
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
