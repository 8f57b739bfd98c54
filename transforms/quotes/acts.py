"""What a speaker does by a statement, and to whom."""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Mapping

from transforms.quotes.statements import Statement, holds_token
from transforms.quotes.table import TokenTable

Acts = Mapping[str, str]
ADDRESSED = frozenset({"PRP", "NN", "NNS", "NNP", "NNPS"})
NOBODY = frozenset({"DATE", "TIME", "FAC", "EVENT", "MONEY", "PERCENT", "CARDINAL", "ORDINAL", "QUANTITY"})
Addressing = frozenset[tuple[str, str]]


def read_acts(rows: Iterable[Mapping[str, str]]) -> Acts:
    """The act of each cue, from the rows of cue_acts.csv."""
    return {row["cue"]: row["act"] for row in rows}


def read_addressing(rows: Iterable[Mapping[str, str]]) -> Addressing:
    """The prepositions behind which a verb has its addressee, from the rows of cue_addressees.csv."""
    return frozenset((row["cue"], row["preposition"]) for row in rows)


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
    for token in _partners(table, statement, verbs):
        inside = holds_token(statement, token)
        if token != statement.source and (not inside or (act == "demanded" and _is_to_act(table, statement, token))):
            return token
    return _asked(table, statement) if act == "demanded" else None


def _partners(table: TokenTable, statement: Statement, verbs: Addressing) -> Iterator[int]:
    """The objects of the cue, of its "to" and of a preposition that this verb has; then whom a letter was sent to."""
    reading, cue = table.reading, statement.cue
    lemma = reading.lemmas[cue].lower()
    for child in reading.children[cue]:
        dep = reading.deps[child]
        if dep in ("dobj", "dative") and reading.tags[child] in ADDRESSED:
            yield from _somebody(table, [child])
        elif dep in ("prep", "dative") and (reading.lemmas[child] == "to" or (lemma, reading.lemmas[child]) in verbs):
            yield from _somebody(table, _objects(table, child))
    for child in reading.children[cue]:
        if reading.deps[child] == "prep" and reading.lemmas[child] in ("in", "by"):
            for letter in _objects(table, child):
                for to in reading.children[letter]:
                    if reading.lemmas[to] == "to":
                        yield from _somebody(table, _objects(table, to))


def _objects(table: TokenTable, preposition: int) -> list[int]:
    return [c for c in table.reading.children[preposition] if table.reading.deps[c] == "pobj"]


def _somebody(table: TokenTable, tokens: Iterable[int]) -> Iterator[int]:
    """The tokens that are no day, hour, venue or event."""
    yield from (t for t in tokens if table.labels[t] not in NOBODY)


def _is_to_act(table: TokenTable, statement: Statement, token: int) -> bool:
    """Whether an infinitive in the content follows the word ("the board to resign")."""
    reading = table.reading
    verbs = [*reading.children[statement.cue], *reading.children[token]]
    return any(
        verb > token and holds_token(statement, verb) and any(reading.tags[c] == "TO" for c in reading.children[verb])
        for verb in verbs
    )


def _asked(table: TokenTable, statement: Statement) -> int | None:
    """The subject of what is demanded ("demanding the union call off its strike")."""
    reading = table.reading
    for child in reading.children[statement.cue]:
        if reading.deps[child] in ("ccomp", "xcomp") and holds_token(statement, child):
            for grandchild in reading.children[child]:
                if reading.deps[grandchild] in ("nsubj", "nsubjpass") and reading.tags[grandchild] in ADDRESSED:
                    return grandchild
    return None
