"""Statements that a line's layout shows without any verb: signed quotations and the turns of a transcript."""

from __future__ import annotations

from transforms.quotes.statements import Statement
from transforms.quotes.table import TokenTable

DASHES = frozenset({"—", "―", "–", "--", "-", "~", "---"})
MOST_NAME_WORDS = 8
LEAST_TURNS = 3  # so many labelled lines make a transcript; a single "UPDATE:" does not
SURE = 0.95  # what the judge would have to say of them; the calibration turns it into the row's confidence
NAME_TAGS = frozenset({"NNP", "NNPS"})


def find_layout_statements(table: TokenTable) -> list[Statement]:
    """The signed quotations ('"..." — Jane Roe') and, in a transcript, its turns ("ROE: ...")."""
    return [*find_signed(table), *find_turns(table)]


def find_signed(table: TokenTable) -> list[Statement]:
    """A line that is one quotation, a dash and a name."""
    found = []
    for segment, (first, last) in table.lines.items():
        places = table.passages_of_line(segment)
        if not places or table.passage_tokens[places[0]][0] != first:
            continue
        end = table.passage_tokens[places[-1]][1]
        dash = _next_word(table, end, last)
        if dash is None or table.reading.words[dash] not in DASHES:
            continue
        name = _name_words(table, dash + 1, last)
        if name:
            found.append(Statement(dash, name[-1], [(first, end)], "signed", 0.0, SURE))
    return found


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
        if not (text[0].isupper() or text in ("de", "la", "van", "von", "of", "the", "and")):
            return []
        words.append(token)
    return words if len(words) <= MOST_NAME_WORDS else []


def find_turns(table: TokenTable) -> list[Statement]:
    """The lines that begin with a name in capitals and a colon, where the article has several."""
    labels = [(line, label) for line in table.lines.items() if (label := _turn_label(table, *line[1]))]
    if len(labels) < LEAST_TURNS:
        return []
    found = []
    for (segment, (_, last)), (name, colon) in labels:
        end = last
        while (following := _reopened(table, segment)) is not None:
            segment, (_, end) = segment + 1, following
        if colon + 1 < end:
            found.append(Statement(colon, name, [(colon + 1, end)], "turn", 0.0, SURE))
    return found


def _turn_label(table: TokenTable, first: int, last: int) -> tuple[int, int] | None:
    """The last word of the name and the colon of a line's label."""
    reading, name = table.reading, -1
    for token in range(first, min(last, first + MOST_NAME_WORDS)):
        word = reading.words[token]
        if word == ":":
            return (name, token) if name >= 0 else None
        if token == first and table.inside_list[token] >= 0 and not word[0].isalnum():
            continue
        if not word.isupper() or len(word) < 2:
            return None
        name = token
    return None


def _reopened(table: TokenTable, segment: int) -> tuple[int, int] | None:
    """The next line's tokens where it reopens a quotation that this line left open, and begins no turn of its own."""
    line = table.lines.get(segment + 1)
    places = table.passages_of_line(segment)
    if line is None or not places or table.passages[places[-1]].is_closed or table.inside_list[line[0]] < 0:
        return None
    return None if _turn_label(table, *line) else line
