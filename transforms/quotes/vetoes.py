"""Named reasons for which a statement is none, or its source is nobody: rules that words alone can tell.

Each rule is a small function of the table and the statement. `refuse` drops a statement, `unname` leaves it without its
source; the names stand in VETOES and UNNAMED, so that a test and a reader can ask which rule spoke.
"""

from __future__ import annotations

from collections.abc import Callable, Iterable, Mapping
from dataclasses import dataclass

from transforms.grammar import STOPS
from transforms.quotes.fences import is_framed, reporter_of
from transforms.quotes.forms import content_words, has_clause
from transforms.quotes.spans import MOST_BRACKETED, parted_name
from transforms.quotes.statements import Statement, holds_token
from transforms.quotes.table import TokenTable

OTHERS = frozenset({"him", "her", "them", "me", "us"})
OWN_GUILT = frozenset({"to", "by"})  # "apologized to Roe for saying", "fired by Roe for saying"
BESIDE = "with"
BRACKETS = frozenset({"(", ")"})
OBJECTS = frozenset({"dobj", "dative", "iobj"})
WORDS_ALONE = (
    "voiceless",
    "telling",
    "naming",
    "setting",
    "hearing",
    "surface",
    "warning",
)  # uses of words that need no preposition, in the order of Doings


@dataclass(frozen=True)
class Doings:
    """Verbs that do something and report nothing, with the preposition they need ("" for none)."""

    deeds: frozenset[tuple[str, str]]  # "file": their object is no statement unless it is a clause
    performances: frozenset[tuple[str, str]]  # "sing", "read from": the marks behind them hold a title
    voiceless: frozenset[str]  # nouns that cannot speak: a price, a share
    telling: frozenset[str]  # verbs that stand behind their subject: whoever follows them is told
    naming: frozenset[str]  # what nobody is to do with a source: "not to be named"
    settings: frozenset[str]  # prepositions of where and when it was told: "told reporters at the gate"
    hearing: frozenset[str]  # nouns for those who are told in headlines: "Inquiry told tunnel was leaking"
    surfaces: frozenset[str]  # nouns for what words are written on: a sign, a banner
    warning: frozenset[str]  # verbs whose object before "that" is told: "warned [the board] that"


def read_doings(rows: Iterable[Mapping[str, str]]) -> Doings:
    """The rows of non_statements.csv."""
    found: dict[str, set[tuple[str, str]]] = {why: set() for why in ("deed", "performance", *WORDS_ALONE)}
    for row in rows:
        if row["why"] in found:
            found[row["why"]].add((row["word"], row["preposition"]))
    words = (frozenset(word for word, _ in found[why]) for why in WORDS_ALONE)
    return Doings(frozenset(found["deed"]), frozenset(found["performance"]), *words)


def is_telling(table: TokenTable, statement: Statement, doings: Doings) -> bool:
    """Whether the cue is a verb whose object is always told something."""
    return table.reading.lemmas[statement.cue].lower() in doings.telling


def does_something(table: TokenTable, statement: Statement, doings: Doings) -> bool:
    """Whether the cue is a deed whose object is a thing: "filed a lawsuit", "cast a long shadow"."""
    is_deed = _is_among(table, statement.cue, doings.deeds)
    tokens = [t for first, last in statement.runs for t in range(first, last)]
    said = any(table.inside_list[t] >= 0 or _tells(table, statement.cue, t) for t in tokens)
    return is_deed and not said


def _tells(table: TokenTable, cue: int, token: int) -> bool:
    """Whether a token is a verb that may say something, in no clause on the thing: "signed a bill that would"."""
    reading = table.reading
    if reading.pos[token] not in ("VERB", "AUX"):
        return False
    while reading.heads[token] != token and token != cue:
        above = reading.heads[token]
        if reading.deps[token] == "relcl" and reading.deps[above] == "dobj" and reading.heads[above] == cue:
            return False
        token = above
    return True


def performs(table: TokenTable, statement: Statement, doings: Doings) -> bool:
    """Whether a title is sung, played or read: the marks follow without a comma."""
    if not _is_among(table, statement.cue, doings.performances):
        return False
    return statement.source < 0 or not is_framed(table, statement.cue, statement.source)


def cannot_speak(table: TokenTable, statement: Statement, doings: Doings) -> bool:
    """Whether the source is a price, a measure or a share."""
    return statement.source >= 0 and table.reading.lemmas[statement.source].lower() in doings.voiceless


def points_at_somebody(table: TokenTable, statement: Statement, doings: Doings) -> bool:
    """Whether nothing but a pronoun for people stands behind the cue: "Poole defended them", "a group backing him"."""
    tokens = content_words(table, statement)
    return len(tokens) == 1 and tokens[0] > statement.cue and table.reading.words[tokens[0]].lower() in OTHERS


def is_setting(table: TokenTable, statement: Statement, doings: Doings) -> bool:
    """Whether the words are but where or when somebody was told: "told reporters at the gate, and he expects ..."."""
    reading, first = table.reading, statement.runs[0][0]
    if (
        not is_telling(table, statement, doings)
        or len(statement.runs) > 1
        or table.inside_list[first] >= 0
        or has_clause(table, statement)
    ):
        return False
    link = next((t for t in (first, first - 1) if reading.deps[t] == "prep"), None)
    return link is not None and link > statement.cue and reading.lemmas[link].lower() in doings.settings


def hides_a_name(table: TokenTable, statement: Statement, doings: Doings) -> bool:
    """Whether the source only asks to stay unnamed: "who asked not to be identified"."""
    reading = table.reading
    verbs = [c for c in reading.children[statement.cue] if reading.deps[c] == "xcomp"]
    return any(
        reading.lemmas[verb] in doings.naming and any(reading.deps[c] == "auxpass" for c in reading.children[verb])
        for verb in verbs
    )


def _is_among(table: TokenTable, cue: int, verbs: frozenset[tuple[str, str]]) -> bool:
    reading = table.reading
    lemma = reading.lemmas[cue].lower()
    prepositions = {reading.lemmas[c] for c in reading.children[cue] if reading.deps[c] == "prep"}
    return (lemma, "") in verbs or any((lemma, p) in verbs for p in prepositions)


def is_spoken_to(table: TokenTable, statement: Statement, doings: Doings) -> bool:
    """Whether the source is the object of the verb, whose own subject is left out: 'But told the Post: "No."'."""
    reading = table.reading
    if is_telling(table, statement, doings) and statement.source > statement.cue:
        return True
    is_object = reading.heads[statement.source] == statement.cue and reading.deps[statement.source] in OBJECTS
    return is_object and not asks_behind(table, statement.cue) and not is_framed(table, statement.cue, statement.source)


def is_told_in_headline(table: TokenTable, statement: Statement, doings: Doings) -> bool:
    """Whether a headline leaves out the "was" of whoever is told: "Inquiry told tunnel was leaking"."""
    reading, cue, source = table.reading, statement.cue, statement.source
    first, last = table.lines[reading.token_segment[cue]]
    is_headline = reading.words[last - 1] not in STOPS and reading.subtree(source)[0] == first
    is_bare = cue == source + 1 and not any(reading.deps[c] == "det" for c in reading.children[source])
    is_past = reading.tags[cue] in ("VBD", "VBN") and is_telling(table, statement, doings)
    return is_headline and is_bare and is_past and reading.lemmas[source].lower() in doings.hearing


def is_told_to(table: TokenTable, statement: Statement, doings: Doings) -> bool:
    """Whether a headline tells who is told to act: 'Ferry firm told to "shape up"'."""
    reading, cue = table.reading, statement.cue
    objects = [c for c in reading.children[cue] if reading.deps[c] in OBJECTS]
    is_past = reading.tags[cue] in ("VBD", "VBN") and is_telling(table, statement, doings)
    is_next = reading.words[cue + 1 : cue + 2] == ["to"] and statement.runs[0][0] - cue <= len(("to", "“"))
    return is_past and is_next and not objects and 0 <= statement.source < cue


def is_shown(table: TokenTable, statement: Statement, doings: Doings) -> bool:
    """Whether somebody only shows what is written: 'Poole held up a sign: "Mend the dam."'."""
    reading, cue = table.reading, statement.cue
    things = [c for c in reading.children[cue] if reading.deps[c] == "dobj" and not holds_token(statement, c)]
    if reading.deps[cue] == "relcl" and reading.heads[cue] != statement.source:
        things.append(reading.heads[cue])  # "wore a badge that read"
    if table.inside_list[statement.runs[0][0]] < 0:
        return False  # "sees a sign that sales are rising"
    return any(reading.lemmas[thing].lower() in doings.surfaces for thing in things)


def hearer_of_blame(table: TokenTable, statement: Statement) -> int | None:
    """Who said it where another blames or thanks them for it: "angry with Roe for saying ...", -> Roe.

    None where the cue is no gerund of that kind, and behind verbs of one's own guilt ("apologized to Roe for saying").
    """
    reading, cue = table.reading, statement.cue
    preposition = reading.heads[cue]
    if reading.tags[cue] != "VBG" or reading.lemmas[preposition] != "for" or preposition > cue:
        return None
    first = reading.sentences[reading.token_sentence[cue]][0]
    for token in range(preposition - 1, first - 1, -1):
        if reading.pos[token] in ("VERB", "AUX"):
            return None
        if table.called[token] == "PERSON" and reading.deps[token] in ("dobj", "pobj"):
            return None if reading.lemmas[reading.heads[token]] in OWN_GUILT else token
    return None


def subject_beside(table: TokenTable, statement: Statement) -> int | None:
    """Who says it in words set beside a sentence: "The union walked out, with its head, Dana Poole, calling it ..."."""
    reading, cue = table.reading, statement.cue
    verb = reading.heads[cue]
    if reading.tags[cue] != "VBG" or reading.deps[cue] != "advcl" or verb > cue:
        return None
    for preposition in reading.children[verb]:
        if reading.lemmas[preposition] == BESIDE and preposition < cue:
            last = reading.subtree(preposition)[1]
            subject = next((c for c in reading.children[preposition] if reading.deps[c] == "pobj"), None)
            if subject is not None and last <= cue and all(table.loose[t] for t in range(last, cue)):
                return subject
    return None


def holder_of_brackets(table: TokenTable, statement: Statement) -> int | None:
    """The person behind whose name the source stands in brackets: "Poole (R-Norvik) said" is Poole's."""
    words, source = table.reading.words, statement.source
    opening = next((t for t in range(source, max(source - MOST_BRACKETED, 0), -1) if words[t] in BRACKETS), -1)
    if opening < 1 or words[opening] == ")":
        return None
    return opening - 1 if table.called[opening - 1] == "PERSON" else None


def asks_behind(table: TokenTable, cue: int) -> bool:
    """Whether whoever stands behind a cue puts the question right before it: '"Why?" asked [the bench]'."""
    reading = table.reading
    is_question = cue > 1 and table.inside_list[cue - 1] >= 0 and reading.words[cue - 2] == "?"
    return (
        is_question
        and table.inside_list[cue] < 0
        and not any(reading.deps[c] == "nsubj" for c in reading.children[cue])
    )


def asker_behind(table: TokenTable, statement: Statement) -> int | None:
    """Who asks a question right before the cue, where the parse takes them for who is asked."""
    reading = table.reading
    if statement.source >= 0 or not asks_behind(table, statement.cue):
        return None
    return next((c for c in reading.children[statement.cue] if reading.deps[c] == "dobj" and c > statement.cue), None)


def name_behind_title(table: TokenTable, statement: Statement) -> int | None:
    """Who says a passage right before a verb that the parse hangs on the name: '"Why?" asked clerk Dana Poole'."""
    reading, cue = table.reading, statement.cue
    name = reading.heads[cue]
    is_led = statement.source < 0 and cue > 0 and table.inside_list[cue - 1] >= 0 and table.inside_list[cue] < 0
    is_turned = is_led and reading.deps[cue] in ("amod", "compound") and reading.tags[cue] in ("VBD", "VBN")
    return name if is_turned and name > cue and table.called[name] == "PERSON" else None


def reporter_joined(table: TokenTable, statement: Statement) -> int | None:
    """Whoever says one thing and then another: "[Poole] said the mill would close but blamed the owners"."""
    return reporter_of(table, statement.cue)


def name_behind_clause(table: TokenTable, statement: Statement) -> int | None:
    """The second of two people whom one comma parts: "Asked whether he would pay Poole, Roe said"."""
    return parted_name(table, statement.source)


PUT_RIGHT = (
    hearer_of_blame,
    subject_beside,
    holder_of_brackets,
    name_behind_title,
    asker_behind,
    reporter_joined,
    name_behind_clause,
)  # each gives the source that is meant instead
Veto = Callable[[TokenTable, Statement, Doings], bool]
VETOES: tuple[tuple[str, Veto], ...] = (
    ("does something", does_something),
    ("performs", performs),
    ("cannot speak", cannot_speak),
    ("points at somebody", points_at_somebody),
    ("is a setting", is_setting),
    ("hides a name", hides_a_name),
)
UNNAMED: tuple[tuple[str, Veto], ...] = (
    ("is spoken to", is_spoken_to),
    ("is told", is_told_in_headline),
    ("is told to", is_told_to),
    ("is shown", is_shown),
)


def refuse(table: TokenTable, statement: Statement, doings: Doings) -> str | None:
    """The name of the first rule by which the statement is none."""
    return next((name for name, rule in VETOES if rule(table, statement, doings)), None)


def unname(table: TokenTable, statement: Statement, doings: Doings) -> str | None:
    """The name of the first rule by which the source of a statement is not who says it."""
    if statement.source < 0:
        return None
    return next((name for name, rule in UNNAMED if rule(table, statement, doings)), None)
