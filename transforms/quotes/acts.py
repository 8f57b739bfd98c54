"""What a speaker does by a statement, and to whom."""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Mapping

from transforms.quotes.statements import Statement, holds_token
from transforms.quotes.table import TokenTable

Acts = Mapping[str, str]
ADDRESSED = frozenset({"PRP", "NN", "NNS", "NNP", "NNPS", "WP"})
TOLD_TO = frozenset({"to", "with", "at", "on"})


def read_acts(rows: Iterable[Mapping[str, str]]) -> Acts:
    """The act of each cue, from the rows of cue_acts.csv."""
    return {row["cue"]: row["act"] for row in rows}


def act_of(table: TokenTable, statement: Statement, acts: Acts) -> str:
    """The act of a statement by its cue; a cue that the list does not name says something.

    A cue with its particle or preposition ("call for") comes before the bare word; "tell him to go" demands.
    """
    reading, cue = table.reading, statement.cue
    lemma = reading.lemmas[cue].lower()
    partners = [reading.lemmas[c] for c in reading.children[cue] if reading.deps[c] in ("prep", "prt", "agent")]
    if _is_infinitive(table, statement):
        partners.append("to")
    for partner in partners:
        act = acts.get(f"{lemma} {partner}")
        if act is not None:
            return act
    return acts.get(lemma, "said")


def _is_infinitive(table: TokenTable, statement: Statement) -> bool:
    """Whether the content is an infinitive: its clause, or the clause under the cue, begins with "to"."""
    reading = table.reading
    return any(
        reading.tags[child] == "TO"
        for token in reading.children[statement.cue]
        if reading.deps[token] in ("xcomp", "ccomp") and holds_token(statement, token)
        for child in reading.children[token]
    )


def addressee_of(table: TokenTable, statement: Statement, act: str) -> int | None:
    """The head word of whom the statement is said to or demanded of; None where nobody is named.

    The content of a demand holds the one who is to act ("urged [the board to resign]"), that of other acts does not.
    """
    for token in _partners(table, statement):
        inside = holds_token(statement, token)
        if token != statement.source and (not inside or (act == "demanded" and _is_to_act(table, statement, token))):
            return token
    return _asked(table, statement) if act == "demanded" else None


def _partners(table: TokenTable, statement: Statement) -> Iterator[int]:
    """The objects of the cue and of its "to", "with", "at" and "on"."""
    reading = table.reading
    for child in reading.children[statement.cue]:
        dep = reading.deps[child]
        if dep in ("dobj", "dative") and reading.tags[child] in ADDRESSED:
            yield child
        elif dep in ("prep", "dative") and reading.lemmas[child] in TOLD_TO:
            yield from (g for g in reading.children[child] if reading.deps[g] == "pobj")


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
