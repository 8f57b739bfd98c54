"""Statements that layout shows without any verb: turns, labelled and signed quotations, interviews."""

from __future__ import annotations

from collections.abc import Collection, Iterator

from transforms.quotes.statements import Statement
from transforms.quotes.table import TokenTable
from transforms.reading.labels import (
    Label,
    find_interview,
    find_labels,
    find_transcript,
    is_answer,
    is_question,
)

DASHES = frozenset({"—", "―", "–", "--", "-", "~", "---"})
MOST_NAME_WORDS = 8
MOST_SIGNED = 14  # words of a line that signs the quotation above it
SURE = 0.95  # what the judge would have to say of them; the calibration turns it into the row's confidence
UNCUED = frozenset({"signed below", "question", "answer"})  # kinds of statements that no word or sign reports
WORDLESS = UNCUED | {"signed", "turn", "beat"}  # kinds that are said to nobody in particular
TALKING = frozenset({"speak", "talk", "tell", "chat"})
JOINERS = ("de", "la", "van", "von", "of", "the", "and", "du", "der")


def find_layout_statements(table: TokenTable, press: Collection[str] = ()) -> list[Statement]:
    """The signed quotations ('"..." — Jane Roe'), the turns of a transcript ("ROE: ...") and of interviews.

    press: what those who ask are, "reporter" and the like; whoever is called so gives no answers.
    """
    labels = find_labels(table.reading)
    transcript = find_transcript(table.reading, labels)
    turns = list(_find_turns(table, transcript, press)) if transcript else list(_find_labelled(table, labels))
    return [*_find_signed(table), *turns, *([] if transcript else _find_interview(table, press))]


def _find_signed(table: TokenTable) -> Iterator[Statement]:
    """A line that is one quotation, signed behind it or on the next line: a dash and a name, or there a name alone."""
    for segment, (first, last) in table.lines.items():
        places = table.passages_of_line(segment)
        if not places or table.passage_tokens[places[0]][0] != first:
            continue
        end = table.passage_tokens[places[-1]][1]
        behind = _next_word(table, end, last)
        if behind is not None:
            found = _signed_by(table, behind, last, (first, end), "signed")
        else:
            line = table.lines.get(segment + 1)
            start = None if line is None else _next_word(table, *line)
            found = (
                None
                if start is None or line is None
                else _signed_by(table, start, line[1], (first, end), "signed below")
            )
        if found is not None:
            yield found


def _signed_by(table: TokenTable, start: int, last: int, run: tuple[int, int], kind: str) -> Statement | None:
    """The signature that begins at a token: a dash and a name, or a short line that is a name and a title alone."""
    reading = table.reading
    if reading.words[start] in DASHES:
        name = _name_words(table, start + 1, last)
        return Statement(start, name[-1], [run], "signed", 0.0, SURE) if name else None
    name = _name_words(table, start, last)
    calm = last - start <= MOST_SIGNED and not any(p in ("VERB", "AUX") for p in reading.pos[start:last])
    if kind == "signed" or not calm or len(name) < 2 or reading.words[last - 1] in (".", "?", "!", ":"):
        return None
    return Statement(start, name[-1], [run], kind, 0.0, SURE)


def _next_word(table: TokenTable, first: int, last: int) -> int | None:
    return next((t for t in range(first, last) if not table.reading.words[t].isspace()), None)


def _name_words(table: TokenTable, first: int, last: int) -> list[int]:
    """The words of a name that begins at `first`, before a comma or the line's end; none where other words follow."""
    words: list[int] = []
    for token in range(first, last):
        text = table.reading.words[token]
        if text.isspace():
            continue
        if text[0] in ",.(;" and words:
            break
        if not (text[0].isupper() or text in JOINERS):
            return []
        words.append(token)
    return words if len(words) <= MOST_NAME_WORDS else []


def _find_turns(table: TokenTable, labels: list[Label], press: Collection[str]) -> Iterator[Statement]:
    """The turns of a transcript; "A:" stands for the one person named before the first question.

    An office stands for whoever an earlier label named in brackets behind it: "The Chair (Jane Roe):", "The Chair:".
    """
    answers, words = _person_before(table, labels[0].segment, press), table.reading.words
    holders: dict[tuple[str, ...], int] = {}
    for label in labels:
        if words[label.first - 1] == "(":
            holders[tuple(words[table.lines[label.segment][0] : label.first - 1])] = label.last - 1
        turn = _turn(table, label, labels)
        if turn is not None:
            if is_answer(table.reading, label):
                turn.stands_for = answers
            elif is_question(table.reading, label):
                turn.stands_for = turn.source
            else:
                turn.stands_for = holders.get(tuple(words[label.first : label.last]), -1)
            yield turn


def _find_labelled(table: TokenTable, labels: list[Label]) -> Iterator[Statement]:
    """The labels outside transcripts that quotations follow, on the line or on the next one."""
    for label in labels:
        turn = _turn(table, label, labels)
        if turn is not None and _is_name(table, label) and table.inside_list[turn.runs[0][0]] >= 0:
            yield turn


def _is_name(table: TokenTable, label: Label) -> bool:
    """Whether the words of a label are a name: several, or one that is part of a longer name elsewhere."""
    reading = table.reading
    if label.last - label.first > 1:
        return any(tag in ("NNP", "NNPS") for tag in reading.tags[label.first : label.last])
    word = reading.words[label.first]
    return any(
        w == word and t and t != label.first and reading.words[t - 1].istitle() for t, w in enumerate(reading.words)
    )


def _turn(table: TokenTable, label: Label, labels: list[Label]) -> Statement | None:
    """What follows a label to the end of its line, or the quotation on the next, and in lines that reopen its marks."""
    segment, first, last = label.segment, label.colon + 1, label.end
    start = _next_word(table, first, last)
    if start is None:
        line = table.lines.get(segment + 1)
        if line is None or table.inside_list[line[0]] < 0:
            return None
        segment, (start, last) = segment + 1, line
    taken = {other.segment for other in labels}
    while segment + 1 not in taken and (following := _reopened(table, segment)) is not None:
        segment, last = segment + 1, following
    last = _without_signs(table, start, last)
    name = (label.first, label.last)
    return Statement(label.colon, name[1] - 1, [(start, last)], "turn", 0.0, SURE, name) if start < last else None


def _without_signs(table: TokenTable, first: int, last: int) -> int:
    while last > first and table.reading.words[last - 1].isspace():
        last -= 1
    return last


def _reopened(table: TokenTable, segment: int) -> int | None:
    """The end of the next line where it reopens a quotation that this line left open."""
    line = table.lines.get(segment + 1)
    places = table.passages_of_line(segment)
    if line is None or not places or table.passages[places[-1]].is_closed or table.inside_list[line[0]] < 0:
        return None
    return line[1]


def _find_interview(table: TokenTable, press: Collection[str]) -> Iterator[Statement]:
    """Questions and answers that alternate line by line, where one person was named before them."""
    person = -1
    for number, (question, answer) in enumerate(find_interview(table.reading)):
        if number == 0 and (person := _person_before(table, question, press)) < 0:
            return
        for segment, kind, meant in ((question, "question", -1), (answer, "answer", person)):
            first, last = table.lines[segment]
            yield Statement(first, meant, [(first, last)], kind, 0.0, SURE)


def _person_before(table: TokenTable, segment: int, press: Collection[str]) -> int:
    """The head of the one person's name in the lines before a segment, -1 where there is none or are several.

    Whoever asks is left out: "our reporter Dana Poole", "She spoke to Dana Poole".
    """
    found: dict[str, int] = {}
    asking = set()
    for first, last, label in table.reading.entities:
        if label == "PERSON" and table.reading.token_segment[first] < segment:
            found.setdefault(table.reading.words[last - 1], last - 1)
            is_press = bool(first) and table.reading.words[first - 1].lower() in press
            if is_press or _is_spoken_to(table, last - 1):
                asking.add(table.reading.words[last - 1])
    found = {word: place for word, place in found.items() if word not in asking}
    return next(iter(found.values())) if len(found) == 1 else -1


def _is_spoken_to(table: TokenTable, name: int) -> bool:
    """Whether "he" or "she" is said to have talked to somebody: "She spoke to the Courier's Dana Poole"."""
    reading = table.reading
    verb = reading.heads[reading.heads[name]] if reading.deps[name] == "pobj" else reading.heads[name]
    if reading.lemmas[verb].lower() not in TALKING:
        return False
    return any(reading.deps[c] == "nsubj" and reading.words[c].lower() in ("he", "she") for c in reading.children[verb])
