"""What a statement's content is made of: words in marks, a clause, or a bare phrase."""

from __future__ import annotations

from transforms.grammar import ACTOR_LABELS
from transforms.quotes.spans import source_span
from transforms.quotes.statements import Statement
from transforms.quotes.table import TokenTable

MOST_HEARER = 15  # tokens of a hearer's name and description
MEDIUM_LINKS = frozenset({"in", "on", "at", "via", "through", "during", "by", "for"})
MOST_MEDIUM = 8  # tokens of a letter and whose it is
MOST_TITLES = 4  # words of titles before a holder's name
GROUPS = ("marks", "clause", "phrase")


def group_of(table: TokenTable, statement: Statement) -> int:
    """The place in GROUPS of a statement: the same score means something else for each, so each is calibrated."""
    if kind_of(table, statement) != "indirect":
        return 0
    return 1 if has_clause(table, statement) else 2


def kind_of(table: TokenTable, statement: Statement) -> str:
    """direct when every word of the content is in marks, mixed when some are; marks round the cue too do not count."""
    own = table.inside_list[statement.cue]
    words = content_words(table, statement)
    quoted = sum(1 for t in words if table.inside_list[t] >= 0 and table.inside_list[t] != own)
    if not quoted:
        return "indirect"
    return "direct" if quoted == len(words) else "mixed"


def content_words(table: TokenTable, statement: Statement) -> list[int]:
    """The tokens of the content without punctuation."""
    return [t for first, last in statement.runs for t in range(first, last) if not table.loose[t]]


def has_clause(table: TokenTable, statement: Statement) -> bool:
    """Whether the content has a subject, or begins as an infinitive or a gerund."""
    tags, subjects = table.reading.tags, table.running_subjects
    for first, last in statement.runs:
        if subjects[last] > subjects[first] or any(tag in ("TO", "VBG") for tag in tags[first : min(last, first + 2)]):
            return True
    return False


def with_adverbs(table: TokenTable, cue: int, run: tuple[int, int]) -> tuple[int, int]:
    """A run behind the cue with the adverbs that a comma parts from it: "The mill, he added, [never paid]"."""
    reading, start = table.reading, run[0]
    while start - 1 > cue and reading.tags[start - 1] == "RB":
        start -= 1
    is_parted = start - 1 > cue and reading.words[start - 1] == ","
    return (start, run[1]) if is_parted and table.inside_list[run[0]] < 0 else run


def without_hearer(
    table: TokenTable, statement: Statement, is_telling: bool, is_warning: bool = False
) -> tuple[int, int]:
    """The first run without whom it is told: "told Roe, a clerk, [that ...]", "told the station [he had ...]".

    `is_telling`: whether the verb's object is always a hearer; `is_warning`: whether it is one before "that".
    Where that object has been left out already, what is said of where it is told goes, too: "told reporters outside
    the court [that ...]".
    """
    reading, (first, last) = table.reading, statement.runs[0]
    between = range(statement.cue + 1, first)
    is_told = is_warning and _is_warned(table, statement.cue, first)
    is_telling = is_telling or is_told
    is_near = len(between) <= (MOST_HEARER if is_telling else 0)
    if not is_near or first <= statement.cue or any(reading.pos[t] in ("VERB", "AUX") for t in between):
        return first, last
    if table.inside_list[first] >= 0:
        return first, last
    is_hearer = table.called[first] in ACTOR_LABELS or (is_telling and reading.tags[first] in ("DT", "NNS", "NN"))
    is_hearer = is_hearer or is_told
    for token in range(first + 1, min(last, first + MOST_HEARER)) if is_hearer else ():
        if reading.pos[token] in ("VERB", "AUX"):
            break
        is_clause = is_telling and reading.tags[token] == "PRP" and reading.deps[token] == "nsubj"
        if is_clause or (reading.deps[token] == "mark" and reading.lemmas[token] == "that"):
            return token, last
    return first, last


def within_brackets(table: TokenTable, run: tuple[int, int]) -> tuple[int, int]:
    """A run up to a bracket, outside marks, that it does not close or open: "[The mill is safe] (Roe says)"."""
    words, (first, last) = table.reading.words, run
    opened = 0
    for token in (t for t in range(first, last) if table.inside_list[t] < 0):
        opened += words[token].count("(") - words[token].count(")")
        if opened < 0 and words[token] == ")" and token > first:
            return first, token
    is_left_open = opened > 0 and words[last - 1] == "(" and last - 1 > first
    return (first, last - 1) if is_left_open else (first, last)


def told_before(table: TokenTable, statement: Statement) -> tuple[int, int] | None:
    """What is told where but hearer and place follow the cue: "[It earns little], its head, Roe, told us".

    The parse takes such a sentence for two, side by side without "and". None where it is otherwise.
    """
    reading, cue, (first, last) = table.reading, statement.cue, statement.runs[0]
    head, starts = reading.heads[cue], source_span(table, statement.source, cue)[0] if statement.source >= 0 else 0
    is_beside = reading.deps[cue] == "conj" and head < starts - 1 and reading.words[starts - 1] == ","
    if not is_beside or first < cue or len(statement.runs) > 1 or has_clause(table, statement):
        return None
    is_joined = any(reading.deps[c] == "cc" for c in reading.children[head] if head < c < cue)
    is_marked = any(table.inside_list[t] >= 0 for t in range(first, last))
    start = reading.edges[0][head]
    has_subject = table.running_subjects[starts - 1] > table.running_subjects[start]
    return (start, starts - 1) if has_subject and not is_joined and not is_marked else None


def _is_warned(table: TokenTable, cue: int, first: int) -> bool:
    """Whether the content begins with the object of its verb, behind which "that" follows: "warned [clerks] that"."""
    reading = table.reading
    things = [c for c in reading.children[cue] if reading.deps[c] in ("dobj", "dative") and c >= first]
    if not things or reading.subtree(things[0])[0] != first:
        return False
    return reading.words[things[0] + 1 : things[0] + 2] == ["that"]


def whole_clause(table: TokenTable, cue: int, run: tuple[int, int]) -> tuple[int, int]:
    """A run up to the end of the clause that its "that" opens, and from the head of a sum that it cuts.

    "said [that of the $9 million promised], only $3 million had come" is all said.
    """
    reading, (first, last) = table.reading, run
    is_cut = first > cue and reading.lemmas[first] == "that" and reading.words[last : last + 1] == [","]
    for verb in reading.children[cue] if is_cut else ():
        begins = reading.subtree(verb)[0]
        if (
            reading.deps[verb] == "ccomp"
            and verb >= last
            and (begins in (last, last + 1) or reading.heads[first] == verb)
        ):
            last = reading.subtree(verb)[1]
    before = reading.words[first - 1][-1:] if first else ""
    is_sum = before.isdigit() and reading.tags[first] == "CD" and first - 1 > cue
    return (first - 1 if is_sum else first), last


def without_medium(table: TokenTable, statement: Statement) -> tuple[int, int]:
    """The first run without that by which it is told: "said in a letter [that ...]"."""
    reading, (first, last) = table.reading, statement.runs[0]
    link = first - 1
    is_led = link > statement.cue and reading.deps[link] == "prep" and reading.heads[link] == statement.cue
    if not is_led or reading.lemmas[link].lower() not in MEDIUM_LINKS:
        return first, last
    for token in range(first + 1, min(last, first + MOST_MEDIUM)):
        if reading.pos[token] in ("VERB", "AUX") or table.inside_list[token] >= 0:
            break
        if reading.deps[token] == "mark" and reading.lemmas[token] == "that":
            return token, last
    return first, last


def without_question(table: TokenTable, statement: Statement) -> list[tuple[int, int]]:
    """The runs without what a speaker was asked: "[Asked whether it would close], Poole said: “No.”"."""
    reading, cue = table.reading, statement.cue
    kept = [run for run in statement.runs if not _is_question_put(table, cue, run)]
    return kept if kept and reading.words[cue].lower() != "asked" else statement.runs


def _is_question_put(table: TokenTable, cue: int, run: tuple[int, int]) -> bool:
    reading, first = table.reading, run[0]
    is_first = reading.sentences[reading.token_sentence[cue]][0] == first and run[1] <= cue
    is_asked = reading.words[first].lower() == "asked" and reading.heads[first] == cue
    return is_first and is_asked and table.inside_list[first] < 0


def without_holder(table: TokenTable, statement: Statement) -> tuple[int, int]:
    """The first run without whom a source names, which is a person: "According to the mayor, Dana Poole, [it ...]"."""
    words, called = table.reading.words, table.called
    first, last = statement.runs[0]
    end = source_span(table, statement.source, statement.cue)[1]
    is_next = end < first <= end + 1 and words[end] == ","
    if not is_next or called[statement.source] == "PERSON" or table.inside_list[first] >= 0:
        return first, last
    name = first
    while name < min(last, first + MOST_TITLES) and called[name] != "PERSON" and table.reading.tags[name] == "NNP":
        name += 1
    behind = name
    while behind < last and called[behind] == "PERSON":
        behind += 1
    is_holder = behind > name and behind + 1 < last and words[behind] == ","
    return (behind + 1, last) if is_holder else (first, last)
