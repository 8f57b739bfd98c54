"""In which country an organization is at home, by how a sentence is built: "Acme, which grew out of a shed in Fenwick".

What stands right beside a name is read by its words in transforms.places.seats. Here the way from a place up the parse
tells: it ends at a noun that says what the organization is, or at a verb of sitting or beginning somewhere whose
subject it is. What leads elsewhere tells nothing: "Acme opened a shop in Fenwick".
"""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterable, Iterator, Set
from dataclasses import dataclass
from functools import cached_property

from transforms.grammar import OWNER_DEPS, SUBJECTS
from transforms.places.bases import singular_of
from transforms.places.seats import ClauseWords, SeatWords, is_of_many_lands
from transforms.reading.reading import Reading
from transforms.records import ArticleEntities, Mention

WITHIN = frozenset(("in", "at", "near", "outside", "of", "from", "across", "throughout", "around"))
SITTING_LINKS = frozenset(("in", "at", "near", "outside", "within"))
SOURCES = frozenset(("from", "of"))  # "operates | out of | Fenwick"
LISTED = frozenset(("attr", "appos", "conj"))  # labels of who is told of, and not moved: "moved Acme from Fenwick"
OVER = frozenset(("npadvmod", "advmod", "quantmod"))  # labels of "20 km | outside Fenwick"
PLAIN = frozenset(("NN", "NNS", "JJ", "JJS", "HYPH", "VBN", "VBG", "RB", "CD"))  # between people and name
NOUNS = frozenset(("NN", "NNS"))
ONE = frozenset(("one", "among"))
HIGHEST = 6  # steps up the tree from a place


@dataclass(frozen=True)
class Ground:
    """An article's parse with the organizations and the places in it."""

    reading: Reading
    entities: ArticleEntities
    words: SeatWords
    kind: str  # of what is told of: organizations, or places that no list knows
    nouns: Set[str]  # for such things
    named: list[Mention]

    @property
    def clauses(self) -> ClauseWords:
        """Words by which a clause tells a home."""
        return self.words.clauses

    @cached_property
    def bodies(self) -> dict[int, Mention]:
        """The mentions of what is told of by each of their tokens."""
        found = {}
        for mention in self.named:
            is_open = mention.kind != "place" or self.entities.entities[mention.entity].country_code is None
            if mention.kind == self.kind and is_open:
                found.update(dict.fromkeys(range(*self.reading.tokens_in(mention.start, mention.end)), mention))
        return found

    @cached_property
    def lands(self) -> dict[int, str]:
        """The countries of places and peoples by each of their tokens."""
        found = {}
        for mention in self.named:
            code = self.entities.entities[mention.entity].country_code
            if code and mention.kind in ("place", "group") and self.reading.text[mention.start].isupper():
                found.update(dict.fromkeys(range(*self.reading.tokens_in(mention.start, mention.end)), code))
        return found

    @cached_property
    def peoples(self) -> dict[int, bool]:
        """Whether a place or people is a people, by each of their tokens."""
        found = {}
        for mention in self.named:
            tokens = range(*self.reading.tokens_in(mention.start, mention.end))
            found.update(dict.fromkeys(tokens, mention.kind == "group"))
        return found

    def above(self, token: int) -> tuple[str, int]:
        """How a token hangs on another, and on which."""
        return self.reading.deps[token], self.reading.heads[token]

    def below(self, token: int, *labels: str) -> Iterator[int]:
        """The tokens that hang on one with any of these labels."""
        return (child for child in self.reading.children[token] if self.reading.deps[child] in labels)

    def has_lemma(self, token: int, known: Iterable[str]) -> bool:
        """Whether a token's lemma is one of these."""
        return self.reading.lemmas[token].lower() in known

    def is_kind(self, noun: int) -> bool:
        """Whether a noun says what an organization is: "bank", "law firm"."""
        reading = self.reading
        if noun in self.bodies or reading.tags[noun] not in NOUNS:
            return False
        word = singular_of(reading.lowered[noun])
        pair = f"{reading.lowered[noun - 1]} {word}" if noun else word
        return not {word, pair, reading.lowered[noun]}.isdisjoint(self.nouns)


def find_clause_homes(entities: ArticleEntities, reading: Reading, words: SeatWords) -> dict[int, str]:
    """The country of each organization of which a clause tells one, by its number; none where two are told."""
    named = [mention for mention in entities.mentions if mention.form == "name"]
    return _told(Ground(reading, entities, words, "organization", words.nouns - words.state_bodies, named))


def find_clause_sites(entities: ArticleEntities, reading: Reading, words: SeatWords) -> dict[int, str]:
    """The same of places without a country: "Ternby, a market town in northern Fenwick"."""
    named = [mention for mention in entities.mentions if mention.form == "name"]
    return _told(Ground(reading, entities, words, "place", words.towns, named))


def _told(ground: Ground) -> dict[int, str]:
    """The one country that is told of each thing, by its number."""
    told: dict[int, Counter[str]] = {}
    for token, code in ground.lands.items() if ground.bodies else ():
        for body in _tellers(ground, token):
            name = ground.reading.text[body.start : body.end]
            if not is_of_many_lands((name,), ground.words.unions):
                told.setdefault(body.entity, Counter())[code] += 1
    return {number: next(iter(codes)) for number, codes in told.items() if len(codes) == 1}


def _tellers(ground: Ground, token: int) -> Iterator[Mention]:
    """The organizations of which a place or people at a token says where they are at home."""
    label, head = ground.above(token)
    if label in OWNER_DEPS and head not in ground.lands:
        yield from _of_noun(ground, token, head)
    elif label == "pobj":
        yield from _behind(ground, token, head)
    elif label in ("acomp", "attr") and ground.has_lemma(head, ("be",)) and not _is_denied(ground, head):
        yield from _is_there(ground, token, head)
    elif label == "nsubj" and ground.has_lemma(head, ("be",)):
        yield from _is_home_to(ground, head)


def _is_there(ground: Ground, token: int, verb: int) -> Iterator[Mention]:
    """As in "Acme is Dutch" and "Acme, whose home is Fenwick,"."""
    is_people = ground.peoples.get(token, False) and all(child > token for child in ground.reading.children[token])
    for noun in ground.below(verb, "nsubj"):
        if is_people:
            yield from _named(ground, noun)
        elif ground.has_lemma(noun, ground.clauses.houses):
            yield from _of_house(ground, noun)


def _is_home_to(ground: Ground, verb: int) -> Iterator[Mention]:
    """As in "Fenwick is home to Acme" and "Fenwick is where Acme has its seat"."""
    for clause in ground.below(verb, "advcl", "ccomp", "attr"):
        if any(ground.reading.lowered[child] == "where" for child in ground.below(clause, "advmod")):
            yield from _sits(ground, clause)
    for noun in ground.below(verb, "attr", "acomp", "advmod"):
        if ground.has_lemma(noun, ("home",)):
            links = [*ground.below(noun, "prep"), *ground.below(verb, "prep")]
            tos = (link for link in links if ground.reading.lowered[link] == "to")
            for thing in (thing for link in tos for thing in ground.below(link, "pobj")):
                yield from _named(ground, thing)


def _of_noun(ground: Ground, token: int, noun: int) -> Iterator[Mention]:
    """What a place or people before a noun tells: "a Dutch brewer", "a Fenwick garage", "Fenwick's millers"."""
    reading = ground.reading
    if noun in ground.bodies:
        if _is_described(ground, token, noun):
            yield ground.bodies[noun]
        return
    if ground.has_lemma(noun, ground.clauses.houses):
        yield from _of_house(ground, noun)
    body = ground.bodies.get(noun + 1)
    if ground.is_kind(noun):
        yield from _same(ground, noun)
    elif body is not None and _is_described(ground, token, noun + 1):
        yield body
    yield from _of_members(ground, noun)
    label, head = ground.above(noun)
    if label == "pobj":
        yield from _of_winners(ground, reading.heads[head])
    is_spot = reading.deps[token] == "compound" or ground.has_lemma(noun, ground.words.towns)
    if label == "pobj" and is_spot:
        yield from _of_clause(ground, head)


def _is_described(ground: Ground, token: int, noun: int) -> bool:
    """Whether only a noun in small letters and its words stand between a people and a name: "the Dutch baker Acme"."""
    reading = ground.reading
    first = reading.tokens_in(ground.bodies[noun].start, ground.bodies[noun].end)[0]
    between = range(token + 1, first)
    if not between or reading.deps[token] != "amod" or reading.words[token - 1].lower() in ("and", "-"):
        return False
    is_noun = reading.tags[first - 1] == "NN" and reading.deps[first - 1] in ("compound", "nmod")
    is_plain = all(reading.tags[t] in PLAIN for t in between) and not any(reading.words[t].istitle() for t in between)
    return is_noun and is_plain and reading.words[first - 1] not in ground.clauses.persons


def _behind(ground: Ground, token: int, link: int) -> Iterator[Mention]:
    """What a place behind a preposition tells: of the noun before it, or of the clause."""
    reading = ground.reading
    word, head = reading.lowered[link], reading.heads[link]
    if word not in WITHIN and word != "within":
        return
    body = ground.bodies.get(link - 1 - (reading.words[link - 1] == ",")) if link else None
    if body is not None and (word in SITTING_LINKS if ground.kind == "place" else _is_whence(ground, body, link)):
        yield body
    if ground.is_kind(head):
        yield from _same(ground, head)
    if ground.has_lemma(head, ground.clauses.houses):
        yield from _of_house(ground, head)
    yield from _of_winners(ground, head)
    yield from _of_members(ground, head)
    yield from _of_clause(ground, link)
    for verb in ground.below(token, "relcl"):
        if any(reading.lowered[child] == "where" for child in ground.below(verb, "advmod")):
            yield from _sits(ground, verb, reading.heads[link])


def _is_whence(ground: Ground, body: Mention, link: int) -> bool:
    """Whether "from" says where an organization comes from: "the buyers are Acme from Fenwick"; nobody moves it."""
    reading = ground.reading
    root = reading.root(*reading.tokens_in(body.start, body.end))
    is_own = reading.pos[reading.heads[link]] != "VERB" and reading.deps[root] in LISTED
    return reading.lowered[link] == "from" and reading.words[link - 1] != "," and is_own


def _of_winners(ground: Ground, noun: int) -> Iterator[Mention]:
    """As in "Acme Rovers, champions of Fenwick" and "runners-up in the Dutch league"."""
    if ground.reading.tags[noun] in NOUNS and ground.has_lemma(noun, ground.clauses.winners):
        yield from _same(ground, noun)


def _of_members(ground: Ground, noun: int) -> Iterator[Mention]:
    """Of a society the country of its members: "the association of Dutch millers", "speaks for millers in Fenwick"."""
    reading, words = ground.reading, ground.clauses
    label, link = ground.above(noun)
    if reading.tags[noun] != "NNS":
        return
    head = reading.heads[link] if label == "pobj" and reading.lowered[link] in ("of", "for") else link
    if label == "pobj" and ground.has_lemma(head, words.societies) and ground.is_kind(head):
        yield from _same(ground, head)
    elif label in ("pobj", "dobj") and ground.has_lemma(head, words.representing):
        for subject in _subjects(ground, head):
            for body in _named(ground, subject):
                if not words.societies.isdisjoint(reading.text[body.start : body.end].lower().split()):
                    yield body


def _of_clause(ground: Ground, link: int) -> Iterator[Mention]:
    """Who sits or began where a preposition says: "was founded in", "operates out of", "has its base in"."""
    reading = ground.reading
    is_from = reading.lowered[link] in SOURCES
    verb = _verb_over(reading, link)
    if reading.pos[verb] != "VERB" or verb > link or _is_denied(ground, verb):
        return
    works = is_from and ground.has_lemma(verb, ground.clauses.operating)
    for subject in _subjects(ground, verb) if works or (not is_from and _begins(ground, verb)) else ():
        yield from _named(ground, subject)
        yield from _same(ground, subject) if ground.is_kind(subject) else ()


def _verb_over(reading: Reading, link: int) -> int:
    """What a preposition hangs on, over "20 km | outside", "out | of" and "by two brothers | in"."""
    above = reading.heads[link]
    for _ in range(2):
        is_joint = reading.deps[link] in ("prep", "pobj") and reading.pos[above] in ("ADP", "ADV")
        if is_joint or reading.deps[link] in OVER:
            link, above = above, reading.heads[above]
    is_by = reading.deps[above] == "pobj" and reading.deps[reading.heads[above]] == "agent"
    return reading.heads[reading.heads[above]] if is_by else above


def _begins(ground: Ground, verb: int) -> bool:
    """Whether a verb tells where its subject sits or began: "is based", "started life", "has its seat"."""
    things, words = list(ground.below(verb, "dobj")), ground.clauses
    if ground.has_lemma(verb, words.keeping) and any(ground.has_lemma(thing, words.houses) for thing in things):
        return True
    if ground.has_lemma(verb, words.siting) and ground.reading.tags[verb] == "VBN" and not things:
        return True
    return ground.has_lemma(verb, words.beginning) and all(ground.has_lemma(thing, ("life",)) for thing in things)


def _sits(ground: Ground, verb: int, above: int | None = None) -> Iterator[Mention]:
    """As in "Acme pays its taxes in Fenwick, where it is registered"; `above` is a verb whose subject "it" is."""
    is_told = _begins(ground, verb) and not _is_denied(ground, verb)
    for noun in ground.below(verb, *SUBJECTS) if is_told else ():
        is_it = above is not None and ground.reading.lowered[noun] == "it"
        for subject in _subjects(ground, above) if above is not None and is_it else (noun,):
            yield from _named(ground, subject)


def _of_house(ground: Ground, house: int) -> Iterator[Mention]:
    """Whose headquarters a noun means: "with its seat in", "Acme's base in", "whose home is", "keeps its base in"."""
    reading = ground.reading
    owners = list(ground.below(house, "poss"))
    is_own = any(reading.lowered[owner] in ("its", "their", "whose") for owner in owners)
    label, head = ground.above(house)
    if label == "dobj" and ground.has_lemma(head, ground.clauses.keeping):
        owners += _subjects(ground, head)
    elif label == "pobj" and (reading.lowered[head] == "with" or (is_own and reading.lowered[head] in ("from", "at"))):
        above = reading.heads[head]
        yield from _same(ground, above) if ground.is_kind(above) else ()
        owners += [above, *(ground.below(above, *SUBJECTS) if reading.pos[above] in ("VERB", "AUX") else ())]
    elif label in SUBJECTS and is_own and reading.deps[head] == "relcl":
        owners.append(reading.heads[head])
    for owner in owners:
        yield from _named(ground, owner)


def _subjects(ground: Ground, verb: int) -> Iterator[int]:
    """Who does or suffers what a verb says: its subject, that of a verb before it, or the noun of which it tells."""
    reading = ground.reading
    for _ in range(HIGHEST):
        label, head = ground.above(verb)
        own = next(ground.below(verb, *SUBJECTS), None)
        if own is not None:
            is_relative = reading.tags[own] in ("WDT", "WP")
            if not is_relative or label == "relcl":
                yield head if is_relative else own
            return
        if label in ("acl", "relcl"):
            yield head
            return
        is_opening = label in ("advcl", "partmod") and verb < head and reading.tags[verb] == "VBN"
        if head == verb or not (label in ("conj", "xcomp") or is_opening):
            return
        verb = head


def _same(ground: Ground, noun: int) -> Iterator[Mention]:
    """The organization of which a noun says what it is: beside its name, behind "is", after "one of"."""
    reading = ground.reading
    for _ in range(HIGHEST):
        label, head = ground.above(noun)
        behind = [child for child in ground.below(noun, "appos") if child in ground.bodies and child > noun]
        if behind or label == "appos":
            yield from _named(ground, behind[0] if behind else head)
            return
        if label in ("compound", "nmod") and head in ground.bodies and head > noun:
            yield ground.bodies[head]
            return
        if label == "attr" and ground.has_lemma(head, ("be", "become", "remain")) and not _is_denied(ground, head):
            for subject in _subjects(ground, head):
                yield from _named(ground, subject)
            return
        above = reading.heads[head]
        is_one = label == "pobj" and (reading.lowered[head] in ONE or reading.lowered[above] in ONE)
        if not is_one:
            return
        if reading.lowered[head] in ONE:  # "Acme, among the biggest banks of Fenwick,"
            yield from _named(ground, above)
            return
        noun = above


def _named(ground: Ground, token: int) -> Iterator[Mention]:
    """The organization whose name a token heads."""
    body = ground.bodies.get(token)
    if body is not None and ground.reading.root(*ground.reading.tokens_in(body.start, body.end)) == token:
        yield body


def _is_denied(ground: Ground, verb: int) -> bool:
    """Whether what a verb says is denied, or is over: "is no longer based in", "once based in"."""
    reading = ground.reading
    return any(
        reading.deps[child] == "neg" or reading.lowered[child] in ground.clauses.over
        for child in reading.children[verb]
    )
