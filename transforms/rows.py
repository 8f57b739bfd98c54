"""Turns one article's records into rows of the declared tables, with ids made from content."""

from __future__ import annotations

from bisect import bisect_right
from typing import Any

from transforms.ids import make_id
from transforms.page.view import View
from transforms.reading.reading import Reading
from transforms.records import ArticleEntities, Claim, Demand, Entity, Mention, Quote, Role, Segment, Span

Row = dict[str, Any]


class RowMaker:
    """Makes the rows of one article; every row carries the run and the pipeline version.

    The records' offsets are those of the view that was read; the rows' are those of the text.
    """

    def __init__(self, article_id: str, text: str, stamp: Row, view: View | None = None) -> None:
        self.article_id = article_id
        self.text = text
        self.view = view or View(text)
        self.stamp = {"article_id": article_id, **stamp}
        self._entity_ids: list[str] = []
        self._quote_ids: list[str] = []
        self._claim_ids: list[str] = []
        self._sentence_starts: list[int] = []
        self._sentence_ids: list[str] = []
        self._sentence_ends: list[int] = []

    def segments(self, segments: list[Segment]) -> list[Row]:
        """Rows of `segments`."""
        return [
            {
                **self.stamp,
                "segment_id": self._id("segment", s.start, s.end),
                "kind": s.kind,
                "start": placed.start,
                "end": placed.end,
            }
            for s, placed in zip(segments, self.view.place_segments(segments, self.text), strict=True)
        ]

    def sentences(self, reading: Reading) -> list[Row]:
        """Rows of `sentences`; later rows find their sentence in them."""
        rows = []
        for number, (first, _) in enumerate(reading.sentences):
            start, end = _trimmed(self.view.text, *reading.sentence_span(number))
            if start == end:
                continue
            segment = reading.segments[reading.token_segment[first]]
            sentence_id = self._id("sentence", start, end)
            self._sentence_starts.append(start)
            self._sentence_ends.append(end)
            self._sentence_ids.append(sentence_id)
            segment_id = self._id("segment", segment.start, segment.end)
            rows.append(
                {**self.stamp, "sentence_id": sentence_id, "segment_id": segment_id, **self._bounds(start, end)}
            )
        return rows

    def article_entities(self, entities: ArticleEntities) -> list[Row]:
        """Rows of `article_entities`, one for each entity that is mentioned."""
        spans: list[list[Mention]] = [[] for _ in entities.entities]
        for mention in entities.mentions:
            spans[mention.entity].append(mention)
        self._entity_ids = [self._entity_id(e, m) for e, m in zip(entities.entities, spans, strict=True)]
        return [
            {
                **self.stamp,
                "article_entity_id": entity_id,
                "kind": entity.kind,
                "name": entity.name,
                "names": entity.names,
                "is_named": entity.is_named,
                "gender": entity.gender,
                "country_code": entity.country_code,
                "external_id": entity.external_id,
                "mention_count": len(mentions),
            }
            for entity, entity_id, mentions in zip(entities.entities, self._entity_ids, spans, strict=True)
        ]

    def mentions(self, entities: ArticleEntities) -> list[Row]:
        """Rows of `mentions`."""
        return [
            {
                **self.stamp,
                "mention_id": self._id("mention", m.start, m.end, m.entity),
                "sentence_id": self._sentence_at(m.start),
                "entity_id": self._entity_ids[m.entity],
                "kind": m.kind,
                "form": m.form,
                **self._words(m.start, m.end),
            }
            for m in entities.mentions
        ]

    def roles(self, roles: list[Role]) -> list[Row]:
        """Rows of `roles`."""
        return [
            {
                **self.stamp,
                "role_id": self._id("role", r.start, r.end, self._entity_ids[r.person]),
                "person_id": self._entity_ids[r.person],
                "title": self._cut(r.start, r.end),
                "organization_id": self._entity(r.organization),
                "is_former": r.is_former,
                "rule": r.rule,
                **self._bounds(r.start, r.end),
            }
            for r in roles
        ]

    def quotes(self, quotes: list[Quote]) -> list[Row]:
        """Rows of `quotes`."""
        self._quote_ids = [self._id("quote", q.start, q.end, q.cue and q.cue.start, q.kind) for q in quotes]
        return [
            {
                **self.stamp,
                "quote_id": quote_id,
                "sentence_id": self._sentence_at(q.start),
                "kind": q.kind,
                "act": q.act,
                **self._words(q.start, q.end),
                "quoted_text": q.words(self.view.text),
                **self._part("speaker_text", "speaker", q.speaker_span),
                "speaker_id": self._entity(q.speaker),
                **self._part("addressee_text", "addressee", q.addressee_span),
                "addressee_id": self._entity(q.addressee),
                **self._part("cue", "cue", q.cue),
                "is_negated": q.is_negated,
                "rule": q.rule,
                "confidence": q.confidence,
                "speaker_confidence": q.speaker_confidence,
            }
            for q, quote_id in zip(quotes, self._quote_ids, strict=True)
        ]

    def quote_spans(self, quotes: list[Quote]) -> list[Row]:
        """Rows of `quote_spans`; `quotes` must have been called before."""
        return [
            {**self.stamp, "quote_id": quote_id, "part": number, **self._bounds(part.start, part.end)}
            for q, quote_id in zip(quotes, self._quote_ids, strict=True)
            for number, part in enumerate(q.parts)
        ]

    def money_claims(self, claims: list[Claim]) -> list[Row]:
        """Rows of `money_claims`; `quotes` must have been called before."""
        self._claim_ids = [self._id("claim", c.amount.start, c.amount.end) for c in claims]
        return [
            {
                **self.stamp,
                "claim_id": claim_id,
                "sentence_id": self._sentence_at(c.amount.start),
                **self._words(c.amount.start, c.amount.end),
                "amount_low": c.amount.low,
                "amount_high": c.amount.high,
                "currency": c.amount.currency,
                "currency_from": c.amount.currency_from,
                "modifier": c.amount.modifier,
                "period": c.amount.period,
                **self._part("subject", "subject", c.subject),
                "is_price": c.is_price,
                "restates_id": None if c.restates is None else self._claim_ids[c.restates],
                "direction": c.direction,
                "modality": c.modality,
                "deadline": c.deadline,
                **self._part("claimant_text", "claimant", c.claimant_span),
                "claimant_id": self._entity(c.claimant),
                "quote_id": None if c.quote is None else self._quote_ids[c.quote],
                "usd_low": c.usd_low,
                "usd_high": c.usd_high,
                "fx_rate": c.fx_rate,
                "fx_date": c.fx_date,
                "rule": c.amount.rule,
                "confidence": c.confidence,
            }
            for c, claim_id in zip(claims, self._claim_ids, strict=True)
        ]

    def demands(self, demands: list[Demand]) -> list[Row]:
        """Rows of `demands`; `quotes` and `money_claims` must have been called before."""
        return [
            {
                **self.stamp,
                "demand_id": self._id("demand", d.start, d.end, d.cue.start),
                "sentence_id": self._sentence_at(d.start),
                "quote_id": None if d.quote is None else self._quote_ids[d.quote],
                "action_text": self._cut(d.start, d.end),
                **self._bounds(d.start, d.end),
                **self._part("demander_text", "demander", d.demander_span),
                "demander_id": self._entity(d.demander),
                **self._part("addressee_text", "addressee", d.addressee_span),
                "addressee_id": self._entity(d.addressee),
                **self._part("cue", "cue", d.cue),
                "status": d.status,
                "deadline": d.deadline,
                "claim_id": None if d.claim is None else self._claim_ids[d.claim],
                "rule": d.rule,
                "confidence": d.confidence,
            }
            for d in demands
        ]

    def _id(self, kind: str, *parts: object) -> str:
        return make_id(kind, self.article_id, *parts)

    def _entity_id(self, entity: Entity, mentions: list[Mention]) -> str:
        first = (mentions[0].start, mentions[0].end) if mentions else ()
        return self._id("reading", entity.kind, entity.name, *first)

    def _entity(self, number: int | None) -> str | None:
        return None if number is None else self._entity_ids[number]

    def _sentence_at(self, start: int) -> str | None:
        place = bisect_right(self._sentence_starts, start) - 1
        inside = place >= 0 and start < self._sentence_ends[place]
        return self._sentence_ids[place] if inside else None

    def _words(self, start: int, end: int) -> Row:
        return {"text": self._cut(start, end), **self._bounds(start, end)}

    def _part(self, name: str, prefix: str, span: Span | None) -> Row:
        if span is None:
            return {name: None, f"{prefix}_start": None, f"{prefix}_end": None}
        start, end = self.view.start(span.start), self.view.end(span.end)
        return {name: self.text[start:end], f"{prefix}_start": start, f"{prefix}_end": end}

    def _cut(self, start: int, end: int) -> str:
        """The words of the text behind a stretch of the view."""
        return self.text[self.view.start(start) : self.view.end(end)]

    def _bounds(self, start: int, end: int) -> Row:
        """Where a stretch of the view stands in the text."""
        return {"start": self.view.start(start), "end": self.view.end(end)}


def _trimmed(text: str, start: int, end: int) -> tuple[int, int]:
    """The span without white space at its edges; what is nothing else, as a line's end may be, ends where it begins.

    >>> _trimmed(" one  ", 0, 6), _trimmed("one  ", 3, 5)
    ((1, 4), (5, 5))
    """
    words = text[start:end]
    first = start + len(words) - len(words.lstrip())
    return first, max(first, end - len(words) + len(words.rstrip()))
