"""Who is meant by he and she within one article: the best of the people named before, by weighted facts.

The weights are the table `seeds/pronoun_weights.csv`. A pronoun whose best reading is weak stays without a person.
"""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass
from math import log

from transforms.clusters import Cluster
from transforms.reading import Reading
from transforms.records import Entity, Mention

GENDERS = {"he": "male", "him": "male", "his": "male", "himself": "male"}
GENDERS |= {"she": "female", "her": "female", "hers": "female", "herself": "female"}
SUBJECTS = frozenset(("nsubj", "nsubjpass"))
OBJECTS = frozenset(("dobj", "iobj", "dative", "pobj"))
SPEECH = frozenset(("say", "tell", "add", "ask", "argue", "explain", "note", "comment", "remark", "write", "recall"))
OPENING, CLOSING, EITHER = frozenset(("“", "``")), frozenset(("”", "''")), frozenset(('"',))
REACH = 5  # sentences back
MOST_PLACES = 30  # mentions looked at for a pronoun
FEWEST_SCORE = 0.0
Facts = dict[str, float]


@dataclass(slots=True)
class Place:
    """A mention of a person that a later pronoun may refer to: its head token and what is needed of it."""

    token: int
    sentence: int
    segment: int
    entity: int
    role: str  # subject | object | possessive | other
    is_pronoun: bool


class Scene:
    """A reading with its people, while its pronouns are resolved from first to last."""

    def __init__(self, reading: Reading, clusters: list[Cluster], entities: list[Entity]) -> None:
        self.reading = reading
        self.entities = entities
        self.seen: list[Place] = []
        self.counts: dict[int, int] = {}
        self.totals = {n: len(c.names) for n, c in enumerate(clusters) if c.kind == "person"}
        self.most = max(self.totals.values(), default=1)
        self.in_quote = _quoted(reading)
        self.names = sorted(
            (name.first, name.last, number)
            for number, cluster in enumerate(clusters)
            if cluster.kind == "person"
            for name in cluster.names
            if name.outside is None
        )
        self._next = 0

    def advance(self, token: int) -> None:
        """Take in the names that end before a token."""
        while self._next < len(self.names) and self.names[self._next][1] <= token:
            first, last, number = self.names[self._next]
            self.add(_root(self.reading, first, last), number, False)
            self._next += 1

    def add(self, token: int, entity: int, is_pronoun: bool) -> None:
        """Let a mention be found by later pronouns."""
        reading = self.reading
        self.counts[entity] = self.counts.get(entity, 0) + 1
        role = _role(reading, token)
        self.seen.append(
            Place(token, reading.token_sentence[token], reading.token_segment[token], entity, role, is_pronoun)
        )

    def candidates(self, token: int, gender: str) -> dict[int, Facts]:
        """The people a pronoun may mean, with the facts that speak for and against each."""
        sentence = self.reading.token_sentence[token]
        found: dict[int, Facts] = {}
        blocked: set[int] = set()
        for place in reversed(self.seen[-MOST_PLACES:]):
            if sentence - place.sentence > REACH:
                break
            if self.entities[place.entity].gender not in (None, gender):
                continue
            if self._is_blocked(token, place):
                blocked.add(place.entity)
            if place.entity not in found:
                found[place.entity] = self._describe(token, place, gender, len(found))
            elif place.sentence == sentence or place.sentence == sentence - 1:
                near = "same" if place.sentence == sentence else "last"
                found[place.entity][f"again_{near}_{place.role}"] = 1.0
        ahead = self._subject_ahead(token)
        if ahead is not None and self.entities[ahead].gender in (None, gender):
            found.setdefault(ahead, {})["ahead"] = 1.0
        return {entity: facts for entity, facts in found.items() if entity not in blocked}

    def _describe(self, token: int, place: Place, gender: str, rank: int) -> Facts:
        reading = self.reading
        role = _role(reading, token)
        distance = reading.token_sentence[token] - place.sentence
        facts = {
            f"distance={min(distance, 3)}": 1.0,
            f"rank={min(rank, 3)}": 1.0,
            f"role={place.role}": 1.0,
            f"roles={role}-{place.role}{'' if distance else '-same'}": 1.0,
            "so_far": log(1 + self.counts[place.entity]),
            "share": self.totals[place.entity] / self.most,
            "gender": float(self.entities[place.entity].gender == gender),
            "pronoun": float(place.is_pronoun),
            "far": log(1 + token - place.token),
        }
        if reading.token_segment[token] == place.segment:
            facts["paragraph"] = 1.0
        if self.in_quote[token] and not self.in_quote[place.token]:
            head = reading.heads[place.token]
            speaks = place.role == "subject" and reading.lemmas[head] in SPEECH
            facts["speaker" if speaks else "outside"] = 1.0
        elif self.in_quote[token] != self.in_quote[place.token]:
            facts["from_quote"] = 1.0
        return facts

    def _is_blocked(self, token: int, place: Place) -> bool:
        """Whether grammar forbids the reading: "Poole asked him", "Dana, his brother"."""
        reading = self.reading
        head = reading.heads[token]
        if reading.deps[token] in OBJECTS and not reading.words[token].lower().endswith("self"):
            verb = reading.heads[head] if reading.deps[token] == "pobj" else head
            if place.role == "subject" and reading.heads[place.token] == verb:
                return True
        if reading.deps[token] == "poss":
            owned = reading.deps[head] == "appos" and reading.heads[head] == place.token
            return owned or (reading.deps[place.token] == "appos" and reading.heads[place.token] == head)
        return False

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
            root = _root(reading, start, end)
            if reading.deps[root] in SUBJECTS:
                verb = reading.heads[root]
                inside = verb > root and any(c < root and c <= token for c in reading.children[verb])
                return entity if inside and reading.heads[token] != verb else None
        return None


def resolve_pronouns(
    reading: Reading, clusters: list[Cluster], entities: list[Entity], weights: Mapping[str, float]
) -> list[Mention]:
    """A mention for each he or she whose person is known; the people learn their gender from it."""
    scene = Scene(reading, clusters, entities)
    found = []
    for token, word in enumerate(reading.words):
        gender = GENDERS.get(word.lower())
        if gender is None:
            continue
        scene.advance(token)
        chosen = best_candidate(scene.candidates(token, gender), weights)
        if chosen is not None:
            entities[chosen].gender = entities[chosen].gender or gender
            found.append(Mention(reading.starts[token], reading.ends[token], "person", "pronoun", chosen))
            scene.add(token, chosen, True)
    return found


def best_candidate(candidates: Mapping[int, Facts], weights: Mapping[str, float]) -> int | None:
    """The candidate with the highest weighted sum, None where none reaches FEWEST_SCORE."""
    best, best_score = None, FEWEST_SCORE
    for entity, facts in candidates.items():
        score = weights.get("bias", 0.0) + sum(value * weights.get(fact, 0.0) for fact, value in facts.items())
        if score > best_score:
            best, best_score = entity, score
    return best


def _role(reading: Reading, token: int) -> str:
    dep = reading.deps[token]
    for _ in range(4):
        if dep not in ("compound", "flat", "appos", "conj"):
            break
        token = reading.heads[token]
        dep = reading.deps[token]
    if dep in SUBJECTS:
        return "subject"
    return "possessive" if dep == "poss" else "object" if dep in OBJECTS else "other"


def _root(reading: Reading, first: int, last: int) -> int:
    for token in range(first, last):
        if not first <= reading.heads[token] < last or reading.heads[token] == token:
            return token
    return last - 1


def _quoted(reading: Reading) -> list[bool]:
    """For each token, whether it stands between quotation marks; marks are closed at the end of a paragraph."""
    flags = []
    inside, segment = False, -1
    for token, word in enumerate(reading.words):
        if reading.token_segment[token] != segment:
            inside, segment = False, reading.token_segment[token]
        if word in OPENING:
            inside = True
        elif word in CLOSING:
            inside = False
        elif word in EITHER:
            inside = not inside
        flags.append(inside)
    return flags
