"""Which words of a paragraph a cue may not report, because another speaker's cue beside them does.

Cues and passages of a paragraph are decided together before any content is chosen: a passage in marks belongs to the
cue that it touches in its sentence ('"A," said X. "B," said Y.'), and a clause that begins anew with its own subject
and cue ("X said a, but Y said b") ends the statement before it.
"""

from __future__ import annotations

from bisect import bisect_left, bisect_right
from collections.abc import Collection, Sequence
from typing import NamedTuple

from transforms.grammar import STOPS
from transforms.quotes.beats import Beat
from transforms.quotes.linear import Floats, logistic
from transforms.quotes.spans import ContentCandidate, SourceCandidate, source_span
from transforms.quotes.table import Column, TokenTable

SURE = 0.5  # the probability from which a cue counts as one
LIKELY = 0.25  # the same for the verb of somebody who is set against whoever spoke before
AGAINST = frozenset({"whereas", "while", "but"})
JOINTS = frozenset({"but", "while", "whereas", "though", "although", "yet", "and", "before", ";"})
FLOWING = frozenset(
    {",", "?", "!", "-", "--", "–", "—", "…", "..."}
)  # before a closing mark, when the sentence goes on
FINITE = frozenset({"VBD", "VBZ"})
REACH = 25  # tokens between a passage and its cue
OPENING = 12  # tokens before a subject in which its clause must begin
Range = tuple[int, int]


class Report(NamedTuple):
    """A likely cue with its own source, outside quotation marks."""

    cue: int
    source: int
    opening: int  # the token with which its clause begins anew: a joint, or the first word; -1 where it does not
    is_joined: bool  # whether that token is a joint within a sentence


def read_reports(table: TokenTable, cues: Column, odds: Floats, sources: Sequence[SourceCandidate]) -> list[Report]:
    """The cues that are likelier than not and have a source, in text order."""
    found = []
    for cue, chance, source in zip(cues.tolist(), logistic(odds).tolist(), sources, strict=True):
        if source.head < 0 or table.inside_list[cue] >= 0:
            continue
        is_likely = chance >= LIKELY and is_set_against(table, cue, source.head)
        if chance >= SURE or is_likely or is_framed(table, cue, source.head) or is_parallel(table, cue, source.head):
            found.append(Report(cue, source.head, *_opening(table, cue, source.head)))
    return sorted(found)


def is_framed(table: TokenTable, cue: int, source: int) -> bool:
    """Whether a verb and its subject, a person, stand beside a passage, a comma between: '"Yes," grumbled Roe'."""
    reading, inside = table.reading, table.inside_list
    if reading.tags[cue] not in FINITE or not table.is_somebody(source):
        return False
    first, last = source_span(table, source, cue)
    start, end = min(first, cue), max(last, cue + 1)
    if end + 1 < len(inside) and reading.words[end] in (",", ":") and inside[end + 1] >= 0 and end == cue + 1:
        return True
    before = inside[start - 1] if start else -1
    return before >= 0 and end - start <= REACH and _flows_on(table, before) and _is_tight(first, last, cue)


def is_parallel(table: TokenTable, cue: int, source: int) -> bool:
    """Whether a verb with its subject repeats an earlier one behind a joint: "he said a; she said b"."""
    reading = table.reading
    if reading.tags[cue] not in FINITE or reading.heads[source] != cue or reading.deps[source] != "nsubj":
        return False
    opening, is_joined = _opening(table, cue, source)
    first = reading.sentences[reading.token_sentence[cue]][0]
    before = range(max(first, opening - REACH), opening)
    lemma, inside = reading.lemmas[cue], table.inside_list
    return is_joined and any(
        reading.lemmas[t] == lemma and reading.tags[t] in FINITE and inside[t] < 0 and has_subject(table, t)
        for t in before
    )


def is_set_against(table: TokenTable, cue: int, source: int) -> bool:
    """Whether a verb has a subject of its own behind a joint of contrast: "he said a, whereas the union warned of b".

    "While" may begin what he says, and tells of another speaker only where that is a person.
    """
    reading = table.reading
    if reading.tags[cue] not in FINITE or reading.heads[source] != cue or reading.deps[source] != "nsubj":
        return False
    opening, is_joined = _opening(table, cue, source)
    joint = reading.words[opening].lower() if is_joined and reading.words[opening - 1] == "," else ""
    return joint in AGAINST and (joint == "whereas" or table.is_somebody(source))


def has_subject(table: TokenTable, verb: int) -> bool:
    """Whether a verb has a subject of its own."""
    return any(table.reading.deps[c] == "nsubj" for c in table.reading.children[verb])


def _is_tight(first: int, last: int, cue: int) -> bool:
    """Whether the cue stands right before or behind its source."""
    return cue + 1 == first or last == cue


def _opening(table: TokenTable, cue: int, source: int) -> tuple[int, bool]:
    """Where the clause of a cue begins anew: after a stop, a passage or a joint, without a verb between."""
    words, pos, inside = table.reading.words, table.reading.pos, table.inside_list
    start = min(source_span(table, source, cue)[0], cue)
    line = table.lines[table.reading.token_segment[cue]][0]
    for token in range(start - 1, max(line, start - OPENING) - 1, -1):
        word = words[token].lower()
        if word in JOINTS and words[token + 1].lower() != "that":
            return token, inside[token] < 0
        if inside[token] >= 0 or word in STOPS:
            return token + 1, False
        if pos[token] in ("VERB", "AUX") or word == "that":
            return -1, False
    return (line, False) if start - OPENING <= line else (-1, False)


def attach_passages(table: TokenTable, reports: Sequence[Report]) -> dict[int, int]:
    """For each passage that a report touches in its sentence the place of that report."""
    cues = [report.cue for report in reports]
    found = {}
    for passage, (first, last) in enumerate(table.passage_tokens):
        if first < last:
            before = bisect_left(cues, first) - 1
            after = bisect_right(cues, last - 1)
            owner = _touching(table, reports, passage, before, after)
            if owner >= 0:
                found[passage] = owner
    return found


def _touching(table: TokenTable, reports: Sequence[Report], passage: int, before: int, after: int) -> int:
    """The report before or after a passage that touches it, -1 for neither."""
    words = table.reading.words
    first, last = table.passage_tokens[passage]
    leads = before >= 0 and _is_unbroken(table, reports[before].cue + 1, first)
    follows = after < len(reports) and _flows_on(table, passage) and _is_unbroken(table, last, reports[after].cue)
    if leads and follows:
        is_led = words[first - 1] in (":", ",") and first - reports[before].cue <= 3
        ends = words[max(first, last - 2)] == ","
        return before if is_led or not ends or reports[after].is_joined else after
    return before if leads else after if follows else -1


def _is_unbroken(table: TokenTable, first: int, last: int) -> bool:
    """Whether the tokens first to last are few, without a stop or a passage, and of one line or before a colon."""
    words, segments = table.reading.words, table.reading.token_segment
    is_near = segments[first - 1] == segments[last] or words[last - 1] == ":"
    is_near = is_near or (segments[first - 1] + 1 == segments[last] and table.goes_on(segments[last]))
    calm = all(table.inside_list[t] < 0 and words[t] not in STOPS for t in range(first, min(last, first + REACH)))
    return is_near and last - first <= REACH and calm


def _flows_on(table: TokenTable, passage: int) -> bool:
    """Whether the sentence goes on behind a passage."""
    words = table.reading.words
    first, last = table.passage_tokens[passage]
    following = words[last] if last < len(words) else "."
    closing = words[last - 2 if table.passages[passage].is_closed and last - 2 > first else last - 1]
    return closing in FLOWING or following in FLOWING or (closing not in STOPS and following[:1].islower())


def find_fences(table: TokenTable, cues: Column, reports: Sequence[Report], beats: Sequence[Beat]) -> list[list[Range]]:
    """For each cue the ranges of tokens that it may not report."""
    owned: dict[int, list[Range]] = {}
    for passage, owner in attach_passages(table, reports).items():
        owned.setdefault(owner, []).append(table.passage_tokens[passage])
    leads = {reports[owner].cue: _lead_of(table, reports[owner], runs[0]) for owner, runs in owned.items()}
    told = [table.passage_tokens[beat.passage] for beat in beats]
    order = [report.cue for report in reports]
    likely = set(cues.tolist())
    found = []
    for cue in cues.tolist():
        place = bisect_left(order, cue)
        own = reports[place] if place < len(order) and order[place] == cue else None
        near = range(max(0, place - 4), min(len(order), place + 5))
        found.append(
            told
            + leads.get(cue, [])
            + _joined_to(table, cue, likely)
            + [r for n in near if order[n] != cue for r in _fences_of(table, cue, own, reports[n], owned.get(n, ()))]
        )
    return found


def _joined_to(table: TokenTable, cue: int, likely: Collection[int]) -> list[Range]:
    """The clauses whose verb is joined to a cue and does something beside it: "Roe called it dear and urged a cut"."""
    reading = table.reading
    own = [c for c in reading.children[cue] if c > cue and reading.deps[c] == "conj" and _stands_alone(table, c)]
    told = [c for c in reading.children[cue] if reading.deps[c] == "ccomp"]
    joined = [c for verb in told for c in reading.children[verb] if c > cue and c in likely]
    own += [c for c in joined if reporter_of(table, c) is not None]
    return [reading.subtree(other) for other in own]


def reporter_of(table: TokenTable, verb: int) -> int | None:
    """Who does what the parse joins to what they say: "[Roe] said the mill would close but blamed the owners".

    A past tense goes with no "would".
    """
    reading = table.reading
    told, cue = reading.heads[verb], reading.heads[reading.heads[verb]]
    is_joined = reading.deps[verb] == "conj" and reading.deps[told] == "ccomp" and told < verb
    is_past = reading.tags[verb] == reading.tags[cue] == "VBD" and not _has_helper(table, verb)
    if not (is_joined and is_past and _stands_alone(table, verb)) or table.inside_list[told] >= 0:
        return None
    is_foretold = any(reading.tags[c] == "MD" for c in reading.children[told])
    subjects = [c for c in reading.children[cue] if reading.deps[c] == "nsubj"]
    return subjects[-1] if subjects and is_foretold else None


def _has_helper(table: TokenTable, verb: int) -> bool:
    return any(table.reading.deps[c] in ("aux", "auxpass") for c in table.reading.children[verb])


def _stands_alone(table: TokenTable, verb: int) -> bool:
    """Whether a verb is finite, outside marks and without a subject of its own."""
    return table.reading.tags[verb] in FINITE and table.inside_list[verb] < 0 and not has_subject(table, verb)


def _lead_of(table: TokenTable, report: Report, run: Range) -> list[Range]:
    """The reporter's words before a colon that opens a report's own passage: 'Roe is glad: "Yes," he said'."""
    first = table.reading.sentences[table.reading.token_sentence[run[0]]][0]
    is_led = report.cue >= run[1] and run[0] > first and table.reading.words[run[0] - 1] == ":"
    return [(first, run[0])] if is_led else []


def _fences_of(table: TokenTable, cue: int, own: Report | None, other: Report, owned: Sequence[Range]) -> list[Range]:
    """What another report keeps a cue from: its passages, and its clause where one of the two is joined on."""
    segments, sentences = table.reading.token_segment, table.reading.token_sentence
    if own is not None and _goes_on_with(table, own, other):
        return [*owned, (other.cue, table.reading.sentences[sentences[cue]][1])]
    later = other if other.cue > cue else own
    if later is None or segments[cue] != segments[other.cue] or later.opening <= min(cue, other.cue):
        return []
    fences = list(owned)
    if later.is_joined and sentences[cue] == sentences[other.cue]:
        first, last = table.reading.sentences[sentences[cue]]
        fences.append((later.opening, last) if later is other else (first, later.opening))
    return fences


def _goes_on_with(table: TokenTable, own: Report, other: Report) -> bool:
    """Whether a participle of the same speaker tells the rest: "Roe said the dam held, adding it had been mended"."""
    reading = table.reading
    follows = other.cue > own.cue and reading.token_sentence[other.cue] == reading.token_sentence[own.cue]
    return (
        follows
        and other.source == own.source
        and reading.tags[other.cue] == "VBG"
        and reading.words[other.cue - 1] == ","
    )


def clip(table: TokenTable, candidates: Sequence[ContentCandidate], fences: Sequence[Range]) -> list[ContentCandidate]:
    """The candidates without the fenced words: a run is cut before a fence, or left out where it begins in one."""
    if not fences:
        return list(candidates)
    found: dict[tuple[int, ...], ContentCandidate] = {}
    for candidate in candidates:
        runs = [(candidate.first, candidate.last), (candidate.second_first, candidate.second_last)]
        kept = [run for run in (_cut(table, run, fences) for run in runs) if run[0] < run[1]]
        if kept:
            second = kept[1] if len(kept) > 1 else (0, 0)
            clipped = candidate._replace(
                first=kept[0][0], last=kept[0][1], second_first=second[0], second_last=second[1]
            )
            found.setdefault((*kept[0], *second), clipped)
    return list(found.values())


def _cut(table: TokenTable, run: Range, fences: Sequence[Range]) -> Range:
    first, last = run
    for start, end in fences:
        if start <= first < end:
            return (0, 0)
        if first < start < last:
            last = start
    while last != run[1] and first < last and table.loose[last - 1] and table.inside_list[last - 1] < 0:
        last -= 1
    return first, last
