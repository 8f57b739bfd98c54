"""What a speaker does by a statement, and to whom."""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass

from transforms.grammar import ACTOR_LABELS, FIRST_PERSON
from transforms.nouns import Nouns
from transforms.quotes.statements import Statement, holds_token
from transforms.quotes.table import TokenTable

Acts = Mapping[str, str]
ADDRESSED = frozenset({"PRP", "NN", "NNS", "NNP", "NNPS"})
NEUTER = frozenset({"it", "itself"})


@dataclass(frozen=True)
class Addressing:
    """Whom a statement can be said to: nouns for people and bodies, and prepositions that some verbs have for them."""

    prepositions: frozenset[tuple[str, str]]  # cue and preposition, "" for the cue's own object
    hearers: frozenset[str]
    about: frozenset[tuple[str, str]]  # cue and preposition behind which stands who is spoken of


def read_acts(rows: Iterable[Mapping[str, str]]) -> Acts:
    """The act of each cue, from the rows of cue_acts.csv."""
    return {row["cue"]: row["act"] for row in rows}


def read_addressing(seeds: Mapping[str, Sequence[Mapping[str, str]]], nouns: Nouns) -> Addressing:
    """The rows of cue_addressees.csv, and nouns for those who act, of demand_words.csv and of the tables of nouns."""
    pairs = frozenset((row["cue"], row["preposition"]) for row in seeds["cue_addressees"])
    actors = {row["word"] for row in seeds["demand_words"] if row["use"] == "actor"}
    about = frozenset((row["word"], row["preposition"]) for row in seeds["non_statements"] if row["why"] == "about")
    return Addressing(pairs, frozenset(actors | nouns.people | nouns.any_body | set(nouns.bodies)), about)


def act_of(table: TokenTable, statement: Statement, acts: Acts) -> str:
    """The act of a statement by its cue; a cue that the list does not name says something.

    A cue with its particle or preposition ("call for") comes before the bare word; "tell him to go" demands.
    """
    reading, cue = table.reading, statement.cue
    lemma = reading.lemmas[cue].lower()
    partners = [reading.lemmas[c] for c in reading.children[cue] if reading.deps[c] in ("prep", "prt", "agent")]
    partners += _infinitives(table, statement)
    for partner in partners:
        act = acts.get(f"{lemma} {partner}")
        if act is not None:
            return act
    return acts.get(lemma, "said")


def _infinitives(table: TokenTable, statement: Statement) -> list[str]:
    """Of an infinitive that is the content, its clause or the clause under the cue: "to comment" and "to"."""
    reading = table.reading
    for token in reading.children[statement.cue]:
        is_infinitive = any(reading.tags[child] == "TO" for child in reading.children[token])
        if reading.deps[token] in ("xcomp", "ccomp") and is_infinitive and holds_token(statement, token):
            return [f"to {reading.lemmas[token].lower()}", "to"]
    return []


def addressee_of(table: TokenTable, statement: Statement, act: str, verbs: Addressing) -> int | None:
    """The head word of whom the statement is said to or demanded of; None where nobody is named.

    The content of a demand holds the one who is to act ("urged [the board to resign]"), that of other acts does not.
    """
    for token in _partners(table, statement, act, verbs):
        inside = holds_token(statement, token)
        if token != statement.source and (not inside or (act == "demanded" and _is_to_act(table, statement, token))):
            return token
    return _asked(table, statement, verbs) if act == "demanded" else None


def _partners(table: TokenTable, statement: Statement, act: str, verbs: Addressing) -> Iterator[int]:
    """The objects of the cue, of its "to" and of a preposition that this verb has; then whom a letter was sent to.

    A verb's own object is spoken to only where it demands, or the verb is one of telling and asking.
    """
    reading, cue = table.reading, statement.cue
    lemma = reading.lemmas[cue].lower()
    for child in reading.children[cue]:
        dep = reading.deps[child]
        if dep in ("dobj", "dative") and reading.tags[child] in ADDRESSED:
            if dep == "dative" or act == "demanded" or (lemma, "") in verbs.prepositions:
                yield from _somebody(table, [child], verbs)
        elif dep in ("prep", "dative") and _leads_to_hearer(lemma, reading.lemmas[child], verbs):
            yield from _somebody(table, _objects(table, child), verbs)
    for child in reading.children[cue]:
        if reading.deps[child] == "prep" and reading.lemmas[child] in ("in", "by"):
            for letter in _objects(table, child):
                for to in reading.children[letter]:
                    if reading.lemmas[to] == "to":
                        yield from _somebody(table, _objects(table, to), verbs)


def _leads_to_hearer(verb: str, preposition: str, verbs: Addressing) -> bool:
    pair = (verb, preposition)
    return pair in verbs.prepositions or (preposition == "to" and pair not in verbs.about)


def _objects(table: TokenTable, preposition: int) -> list[int]:
    return [c for c in table.reading.children[preposition] if table.reading.deps[c] == "pobj"]


def _somebody(table: TokenTable, tokens: Iterable[int], verbs: Addressing) -> Iterator[int]:
    """The tokens that can hear: names of people and bodies, persons by pronoun, nouns for people and bodies."""
    for token in tokens:
        label, lemma = table.called[token], table.reading.lemmas[token].lower()
        is_person = table.reading.tags[token] == "PRP" and lemma not in NEUTER
        if label in ACTOR_LABELS or is_person or (not label and lemma in verbs.hearers):
            yield token


def _is_to_act(table: TokenTable, statement: Statement, token: int) -> bool:
    """Whether an infinitive in the content follows the word ("the board to resign")."""
    reading = table.reading
    verbs = [*reading.children[statement.cue], *reading.children[token]]
    return any(
        verb > token and holds_token(statement, verb) and any(reading.tags[c] == "TO" for c in reading.children[verb])
        for verb in verbs
    )


def _asked(table: TokenTable, statement: Statement, verbs: Addressing) -> int | None:
    """The subject of what is demanded ("demanding the union call off its strike")."""
    reading = table.reading
    for child in reading.children[statement.cue]:
        if reading.deps[child] in ("ccomp", "xcomp") and holds_token(statement, child):
            subjects = [c for c in reading.children[child] if reading.deps[c] in ("nsubj", "nsubjpass")]
            others = (t for t in subjects if reading.lemmas[t].lower() not in FIRST_PERSON)
            return next(_somebody(table, others, verbs), None)
    return None
