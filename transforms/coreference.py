"""Who is meant by pronouns and descriptions within one article."""

from __future__ import annotations

from transforms.clusters import Cluster
from transforms.reading import Reading
from transforms.records import Entity, Mention

GENDERS = {"he": "male", "him": "male", "his": "male", "himself": "male"}
GENDERS |= {"she": "female", "her": "female", "hers": "female", "herself": "female"}
SUBJECTS = frozenset({"nsubj", "nsubjpass"})
REACH = 4  # sentences back


def resolve_pronouns(reading: Reading, clusters: list[Cluster], entities: list[Entity]) -> list[Mention]:
    """A mention for each he or she whose person is known."""
    people = sorted(
        (name.first, name.last, number)
        for number, cluster in enumerate(clusters)
        if cluster.kind == "person"
        for name in cluster.names
        if name.outside is None
    )
    found = []
    seen: list[tuple[int, int, int]] = []  # token, sentence, entity
    place = 0
    for token, word in enumerate(reading.words):
        while place < len(people) and people[place][1] <= token:
            first, last, number = people[place]
            seen.append((last - 1, reading.token_sentence[first], number))
            place += 1
        gender = GENDERS.get(word.lower())
        if gender is None:
            continue
        chosen = _choose(reading, token, gender, seen, entities)
        if chosen is not None:
            entities[chosen].gender = entities[chosen].gender or gender
            found.append(Mention(reading.starts[token], reading.ends[token], "person", "pronoun", chosen))
            seen.append((token, reading.token_sentence[token], chosen))
    return found


def _choose(
    reading: Reading, token: int, gender: str, seen: list[tuple[int, int, int]], entities: list[Entity]
) -> int | None:
    sentence = reading.token_sentence[token]
    best, best_score = None, 0.0
    for place, where, number in reversed(seen[-40:]):
        if sentence - where > REACH:
            break
        if entities[number].gender not in (None, gender):
            continue
        score = 10.0 - 2.0 * (sentence - where) - 0.01 * (token - place)
        head = _head(reading, place)
        if reading.deps[head] in SUBJECTS:
            score += 3.0
        if entities[number].gender == gender:
            score += 1.5
        if score > best_score:
            best, best_score = number, score
    return best


def _head(reading: Reading, token: int) -> int:
    """The token whose dependency tells the role of the name that ends with this token."""
    for _ in range(5):
        if reading.deps[token] not in ("compound", "flat", "appos", "conj"):
            break
        token = reading.heads[token]
    return token
