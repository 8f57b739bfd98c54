"""Candidates for the source and the content of a cue, read off the parse, the marks and the line.

They are plain tuples of token numbers, so that thousands of them cost little; `features.py` turns them into columns.
"""

from __future__ import annotations

from bisect import bisect_left, bisect_right
from collections.abc import Sequence
from typing import NamedTuple

from transforms.quotes.table import TokenTable, first_within

SOURCE_WINDOW = 30  # tokens before and after the cue
MOST_BRACKETED = 8  # tokens in brackets behind a name
MOST_CHILDREN = 12
WHERE = frozenset({"at", "in", "on", "during"})  # of a setting that a source may seem to stand in, not of a date
MOST_TOKENS = 400  # a span candidate longer than this is no statement
CLIMB = 6
HELPERS = frozenset({"punct", "aux", "auxpass", "neg", "det", "cc"})  # they are no content of their own
HOLDERS = frozenset({"dobj", "xcomp", "acomp", "attr", "prep", "prt", "advcl", "oprd", "ccomp", "nsubj"})


class SourceCandidate(NamedTuple):
    """A noun phrase that may be the source of the cue: its head word and the relation that leads there."""

    cue: int
    head: int  # -1: nobody is named
    path: str
    order: int  # 0 for the nearest before the cue, 1 for the next, ...; negative after it


class ContentCandidate(NamedTuple):
    """One or two runs of tokens, half open, that may be what the cue reports."""

    cue: int
    first: int
    last: int
    second_first: int  # second run, empty when equal to second_last
    second_last: int
    kind: str
    root: int


def source_candidates(table: TokenTable, cue: int) -> list[SourceCandidate]:
    """The heads of noun phrases round the cue, and nobody."""
    chain = _ancestors(table, cue)
    found = [SourceCandidate(cue, -1, "none", 0)]
    line_first, line_last = table.lines[table.reading.token_segment[cue]]
    first, last = max(line_first, cue - SOURCE_WINDOW), min(line_last, cue + SOURCE_WINDOW)
    sources = table.noun_heads
    place = bisect_left(sources, cue)
    before = sources[bisect_left(sources, first) : place][::-1]
    after = sources[bisect_right(sources, cue) : bisect_left(sources, last)]
    for order, token in enumerate(before):
        found.append(SourceCandidate(cue, token, _path(table, token, chain), min(order, 5)))
    for order, token in enumerate(after):
        found.append(SourceCandidate(cue, token, _path(table, token, chain), -1 - min(order, 5)))
    return found


def _ancestors(table: TokenTable, token: int) -> dict[int, str]:
    """The token and the words above it, each with the relations that lead up to it."""
    heads, deps = table.reading.heads, table.deps
    chain, path = {token: ""}, ""
    for _ in range(CLIMB):
        head = heads[token]
        if head == token:
            break
        path += "^" + deps[token]
        chain[head] = path
        token = head
    return chain


def _path(table: TokenTable, token: int, chain: dict[int, str]) -> str:
    """The relations from the cue up and down to the token; "far" when they meet nowhere near."""
    heads, deps = table.reading.heads, table.deps
    down = ""
    for _ in range(CLIMB):
        up = chain.get(token)
        if up is not None:
            return up + down
        down = "/" + deps[token] + down
        head = heads[token]
        if head == token:
            break
        token = head
    return "far"


def source_span(table: TokenTable, head: int, cue: int) -> tuple[int, int]:
    """The noun phrase of a source: its whole subtree, cut before the cue or the passage that it must not hold."""
    reading = table.reading
    first, last = reading.subtree(head)
    if first <= cue < last:
        left, right = reading.subtree(cue)
        if cue > head:
            last = max(head + 1, left if left > head else cue)
        else:
            first = min(head, right if right <= head else cue + 1)
    inside = table.inside
    while last - 1 > head and (inside[last - 1] != inside[head] or reading.words[last - 1] in ",;:—–-"):
        last -= 1
    while first < head and (inside[first] != inside[head] or reading.words[first] in ",;:—–-"):
        first += 1
    return first, last + close_brackets(reading.words, first, last)


def close_brackets(words: Sequence[str], first: int, last: int) -> int:
    """By how many tokens to move the end of words that cut brackets in two: "Dana Poole (the owner", "Acme)"."""
    opened = words[first:last].count("(") - words[first:last].count(")")
    if opened > 0 and words[last : last + 1] == [")"]:
        return 1
    return -1 if opened < 0 and words[last - 1] == ")" else 0


def content_candidates(table: TokenTable, cue: int) -> list[ContentCandidate]:
    """The runs of tokens that the cue may report, without repeats; the first rule that gives a run names it."""
    maker = _ContentMaker(table, cue)
    maker.add_children(cue, "")
    maker.add_grandchildren()
    maker.add_ancestors()
    maker.add_line()
    maker.add_passages()
    return maker.found


def without_settings(table: TokenTable, cue: int) -> list[ContentCandidate]:
    """The candidates, without where and when it was said once a clause before the cue is what was said.

    "The mill will close, Roe announced at a meeting": not the meeting.
    """
    reading, found = table.reading, content_candidates(table, cue)
    if not any(c < cue and reading.deps[c] == "ccomp" for c in reading.children[cue]):
        return found
    return [c for c in found if not _is_setting(table, c)]


def _is_setting(table: TokenTable, candidate: ContentCandidate) -> bool:
    """Whether a candidate behind its cue is a phrase of where or when, with its preposition or without."""
    if candidate.first < candidate.cue or not candidate.kind.startswith("prep"):
        return False
    words, first = table.reading.words, candidate.first
    return words[first - 1 if ">p" in candidate.kind else first].lower() in WHERE


def parted_name(table: TokenTable, source: int) -> int | None:
    """The second of two people whom one comma parts, where the parse takes it for another name of the first.

    The first is the object of a clause that the sentence opens with: "Asked whether he would pay Poole, [Roe] said".
    """
    if source < 0 or table.called[source] != "PERSON" or not _is_object(table, source):
        return None
    reading = table.reading
    beside = [child for child in reading.children[source] if reading.deps[child] == "appos"]
    first, last = reading.subtree(beside[0]) if len(beside) == 1 else (0, 0)
    is_name = last > first and all(table.called[token] == "PERSON" for token in range(first, last))
    is_parted = is_name and reading.words[first - 1] == "," and reading.words[last : last + 1] != [","]
    return beside[0] if is_parted else None


def first_of_list(table: TokenTable, source: int) -> int:
    """The first of a list of people whose names have brackets behind them: "Ada [Poole] (R-Norvik), Nils Moe said"."""
    found = source
    while found >= 0 and (before := _named_before(table, found)) is not None:
        found = before
    return source if found == source or _is_object(table, found) else found


def start_of_name(table: TokenTable, last: int) -> int:
    """The first word of the person's name that ends with a token."""
    while last > 0 and table.called[last] == table.called[last - 1] == "PERSON":
        last -= 1
    return last


def _named_before(table: TokenTable, name: int) -> int | None:
    """The last word of the person before a name, where brackets and a comma or "and" part the two."""
    words, called = table.reading.words, table.called
    name = start_of_name(table, name)
    link = name - 1
    while link > 0 and words[link].lower() in (",", "and"):
        link -= 1
    if called[name] != "PERSON" or link == name - 1 or link < 1 or words[link] != ")":
        return None
    opening = next((t for t in range(link, max(link - MOST_BRACKETED, 0), -1) if words[t] == "("), 0)
    return opening - 1 if opening and called[opening - 1] == "PERSON" else None


def _is_object(table: TokenTable, token: int) -> bool:
    """Whether a verb or a preposition stands right before a name."""
    first = token
    while first and table.called[first - 1] == "PERSON":
        first -= 1
    return first > 0 and table.reading.tags[first - 1].startswith(("IN", "TO", "VB"))


class _ContentMaker:
    """Collects the content candidates of one cue."""

    def __init__(self, table: TokenTable, cue: int) -> None:
        self.table = table
        self.reading = table.reading
        self.cue = cue
        self.found: list[ContentCandidate] = []
        self.asked: set[tuple[int, int, int, int]] = set()  # as they were given
        self.seen: set[tuple[int, int, int, int]] = set()  # as they are kept
        reading = table.reading
        self.left, self.right = reading.edges
        self.inside = table.inside_list
        self.own = self.inside[cue]
        self.sentence = reading.sentences[reading.token_sentence[cue]]
        self.line = table.lines[reading.token_segment[cue]]

    def add(self, first: int, last: int, kind: str, root: int, second: tuple[int, int] = (0, 0)) -> None:
        """Keeps a candidate, grown to the edges of the passages it touches, without punctuation at its edges."""
        asked = (first, last, *second)
        if asked in self.asked:
            return
        self.asked.add(asked)
        first, last = self._fit(first, last)
        second_first, second_last = self._fit(*second) if second[0] < second[1] else (0, 0)
        if second_first >= second_last:
            second_first = second_last = 0
        if first >= last:
            first, last, second_first, second_last = second_first, second_last, 0, 0
        if first >= last or last - first > MOST_TOKENS or first <= self.cue < last:
            return
        if second_first and (second_first <= self.cue < second_last or second_first < last):
            second_first = second_last = 0
        key = (first, last, second_first, second_last)
        if key not in self.seen:
            self.seen.add(key)
            self.found.append(ContentCandidate(self.cue, first, last, second_first, second_last, kind, root))

    def _fit(self, first: int, last: int) -> tuple[int, int]:
        """The tokens grown to the passages at their edges, but the cue's own, then without loose tokens there."""
        if first >= last:
            return first, last
        table, inside, own = self.table, self.inside, self.own
        place = inside[first]
        if place >= 0 and place != own:
            first = min(first, table.passage_tokens[place][0])
        place = inside[last - 1]
        if place >= 0 and place != own:
            last = max(last, table.passage_tokens[place][1])
        firm = table.firm_from[first]
        first = firm if firm < last else last
        firm = table.firm_to[last]
        return first, firm if firm > first else first

    def add_children(self, token: int, prefix: str) -> None:
        """Each dependent's subtree, alone and with what follows it."""
        reading, cue = self.reading, self.cue
        for child in reading.children[token][:MOST_CHILDREN]:
            dep = reading.deps[child]
            if dep in HELPERS:
                continue
            name = f"{prefix}{dep}"
            first, last = self.left[child], self.right[child] + 1
            self.add(first, last, name, child)
            self._add_shortened(first, last, name, child)
            if child > cue:
                self.add(first, self.right[token] + 1, f"{name}+", child)
                if dep in ("ccomp", "xcomp", "dobj", "advcl", "parataxis", "prep", "pobj"):
                    self.add(first, self.sentence[1], f"{name}++", child)
            elif dep in ("ccomp", "parataxis", "advcl", "xcomp", "nsubj"):
                self.add(self.sentence[0], last, f"{name}--", child)
            if dep in ("prep", "agent", "dative"):
                for grandchild in reading.children[child]:
                    if reading.deps[grandchild] in ("pobj", "pcomp"):
                        self.add(self.left[grandchild], self.right[grandchild] + 1, f"{name}>p", grandchild)
                        self.add(self.left[grandchild], self.right[token] + 1, f"{name}>p+", grandchild)
            elif dep in ("xcomp", "acomp", "attr", "oprd") and token == cue:
                self._add_with_subject(child, name)

    def _add_shortened(self, first: int, last: int, name: str, child: int) -> None:
        """The subtree up to its first comma, its first semicolon or dash, and its first "and"."""
        reading = self.reading
        comma = self.table.next_comma(child + 1, last)
        if comma is not None:
            self.add(first, comma, f"{name},", child)
        stop = first_within(self.table.strong_stops, child + 1, min(last, child + MOST_TOKENS))
        if stop is not None:
            self.add(first, stop, f"{name};", child)
        joint = next((c for c in reading.children[child] if c > child and reading.deps[c] == "cc"), None)
        if joint is not None:
            self.add(first, joint, f"{name}&", child)

    def _add_with_subject(self, child: int, name: str) -> None:
        """What a passive or raising cue reports: its subject and its complement ("he is expected to run")."""
        subject = int(self.table.subject[self.cue])
        if subject >= 0:
            second = (self.left[child], self.right[child] + 1)
            self.add(self.left[subject], self.right[subject] + 1, f"subj+{name}", child, second)

    def add_grandchildren(self) -> None:
        """What hangs on an object or complement of the cue ("made the claim that", "issued a statement saying")."""
        reading = self.reading
        for child in reading.children[self.cue][:MOST_CHILDREN]:
            if reading.deps[child] in HOLDERS:
                self.add_children(child, f"{reading.deps[child]}>")

    def add_ancestors(self) -> None:
        """What stands round an inserted attribution, and the objects of the verbs above the cue."""
        heads, token = self.reading.heads, self.cue
        name = ""
        for _ in range(3):
            head = heads[token]
            if head == token:
                break
            name += "^" + self.reading.deps[token]
            before = (self.left[head], min(self.left[token], self.cue))
            after = (max(self.right[token], self.cue) + 1, self.right[head] + 1)
            self.add(*before, f"{name}<>", head, after)
            self.add(*before, f"{name}<", head)
            self.add(*after, f"{name}>", head)
            self.add(head, head + 1, f"{name}.", head)
            own_left = self.left[token]
            self.add(self.left[head], own_left, f"{name}np", head)
            token = head

    def add_line(self) -> None:
        """What stands before or after the cue in its sentence and its line."""
        first, last = self.sentence
        line_first, line_last = self.line
        cue = self.cue
        subject = int(self.table.subject[cue])
        before = min(cue, self.left[subject]) if subject >= 0 else cue
        after = max(cue, self.right[subject]) + 1 if subject > cue else cue + 1
        self.add(first, before, "sentence<", cue)
        self.add(after, last, "sentence>", cue)
        self.add(first, before, "sentence<>", cue, (after, last))
        comma = self.table.next_comma(after, last)
        if comma is not None:
            self.add(comma + 1, last, "comma>", cue)
            self.add(first, before, "sentence<comma>", cue, (comma + 1, last))
        comma = self.table.previous_comma(before, first)
        if comma is not None:
            self.add(first, comma, "comma<", cue)
        if self.reading.words[cue] == ":" or (after < line_last and self.reading.words[after] == ":"):
            self.add(after, line_last, "line>", cue)
            self.add(line_first, cue, "line<", cue)
            if line_last - cue <= 3:
                self._add_next_lines()

    def _add_next_lines(self) -> None:
        """What a colon at a line's end announces: the next line, and all that follows in reopened marks."""
        table, segment = self.table, self.reading.token_segment[self.cue]
        following = table.lines.get(segment + 1)
        if following is None:
            return
        self.add(*following, "next line", self.cue)
        end = following[1]
        while (line := table.lines.get(segment + 2)) is not None and self._reopens(segment + 1, line):
            end, segment = line[1], segment + 1
        self.add(following[0], end, "next lines", self.cue)

    def _reopens(self, segment: int, line: tuple[int, int]) -> bool:
        """Whether a quotation left open at the end of the segment goes on in the line."""
        places = self.table.passages_of_line(segment)
        is_open = bool(places) and not self.table.passages[places[-1]].is_closed
        return is_open and self.table.inside_list[line[0]] >= 0

    def add_passages(self) -> None:
        """The passages in marks before and after the cue in its line, and the one that a broken line goes on from."""
        ranges, cue = self.table.passage_tokens, self.cue
        segment = self.reading.token_segment[cue]
        numbers = self.table.passages_of_line(segment)
        if self.table.goes_on(segment):
            numbers = [*self.table.passages_of_line(segment - 1)[-1:], *numbers]
        place = bisect_right(numbers, cue, key=lambda n: ranges[n][0])
        before = [n for n in numbers[max(0, place - 2) : place] if ranges[n][1] <= cue]
        after = numbers[place : place + 2]
        if before:
            self.add(*ranges[before[-1]], "passage<", cue)
        if after:
            self.add(*ranges[after[0]], "passage>", cue)
        if before and after:
            self.add(*ranges[before[-1]], "passage<>", cue, ranges[after[0]])
        if len(after) > 1:
            self.add(ranges[after[0]][0], ranges[after[1]][1], "passage>>", cue)
