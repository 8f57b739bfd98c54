"""Who is meant by he and she within one article: the best of the people named before, by weighted facts.

The weights are the table `seeds/pronoun_weights.csv`. A pronoun whose best reading is weak stays without a person.
"""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass
from itertools import islice, takewhile
from math import log

from transforms.entities.binding import OBJECTS, is_blocked
from transforms.entities.clusters import Cluster
from transforms.entities.genders import find_leaning
from transforms.entities.nameless import UNDESCRIBED, Descriptions
from transforms.grammar import SUBJECTS
from transforms.lexicon import Lexicon
from transforms.reading.reading import Reading
from transforms.records import Entity, Mention

GENDERS = {"he": "male", "him": "male", "his": "male", "himself": "male"}
GENDERS |= {"she": "female", "her": "female", "hers": "female", "herself": "female"}
BELOW = frozenset(("ccomp", "advcl", "relcl", "acl", "pcomp", "csubj"))  # clauses within another
ASIDE = BELOW - {"ccomp"}  # "when Poole asked" tells of speech, but its subject is not whom the sentence is about
ARGUMENTS = SUBJECTS | OBJECTS | {"poss"}
ASIDES = frozenset({"-", "--", "–", "—", "("})  # what follows is the reporter's again
JOINED = frozenset(("flat", "appos", "conj"))
AGAINST = frozenset(("but", "whereas", "while"))
REACH = 5  # sentences back, those wholly in quotation marks not counted
MOST_PLACES = 40  # mentions looked at for a pronoun
# The share of the weight for a fitting gender that somebody of unknown gender gets: one of two fits, and the weight was
# learnt where given names told nearly everybody's, which those of most countries do not.
UNKNOWN_NAMED, UNKNOWN_NAMELESS = 0.3, 0.6
AGAINST_NAME = -0.2  # the same where a given name, which may be anybody's in another country, tells the other gender
FEWEST_SCORE = 0.3  # log odds against "nobody named"; chosen by cross-validation
Facts = dict[str, float]


@dataclass(slots=True)
class Place:
    """A mention of a person that a later pronoun may refer to: its head token and what is needed of it."""

    token: int
    sentence: int
    segment: int
    entity: int  # below 0: a person without a name
    role: str  # speaker | main | reported | below | object | possessive | other
    opens: bool  # whether no other person stands before it in its sentence


class Scene:
    """A reading with its people, while its pronouns are resolved from first to last."""

    def __init__(
        self,
        reading: Reading,
        clusters: list[Cluster],
        entities: list[Entity],
        lexicon: Lexicon,
        described: Descriptions = UNDESCRIBED,
    ) -> None:
        self.reading = reading
        self.entities = entities
        self.leaning = find_leaning(clusters, lexicon)
        self.nameless = {-1 - one.number: one.gender for one in described.nameless}
        self.speech = lexicon.speech_verbs
        self.styles = lexicon.words["style"]
        self.objecting = lexicon.words["objecting_verb"]
        self.seen: list[Place] = []
        self.counts: dict[int, int] = {}
        self.totals = {n: len(c.names) for n, c in enumerate(clusters) if c.kind == "person"}
        self.most = max(self.totals.values(), default=1)
        self.in_quote = _quoted(reading)
        self.told = _told(reading, self.in_quote)
        self.speaker: int | None = None  # who spoke last
        places = [
            (name.first, name.last, number)
            for number, cluster in enumerate(clusters)
            if cluster.kind == "person"
            for name in cluster.names
            if name.outside is None and " ".join(name.words(reading)).lower() not in lexicon.words["god"]
        ]
        places += [(*reading.tokens_in(m.start, m.end), m.entity) for m in described.people if m.kind == "person"]
        self.names = sorted(places + [(one.token, one.token + 1, -1 - one.number) for one in described.nameless])
        self._next = 0

    def advance(self, token: int) -> None:
        """Take in the names that end before a token."""
        while self._next < len(self.names) and self.names[self._next][1] <= token:
            first, last, number = self.names[self._next]
            self.add(self.reading.root(first, last), number)
            self._next += 1

    def add(self, token: int, entity: int) -> None:
        """Let a mention be found by later pronouns."""
        reading = self.reading
        self.counts[entity] = self.counts.get(entity, 0) + 1
        role = self.role(token)
        if role == "speaker":
            self.speaker = entity
        sentence = reading.token_sentence[token]
        opens = not self.seen or self.seen[-1].sentence != sentence
        self.seen.append(Place(token, sentence, reading.token_segment[token], entity, role, opens))

    def gender(self, entity: int) -> str | None:
        """What is known of somebody's gender, whether named or not."""
        return self.nameless[entity] if entity < 0 else self.entities[entity].gender

    def learn(self, entity: int, gender: str) -> None:
        """Keep the gender that a pronoun tells."""
        if entity < 0:
            self.nameless[entity] = self.nameless[entity] or gender
        elif entity in self.leaning or self.entities[entity].gender is None:
            self.entities[entity].gender = gender
            self.leaning.discard(entity)

    def fits(self, entity: int, gender: str) -> bool:
        """Whether a pronoun of the gender may mean somebody."""
        return entity in self.leaning or self.gender(entity) in (None, gender)

    def pronouns(self) -> Iterator[tuple[int, str]]:
        """Each he or she with its gender, in text order, when the names before it have been met."""
        for token, word in enumerate(self.reading.lowered):
            gender = GENDERS.get(word)
            if gender is not None and not self._is_address(token):
                self.advance(token)
                yield token, gender

    def _is_address(self, token: int) -> bool:
        """Whether "his" or "her" but begins how somebody is addressed: "His Excellency"."""
        behind = "".join(self.reading.words[token + 1 : token + 2])
        return behind[:1].isupper() and behind.lower() in self.styles

    def candidates(self, token: int, gender: str) -> dict[int, Facts]:
        """The people a pronoun may mean, with the facts that speak for and against each."""
        role = self.role(token)
        sort = self.sort(token, role)
        found: dict[int, Facts] = {}
        quoted: dict[int, Place] = {}
        near = self._near(token, gender)
        for place in near:
            # the reporter's "he" is seldom one the quoted speak of
            if sort != "quoted" and self.in_quote[place.token]:
                quoted.setdefault(place.entity, place)
                continue
            if place.entity not in found:
                found[place.entity] = self._describe(token, place, gender, role, sort)
            distance = self.distance(self.reading.token_sentence[token], place)
            if distance <= 1:
                found[place.entity][f"in={sort}-{distance}-{place.role}"] = 1.0
        for entity, place in quoted.items():
            if entity not in found:
                found[entity] = self._describe(token, place, gender, role, sort)
        topic = self._topic(token, role, near)
        topic = self._objector(token, role, near) if topic is None else topic
        if topic is not None:
            return {topic: {"topic": 1.0}}
        ahead = self._subject_ahead(token)
        if ahead is not None and self.fits(ahead, gender):
            found.setdefault(ahead, {})["ahead"] = 1.0
        return self._unblocked(found, token, near, sort)

    def _near(self, token: int, gender: str) -> list[Place]:
        """The last mentions before a pronoun of people whose gender it fits, the nearest first."""
        sentence = self.reading.token_sentence[token]
        places = takewhile(lambda place: self.distance(sentence, place) <= REACH, reversed(self.seen[-MOST_PLACES:]))
        return [place for place in places if self.fits(place.entity, gender)]

    def _unblocked(self, found: dict[int, Facts], token: int, near: Iterable[Place], sort: str) -> dict[int, Facts]:
        """The candidates whom grammar does not forbid; one who is left alone is marked so."""
        barred = (place.entity for place in near if is_blocked(self.reading, token, place.token))
        blocked = {*barred, *self._named_under(token)}
        left = {entity: facts for entity, facts in found.items() if entity not in blocked}
        if len(left) == 1:
            for facts in left.values():
                facts[f"alone={sort}"] = 1.0
        return left

    def _named_under(self, token: int) -> set[int]:
        """The people named behind a subject in its own clause: in "he said Poole would run", Poole is another."""
        reading = self.reading
        verb = reading.heads[token]
        if reading.deps[token] not in SUBJECTS or verb < token:
            return set()
        found, end = set(), reading.edges[1][verb]
        for first, last, entity in islice(self.names, self._next, self._next + MOST_PLACES):
            if first > end or not ASIDES.isdisjoint(reading.words[verb:first]):
                break
            root = reading.root(first, last)
            if reading.deps[root] in ARGUMENTS and not self.in_quote[root]:
                found.add(entity)
        return found

    def sort(self, token: int, role: str) -> str:
        """Whether a pronoun of that role speaks, is spoken of by others in quotation marks, or neither."""
        return "speaker" if role == "speaker" else "quoted" if self.in_quote[token] else "plain"

    def distance(self, sentence: int, place: Place) -> int:
        """Sentences from a place to a later sentence; those that only quote are passed over."""
        return 0 if sentence == place.sentence else max(1, self.told[sentence] - self.told[place.sentence])

    def _describe(self, token: int, place: Place, gender: str, role: str, sort: str) -> Facts:
        reading = self.reading
        distance = self.distance(reading.token_sentence[token], place)
        lines = reading.token_segment[token] - place.segment
        facts = {
            f"distance={sort}-{min(distance, 4)}": 1.0,
            f"roles={role}-{place.role}{'' if distance else '-same'}": 1.0,
            f"lines={sort}-{min(lines, 2)}": 1.0,
            f"opens={sort}{'' if distance else '-same'}": float(place.opens),
            "so_far": log(1 + self.counts[place.entity]),
            f"share={sort}": self.totals.get(place.entity, 1) / self.most,
            "gender": self._fit_of(place, gender),
            f"far={sort}": log(1 + token - place.token),
        }
        if place.entity == self.speaker:
            facts[f"spoke={sort}"] = 1.0
        if self.in_quote[token] and not self.in_quote[place.token]:
            facts["speaker" if place.role == "speaker" else "outside"] = 1.0
        elif self.in_quote[token] != self.in_quote[place.token]:
            facts["from_quote"] = 1.0
        return facts

    def _fit_of(self, place: Place, gender: str) -> float:
        """1 where somebody's gender is the pronoun's, less where it is not known."""
        known = self.gender(place.entity)
        if known is not None:
            return 1.0 if known == gender else AGAINST_NAME
        return UNKNOWN_NAMELESS if place.entity < 0 else UNKNOWN_NAMED

    def role(self, token: int) -> str:
        """What a mention is in its clause; a speaker is the subject of a verb of saying outside quotation marks."""
        reading = self.reading
        dep = reading.deps[token]
        for _ in range(4):
            if dep not in JOINED:
                break
            token = reading.heads[token]
            dep = reading.deps[token]
        if dep in SUBJECTS:
            verb = reading.heads[token]
            if self._is_reported(verb):
                return "reported"
            speaks = reading.lemmas[verb] in self.speech and not self.in_quote[verb]
            if speaks and reading.deps[verb] not in ASIDE:
                return "speaker"
            if reading.deps[verb] in BELOW:
                return "below"
            return "main"
        return "possessive" if dep == "poss" else "object" if dep in OBJECTS else "other"

    def _is_reported(self, verb: int) -> bool:
        """Whether a clause is what somebody before it says: "Poole told them he had warned", not '"...," he warned'."""
        reading, above = self.reading, self.reading.heads[verb]
        return above < verb and reading.deps[verb] == "ccomp" and reading.lemmas[above] in self.speech

    def _topic(self, token: int, role: str, near: Iterable[Place]) -> int | None:
        """The one person whom the sentence announces: "As for Poole, he would sell", "For Poole, he said it was"."""
        reading = self.reading
        first, _ = reading.sentences[reading.token_sentence[token]]
        opening = [reading.words[t].lower() for t in range(first, min(first + 2, token))]
        announced = opening == ["as", "for"] or (opening[:1] == ["for"] and role == "speaker")
        if not announced or reading.deps[token] not in SUBJECTS or reading.words[token - 1] != ",":
            return None
        named = {place.entity for place in near if first < place.token < token}
        return named.pop() if len(named) == 1 else None

    def _objector(self, token: int, role: str, near: Sequence[Place]) -> int | None:
        """Who spoke last in the sentence before, against another: "Ortiz said so, but Poole disputed that. He said"."""
        reading = self.reading
        sentence = reading.token_sentence[token]
        last = near[0] if near else None
        opens = role == "speaker" and token == reading.sentences[sentence][0]
        if last is None or not opens or last.sentence != sentence - 1 or reading.deps[last.token] not in SUBJECTS:
            return None
        verb = reading.heads[last.token]
        if reading.lemmas[verb] not in self.speech | self.objecting or self.in_quote[verb]:
            return None
        first = next((m for m in reversed(self.names[: self._next]) if m[0] <= last.token < m[1]), None)
        begin = last.token if first is None else first[0]
        before = [word.lower() for word in reading.words[max(reading.sentences[sentence - 1][0], begin - 4) : begin]]
        return last.entity if len(before) > 1 and not AGAINST.isdisjoint(before) else None

    def _subject_ahead(self, token: int) -> int | None:
        """The person who is the subject of a clause that begins with the pronoun's phrase: "In her speech, Poole"."""
        reading = self.reading
        first, last = reading.sentences[reading.token_sentence[token]]
        if token - first > 8 or reading.deps[token] not in ("poss", "nsubj"):
            return None
        for number in range(self._next, len(self.names)):
            start, end, entity = self.names[number]
            if start >= min(last, token + 15):
                return None
            root = reading.root(start, end)
            if reading.deps[root] in SUBJECTS:
                verb = reading.heads[root]
                inside = verb > root and any(c < root and c <= token for c in reading.children[verb])
                return entity if inside and reading.heads[token] != verb else None
        return None


def resolve_pronouns(
    reading: Reading,
    clusters: list[Cluster],
    entities: list[Entity],
    lexicon: Lexicon,
    described: Descriptions = UNDESCRIBED,
) -> list[Mention]:
    """A mention for each he or she whose person is known and named; the people learn their gender from it."""
    scene = Scene(reading, clusters, entities, lexicon, described)
    found = []
    for token, gender in scene.pronouns():
        chosen = best_candidate(scene.candidates(token, gender), lexicon.pronoun_weights)
        if chosen is None:
            continue
        scene.learn(chosen, gender)
        scene.add(token, chosen)
        if chosen >= 0:
            found.append(Mention(reading.starts[token], reading.ends[token], "person", "pronoun", chosen))
    return found


def best_candidate(candidates: Mapping[int, Facts], weights: Mapping[str, float]) -> int | None:
    """The candidate with the highest weighted sum, None where none reaches FEWEST_SCORE."""
    best, best_score = None, FEWEST_SCORE
    for entity, facts in candidates.items():
        score = weights.get("bias", 0.0) + sum(value * weights.get(fact, 0.0) for fact, value in facts.items())
        if score > best_score:
            best, best_score = entity, score
    return best


def _quoted(reading: Reading) -> list[bool]:
    """For each token, whether it stands between quotation marks."""
    flags = [False] * len(reading)
    for passage in reading.passages:
        first, last = reading.tokens_in(passage.start, passage.end)
        flags[first:last] = [True] * (last - first)
    return flags


def _told(reading: Reading, in_quote: Sequence[bool]) -> list[int]:
    """For each sentence, how many up to it hold a word outside quotation marks before its last word."""
    counts, told = [], 0
    for first, last in reading.sentences:
        told += not all(in_quote[first : max(first + 1, last - 1)])
        counts.append(told)
    return counts
