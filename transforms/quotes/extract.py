"""The quotes of one article: passages in marks, statements, speakers and acts, in that order."""

from __future__ import annotations

from collections.abc import Collection, Mapping, Sequence
from dataclasses import dataclass

import numpy as np

from transforms.entities.descriptions import DescriptionFinder
from transforms.entities.named_things import NamedThings
from transforms.nouns import Nouns, read_nouns
from transforms.quotes.acts import Acts, Addressing, act_of, addressee_of, read_acts, read_addressing
from transforms.quotes.decide import LEAST as LEAST_CHOSEN
from transforms.quotes.decide import find_statements
from transforms.quotes.forms import (
    content_words,
    has_clause,
    kind_of,
    told_before,
    whole_clause,
    with_adverbs,
    within_brackets,
    without_hearer,
    without_holder,
    without_medium,
    without_question,
)
from transforms.quotes.linear import Weights
from transforms.quotes.negation import is_negated
from transforms.quotes.spans import source_span
from transforms.quotes.speakers import SpeakerFinder, Spokes, read_spokes
from transforms.quotes.statements import Statement, draft_statements, judge
from transforms.quotes.table import TokenTable, WordGroups
from transforms.quotes.trust import Trust, read_trust
from transforms.quotes.turns import UNCUED, WORDLESS, find_layout_statements
from transforms.quotes.vetoes import PUT_RIGHT, Doings, is_telling, read_doings, refuse, unname
from transforms.reading.reading import Reading
from transforms.records import ArticleEntities, Quote, Role, Span

WEIGHT_NAMES = ("cue", "source", "content", "judge", "link", "calibration")
RULE = "cue model 1"
LEAST_NOBODY = 0.75
LEAST = 0.5
LEAST_PHRASE = 0.55
LEAST_QUOTED = 5
FEW_QUOTED, LEAST_FEW = 4, 0.65  # fewer words in marks are as often a word set apart ('deemed "fake"')
CUE_PARTS = frozenset({"aux", "auxpass", "neg", "prt"})


@dataclass(frozen=True)
class QuoteModel:
    """What quotes are found with: trained weights by name of the model, and the tables of cues and nouns."""

    weights: Mapping[str, Weights]
    acts: Acts
    spokes: Spokes
    groups: WordGroups
    nouns: Nouns
    addressing: Addressing
    doings: Doings
    trust: Trust

    @classmethod
    def from_seeds(cls, weights: Mapping[str, Weights], seeds: Mapping[str, Sequence[Mapping[str, str]]]) -> QuoteModel:
        """The model of `seeds/models/quotes.npz` and the tables cue_acts and spokes_nouns."""
        full = {name: weights[name].astype(np.float32) for name in WEIGHT_NAMES}
        nouns = read_nouns(seeds)
        return cls(
            full,
            read_acts(seeds["cue_acts"]),
            read_spokes(seeds["spokes_nouns"]),
            WordGroups(weights),
            nouns,
            read_addressing(seeds, nouns),
            read_doings(seeds["non_statements"]),
            read_trust(seeds["speaker_confidence"]),
        )


def find_speakers(
    reading: Reading,
    entities: ArticleEntities,
    model: QuoteModel,
    roles: Sequence[Role] = (),
    names: NamedThings | None = None,
) -> SpeakerFinder:
    """What tells whom the words of an article mean; roles tell whom "the senator" means.

    names: what the names among the mentions tell, where that is known already.
    """
    table = tabulate(reading, model.groups)
    table.heed(entities.mentions)
    descriptions = DescriptionFinder(reading, entities, roles, model.nouns, names)
    return SpeakerFinder(table, entities, model.spokes, descriptions)


def extract_quotes(
    reading: Reading, entities: ArticleEntities, model: QuoteModel, roles: Sequence[Role] = ()
) -> list[Quote]:
    """The attributed statements of an article, in text order."""
    return quotes_of(find_speakers(reading, entities, model, roles), model) if len(reading) else []


def quotes_of(finder: SpeakerFinder, model: QuoteModel) -> list[Quote]:
    """The same where it is known who can be meant."""
    table = finder.table
    statements = [s for s in kept_statements(table, model) if not finder.is_event(s)]
    for statement in statements:
        if statement.source >= 0 and finder.descriptions.is_person(statement.source):
            statement.runs[0] = without_holder(table, statement)
    quotes = [_make_quote(table, s, finder, model) for s in statements]
    return sorted(quotes, key=lambda q: (q.start, q.end))


def kept_statements(table: TokenTable, model: QuoteModel) -> list[Statement]:
    """The statements that are likely enough to become rows."""
    judged = judge(table, draft_statements(table, model.weights), model.weights["judge"])
    found = find_statements(table, with_layout(table, judged, model.doings, model.nouns.press), model.weights)
    return [statement for statement in found if is_kept(table, statement)]


def with_layout(
    table: TokenTable, judged: Sequence[Statement], doings: Doings, press: Collection[str]
) -> list[Statement]:
    """The statements that layout shows, then the judged ones that no rule of words refuses, each put right.

    Those too unlikely to be chosen are left out, which are more than half.
    """
    likely = [statement for statement in judged if statement.confidence >= LEAST_CHOSEN]
    for statement in likely:
        before = told_before(table, statement) if is_telling(table, statement, doings) else None
        if before is not None:
            statement.runs = [before]
    told = [settle(table, s, doings) for s in likely if refuse(table, s, doings) is None]
    return [*find_layout_statements(table, press), *told]


def settle(table: TokenTable, statement: Statement, doings: Doings) -> Statement:
    """A statement with its source put right by rules of words, and without its hearer's name in the content."""
    for put_right in PUT_RIGHT:
        other = put_right(table, statement)
        if other is not None:
            statement.source = other
    if unname(table, statement, doings) is not None:
        statement.source = -1
    tells = is_telling(table, statement, doings)
    is_warning = table.reading.lemmas[statement.cue].lower() in doings.warning
    statement.runs[0] = without_hearer(table, statement, tells, is_warning)
    statement.runs[0] = without_medium(table, statement)
    statement.runs = without_question(table, statement)
    statement.runs = [with_adverbs(table, statement.cue, run) for run in statement.runs]
    if len(statement.runs) == 1:
        statement.runs = [whole_clause(table, statement.cue, statement.runs[0])]
    statement.runs = [within_brackets(table, run) for run in statement.runs]
    return statement


def is_kept(table: TokenTable, statement: Statement) -> bool:
    """Whether a statement is likelier right than wrong, and likely enough for what it is.

    Words in marks that nobody says are names and nicknames when they are few. Without marks more is asked of what has
    no source ("is expected to") and of a bare noun phrase ("proposed tax cuts") than of a clause: the thresholds are
    where few statements proper go and most of the article's own words do.
    """
    if statement.confidence < LEAST:
        return False
    kind = kind_of(table, statement)
    if kind == "indirect":
        if statement.source < 0:
            return statement.confidence >= LEAST_NOBODY
        return statement.confidence >= LEAST_PHRASE or has_clause(table, statement)
    count = len(content_words(table, statement))
    if statement.source < 0:
        return count >= LEAST_QUOTED
    return count >= FEW_QUOTED or statement.confidence >= LEAST_FEW


def tabulate(reading: Reading, groups: WordGroups) -> TokenTable:
    """The reading's tokens in columns, with the passages in marks of its annotated segments."""
    return TokenTable(reading, reading.passages, groups)


def _make_quote(table: TokenTable, statement: Statement, finder: SpeakerFinder, model: QuoteModel) -> Quote:
    reading = table.reading
    act = act_of(table, statement, model.acts)
    speaker = finder.speaker(statement)
    addressee, hearer = _addressee(table, statement, act, model, finder)
    if hearer is not None and speaker is not None and hearer == speaker.entity:
        addressee = hearer = None  # nobody tells himself
    return Quote(
        kind=kind_of(table, statement),
        act=act,
        parts=tuple(reading.span(first, last) for first, last in statement.runs),
        cue=None if statement.kind in UNCUED else cue_span(table, statement),
        speaker_span=finder.span(statement),
        speaker=None if speaker is None else speaker.entity,
        addressee_span=None if addressee is None else _hearer_span(table, addressee, statement),
        addressee=hearer,
        rule=RULE if speaker is None else f"{RULE}; speaker by {speaker.evidence}",
        confidence=statement.confidence,
        speaker_confidence=None if speaker is None else model.trust.of(statement, speaker.evidence),
        is_negated=is_negated(table, statement),
    )


def _addressee(
    table: TokenTable, statement: Statement, act: str, model: QuoteModel, finder: SpeakerFinder
) -> tuple[int | None, int | None]:
    """The head word of the addressee and the entity that it means; a place where something is said hears nothing."""
    if statement.kind in WORDLESS:
        return None, None
    token = addressee_of(table, statement, act, model.addressing)
    return token, None if token is None else finder.entity_of(token)


def _hearer_span(table: TokenTable, hearer: int, statement: Statement) -> Span:
    """The words of the addressee, up to where the content begins."""
    first, last = source_span(table, hearer, statement.cue)
    last = min([last, *(start for start, _ in statement.runs if start > hearer)])
    if statement.source > hearer:  # "In a letter to Ives, Poole wrote"
        last = min(last, max(source_span(table, statement.source, statement.cue)[0], hearer + 1))
    while last - 1 > hearer and table.loose[last - 1]:
        last -= 1
    return table.reading.span(first, last)


def cue_span(table: TokenTable, statement: Statement) -> Span:
    """The cue's words: its head with the helping verbs, particles and the preposition that touch it."""
    reading, cue = table.reading, statement.cue
    parts = {cue}
    for child in reading.children[cue]:
        if reading.deps[child] in CUE_PARTS or (reading.deps[child] == "prep" and _leads(table, child, statement)):
            parts.add(child)
    first, last = cue, cue + 1
    while first - 1 in parts or (first - 2 in parts and reading.deps[first - 1] == "advmod"):
        first -= 1
    while last in parts:
        last += 1
    return reading.span(first, last)


def _leads(table: TokenTable, preposition: int, statement: Statement) -> bool:
    """Whether the content or the source begins right after the preposition ("called for", "according to")."""
    starts = {first for first, _ in statement.runs}
    if statement.source >= 0:
        starts.add(source_span(table, statement.source, statement.cue)[0])
    return preposition + 1 in starts
