"""Whom a description means: "the senator", "the budget office", "the company", "it".

One resolver for the mentions and for the sources of quotes. A description means somebody only for a reason that has a
name (RULES): a name of that kind, a post that the text gives to one person, a noun that the text sets beside a name,
or the one body that is spoken of. Nearness alone is none. What was not read (bylines, credits) counts for nothing.
"""

from __future__ import annotations

import re
from bisect import bisect_left, insort
from collections import Counter
from collections.abc import Callable, Iterator, Sequence
from typing import NamedTuple

from transforms.entities.named_things import NamedThings, Phrase, is_headline
from transforms.entities.stated import Stated, find_posts, is_definite, spread_heads
from transforms.grammar import SUBJECTS
from transforms.nouns import Nouns
from transforms.reading.reading import Reading
from transforms.records import ArticleEntities, Mention, Role

NEUTER = frozenset({"it", "its"})
THINGS = frozenset({"organization", "place"})  # what "it" may mean
NOUN_TAGS = frozenset({"NN", "NNP"})
REACH = 12  # sentences back in which one of several that fit must stand alone
BODY_REACH = 3  # sentences back in which the one body must stand that "the company" means
CLEAR = 2  # times as many mentions as the next body
MOST_NEUTER = 10  # mentions before "it" that are looked at
MOST_WORDS = 8  # between the article and the noun
NEUTRAL = re.compile(r"(?<!wo)man$")  # women are called "chairman", too


class Described(NamedTuple):
    """The entity that a description means, and the name of the reason."""

    entity: int
    rule: str


class DescriptionFinder:
    """Finds the entities that the definite descriptions of one article mean."""

    def __init__(
        self,
        reading: Reading,
        known: ArticleEntities,
        roles: Sequence[Role],
        nouns: Nouns,
        names: NamedThings | None = None,
    ) -> None:
        """names: what the names among the mentions tell, where that is known already."""
        self.reading = reading
        self.entities = known.entities
        self.nouns = nouns
        self.names = NamedThings(reading, known, nouns) if names is None else names
        self.named = self.names.named
        self.in_headlines = set(self.names.in_headlines)  # last tokens of mentions there
        self.described: set[int] = set()  # nouns of descriptions that are mentions already
        self.seen = list(self.names.seen)  # last token of a mention and its entity, in text order
        for mention in known.mentions:
            if mention.form != "name":
                self._take(mention)
        self.seen.sort()
        self.meant = dict(self.seen)
        self.counts = Counter(entity for _, entity in self.seen)
        self.holders = {t: r.person for r in roles for t in range(*reading.tokens_in(r.start, r.end))}
        self._posts: dict[str, list[Stated]] = {}
        for stated in find_posts(reading, roles, nouns):
            for noun in spread_heads(stated.head, nouns):
                self._posts.setdefault(noun, []).append(stated)

    def _take(self, mention: Mention) -> None:
        """Keeps where a mention that is no name stands."""
        first, last = self.reading.tokens_in(mention.start, mention.end)
        if first >= last:
            return
        self.seen.append((last - 1, mention.entity))
        if is_headline(self.reading, first):
            self.in_headlines.add(last - 1)
        if mention.form == "nominal":
            self.described.add(last - 1)

    def stated(self, noun: str) -> list[Stated]:
        """Who is called by the noun, by a post or beside a name."""
        return [*self._posts.get(noun, ()), *self.names.stated.get(noun, ())]

    def find(self, token: int) -> Described | None:
        """What the description headed by the token means, None where the text does not tell."""
        if self.reading.lemmas[token] in NEUTER:
            found = self._subject_before(token)
            return None if found is None else Described(found, "subject before")
        return self.find_noun(token)

    def find_noun(self, token: int) -> Described | None:
        """The same for a noun alone, "it" left out."""
        phrase = self.read_phrase(token)
        if phrase is None or not all(map(phrase.adjectives.isdisjoint, (self.nouns.another, self.nouns.changing))):
            return None
        for name, rule in RULES:
            found = rule(self, phrase)
            if found is not None:
                return Described(found, name)
        return None

    def find_state(self, token: int) -> int | None:
        """The country whose government a definite description means: the one that the article speaks of by far the
        most and has named near by. No mention is made of it, because a government is not all that its country is.
        """
        phrase = self.read_phrase(token) if self.reading.tags[token] != "NNS" else None
        is_bare = phrase is not None and not (phrase.nouns or phrase.named or phrase.owners or phrase.is_owned)
        is_plural = self.reading.tags[token] == "NNS" and len(self.reading.children[token]) <= 1
        if not (is_bare or is_plural) or not is_definite(self.reading, token):
            return None
        states = self._states()
        counts = sorted((sum(self.counts[n] for n in group), place) for place, group in states.items())
        if not counts or (len(counts) > 1 and counts[-1][0] < CLEAR * counts[-2][0]):
            return None
        most = states[counts[-1][1]]
        return min(most) if self._recent(token, set(most), REACH) else None

    def _states(self) -> dict[str, list[int]]:
        """The countries of the article, each with the entities that are the country or its people."""
        found: dict[str, list[int]] = {}
        for number, entity in enumerate(self.entities):
            is_land = entity.kind == "place" and entity.external_id == entity.country_code
            if entity.country_code and (is_land or entity.kind == "group"):
                found.setdefault(entity.country_code, []).append(number)
        return found

    def note(self, token: int, entity: int) -> None:
        """Let a description that was found be met by later ones."""
        insort(self.seen, (token, entity))
        self.meant[token] = entity

    def holder(self, token: int) -> int | None:
        """The person whose title stands at the token itself ("a spokeswoman for Acme, Dana Poole")."""
        return self.holders.get(token)

    def is_person(self, token: int) -> bool:
        """Whether the noun says what a person is."""
        return self.reading.lemmas[token].lower() in self.nouns.people

    def is_former(self, token: int) -> bool:
        """Whether the noun has "former" or the like before it: whoever is called so speaks for nobody."""
        spelt = (self.reading.words[c].lower() for c in self.reading.children[token])
        return self.is_person(token) and not self.nouns.former.isdisjoint(spelt)

    def read_phrase(self, token: int) -> Phrase | None:
        """The description headed by a token: one singular noun with "the" or "this", no name and nobody's own."""
        phrases = self.names.phrases
        if token not in phrases:
            phrases[token] = self._read_phrase(token)
        return phrases[token]

    def _read_phrase(self, token: int) -> Phrase | None:
        reading = self.reading
        if reading.tags[token] not in NOUN_TAGS or token in self.named or token + 1 in self.named:
            return None
        children = reading.children[token]
        if not is_definite(reading, token) or any(reading.deps[c] == "poss" for c in children):
            return None
        apart = self.nouns.former | self.nouns.other_post
        first = max(reading.subtree(token)[0], token - MOST_WORDS)
        before = [c for c in range(first, token) if reading.pos[c] != "DET" and reading.words[c].isalpha()]
        spelt = {t: reading.words[t].lower() for t in before}
        owners = [t for c in children if reading.deps[c] == "prep" for t in range(*reading.subtree(c))]
        *narrow, noun = self.nouns.spell_out(reading.words[token].lower())
        narrow += [spelt[t] for t in before if t not in self.named and reading.tags[t][0] == "N"]
        return Phrase(
            token,
            noun,
            frozenset(narrow) - apart,
            frozenset(spelt[t] for t in before if reading.tags[t][0] in "JV" or spelt[t] in apart),
            frozenset(self.named[t] for t in before if t in self.named),
            frozenset(self.named[t] for t in owners if t in self.named),
            any(reading.deps[c] == "prep" and reading.lemmas[c] == "of" for c in children),
        )

    def by_name(self, phrase: Phrase) -> int | None:
        """A body whose name has the noun for its head, or a word of the noun's kind, and the description's others."""
        if phrase.is_owned:
            return None
        names = list(self.names.by_head.get(phrase.noun, ()))
        for kind in sorted(self.nouns.bodies.get(phrase.noun, ())):
            names += self.names.by_word.get(kind, ())
        narrow = phrase.nouns | phrase.adjectives
        found = self._only_one(phrase.token, {entity for entity, words in names if narrow <= words})
        return None if found is not None and self._is_in_the_shade(phrase, found) else found

    def by_post(self, phrase: Phrase) -> int | None:
        """The person whom the text gives that post, title or trade."""
        fitting = {
            stated.entity
            for stated in self.stated(phrase.noun)
            if self.entities[stated.entity].kind == "person" and self._fits_post(stated, phrase)
        }
        found = None if phrase.noun in self.nouns.records else self._only_one(phrase.token, fitting)
        return found if found is None or not self._is_of_nation(phrase) else self._if_last(phrase.token, found)

    def find_incumbent(self, token: int, owner: int | None = None) -> int | None:
        """The one person who holds a post, beside those who held it: "the president", "[the owner]'s president"."""
        phrase = self.read_phrase(token) if owner is None else None
        if phrase is None and owner is None:
            return None
        posts = self.stated(self.nouns.spell_out(self.reading.words[token].lower())[-1])
        holders = {
            stated.entity
            for stated in posts
            if self.entities[stated.entity].kind == "person"
            and (stated.organization == owner if phrase is None else self._fits_post(stated, phrase))
        }
        holders -= {stated.entity for stated in posts if stated.is_former}
        return holders.pop() if len(holders) == 1 else None

    def _is_of_nation(self, phrase: Phrase) -> bool:
        """Whether an adjective of a nation narrows it: "the Norwegian president"."""
        return any(self.reading.tags[c] == "JJ" and c in self.named for c in self.reading.children[phrase.token])

    def _if_last(self, token: int, entity: int) -> int | None:
        """The person only where nobody else was mentioned since: "the Norwegian president" may be another's."""
        people = {n for n, e in enumerate(self.entities) if e.kind == "person"}
        return entity if self._recent(token, people, REACH)[:1] == [entity] else None

    def by_kind(self, phrase: Phrase) -> int | None:
        """The body that the text calls by that noun ("Acme, a brewer")."""
        fitting = {
            stated.entity
            for stated in self.stated(phrase.noun)
            if self.entities[stated.entity].kind == "organization" and phrase.nouns <= stated.words
        }
        return (
            None
            if phrase.is_owned or phrase.noun not in self.nouns.body_nouns
            else self._only_one(phrase.token, fitting)
        )

    def by_being_alone(self, phrase: Phrase) -> int | None:
        """The one body of the sentences before, for a noun that may mean any ("the company")."""
        if phrase.noun not in self.nouns.any_body or phrase.nouns or phrase.is_owned or phrase.named:
            return None
        if self._is_unnamed_before(phrase) or not self.nouns.fields.isdisjoint(phrase.adjectives):
            return None  # "the anti-graft agency", "the environmental group"
        bodies = self._find_bodies(phrase)
        back = self._back(phrase.token, BODY_REACH)
        told = [n for place, n in back if n in bodies and place not in self.in_headlines]
        near = list(dict.fromkeys(told)) or self._recent(phrase.token, bodies, BODY_REACH)
        near.sort(key=lambda n: -self.counts[n])
        clear = len(near) == 1 or (near and self.counts[near[0]] >= CLEAR * self.counts[near[1]])
        return near[0] if clear else None

    def _find_bodies(self, phrase: Phrase) -> set[int]:
        """The bodies that a noun for any body, or for any business, may mean."""
        unfit = self.nouns.public | (self.nouns.no_business if phrase.noun in self.nouns.any_business else frozenset())
        bodies = {n for n, e in enumerate(self.entities) if e.kind == "organization" and not self._has(n, unfit)}
        return bodies - self._called(unfit)

    def _is_in_the_shade(self, phrase: Phrase, found: int) -> bool:
        """Whether another business does what is told, and this one is but spoken of ("Acme, a unit of Poole Inc.,")."""
        if phrase.noun not in self.nouns.any_business:
            return False
        acting = {entity for place, entity in self._back(phrase.token, BODY_REACH) if self._is_subject(place)}
        return found not in acting and bool(acting & self._find_bodies(phrase))

    def _called(self, words: frozenset[str]) -> set[int]:
        """The entities behind whose name one of the words stands: "the centrist Fenwick party"."""
        spelt = self.reading.words
        return {n for token, n in self.named.items() if "".join(spelt[token + 1 : token + 2]) in words}

    def _has(self, number: int, words: frozenset[str]) -> bool:
        """Whether one of the entity's names has one of the words."""
        return any(not words.isdisjoint(name.lower().split()) for name in self.entities[number].names)

    def _is_unnamed_before(self, phrase: Phrase) -> bool:
        """Whether the text spoke of such a body without a name, which "the company" then means ("the port company").

        The nearest noun of the kind decides, within REACH sentences.
        """
        places = self.names.told_apart.get(phrase.noun, [])
        number = bisect_left(places, phrase.token) - 1
        if number < 0:
            return False
        token, sentences = places[number], self.reading.token_sentence
        near = sentences[phrase.token] - sentences[token] <= REACH
        return near and token not in self.names.stated_at and token not in self.described

    def _fits_post(self, stated: Stated, phrase: Phrase) -> bool:
        """Whether the description's words agree with the post: its rank, what it is for, where it is held, gender."""
        entity, nouns = self.entities[stated.entity], self.nouns
        words = stated.words
        if stated.organization is not None:
            words = words | {w for name in self.entities[stated.organization].names for w in name.lower().split()}
        ranks = (phrase.adjectives | phrase.nouns) & nouns.other_post == stated.words & nouns.other_post
        past = stated.is_former or phrase.adjectives.isdisjoint(nouns.former)
        places = {n for n in phrase.named | phrase.owners if self.entities[n].kind == "organization"}
        held = not places or (stated.organization in places)
        owned = not phrase.is_owned or bool(phrase.owners)
        gender = nouns.genders.get(phrase.noun)
        agrees = not gender or entity.gender in (None, gender) or NEUTRAL.search(phrase.noun) is not None
        return ranks and past and held and owned and agrees and phrase.nouns <= words

    def _only_one(self, token: int, wanted: set[int]) -> int | None:
        """The only one of the wanted that was named before, else the only one named within REACH sentences."""
        if not wanted:
            return None
        before = {entity for _, entity in self.seen[: bisect_left(self.seen, (token, -1))]} & wanted
        if len(before) > 1:
            before = set(self._recent(token, before, REACH))
        return before.pop() if len(before) == 1 else None

    def _recent(self, token: int, wanted: set[int], reach: int) -> list[int]:
        """The wanted entities mentioned in the sentences before a token, the nearest first."""
        return list(dict.fromkeys(entity for _, entity in self._back(token, reach) if entity in wanted))

    def _back(self, token: int, reach: int) -> Iterator[tuple[int, int]]:
        """The mentions before a token, the nearest first, so many sentences back."""
        sentence = self.reading.token_sentence[token]
        for number in range(bisect_left(self.seen, (token, -1)) - 1, -1, -1):
            if sentence - self.reading.token_sentence[self.seen[number][0]] > reach:
                return
            yield self.seen[number]

    def _subject_before(self, token: int) -> int | None:
        """The body or place that is the nearest subject before "it", in this sentence or the one before.

        Of the sentence before, the subject of its main clause comes first; where that is a thing without a name ("the
        plan says Acme will pay"), "it" is nobody.
        """
        here = self._nearest_subject(token, 0)
        if here is not None:
            return here
        subject = self._main_subject(self.reading.token_sentence[token] - 1)
        if subject is None:
            return self._nearest_subject(token, 1)
        meant = self.named.get(subject, self.meant.get(subject))
        if meant is not None and self.entities[meant].kind in THINGS:
            return meant
        is_thing = meant is None and self.reading.tags[subject] in NOUN_TAGS and not self.is_person(subject)
        return None if is_thing else self._nearest_subject(token, 1)

    def _nearest_subject(self, token: int, reach: int) -> int | None:
        for number, (place, entity) in enumerate(self._back(token, reach)):
            if number >= MOST_NEUTER:
                return None
            if self.named.get(place) == entity and self.entities[entity].kind in THINGS and self._is_subject(place):
                return entity
        return None

    def _main_subject(self, sentence: int) -> int | None:
        """The subject of a sentence's main verb, or of the last verb joined to it that has one of its own."""
        reading, found = self.reading, None
        verbs = [reading.root(*reading.sentences[sentence])] if sentence >= 0 else []
        for verb in verbs:
            found = next((c for c in reading.children[verb] if reading.deps[c] in SUBJECTS), found)
            verbs += [c for c in reading.children[verb] if reading.deps[c] == "conj"]
        return found

    def _is_subject(self, token: int) -> bool:
        return self.reading.deps[token] in SUBJECTS


Rule = Callable[[DescriptionFinder, Phrase], int | None]
RULES: tuple[tuple[str, Rule], ...] = (
    ("name of its kind", DescriptionFinder.by_name),
    ("post", DescriptionFinder.by_post),
    ("stated kind", DescriptionFinder.by_kind),
    ("only body", DescriptionFinder.by_being_alone),
)
