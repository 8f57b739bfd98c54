"""Whether the text says that something was not said, or that nobody said it."""

from __future__ import annotations

from transforms.grammar import DENYING
from transforms.quotes.statements import Statement, holds_token
from transforms.quotes.table import TokenTable


def is_negated(table: TokenTable, statement: Statement) -> bool:
    """Whether the attribution is denied: "did not say that ...", "no union leader said ...", "nobody believes ..."."""
    return _is_denied(table, statement) or (statement.source >= 0 and _is_nobody(table, statement.source))


def _is_denied(table: TokenTable, statement: Statement) -> bool:
    """Whether "not" or "never" hangs on the cue, or on the verb whose infinitive it is ("did not want to say").

    One within the content denies that: "The mill, he added, never paid".
    """
    reading, cue = table.reading, statement.cue
    verbs = [cue]
    if reading.deps[cue] == "xcomp":
        verbs.append(reading.heads[cue])
    denials = [child for verb in verbs for child in reading.children[verb] if reading.deps[child] == "neg"]
    return any(not holds_token(statement, child) for child in denials)


def _is_nobody(table: TokenTable, source: int) -> bool:
    """Whether the source is "nobody", "none of them", "no minister" or "neither side"."""
    reading = table.reading
    if reading.lemmas[source].lower() in DENYING:
        return True
    if any(reading.deps[c] == "det" and reading.lemmas[c].lower() in DENYING for c in reading.children[source]):
        return True
    before = source - 1
    return reading.lemmas[source].lower() == "one" and before >= 0 and reading.lemmas[before].lower() == "no"
