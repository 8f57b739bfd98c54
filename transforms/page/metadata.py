"""What an article's own lines say of it: who wrote it, who published it, and when."""

from __future__ import annotations

import re
from collections.abc import Iterator, Sequence
from datetime import UTC, datetime
from itertools import takewhile

from transforms.page import bylines
from transforms.page.bylines import Jobs
from transforms.page.dates import UNREAD, Moment, read_date
from transforms.page.heads import TIME_LINE
from transforms.page.layout import Layout
from transforms.records import ArticleEntities, Entity, Mention, Role, Segment, Span

HEAD_SEGMENTS = 12  # segments in which publisher and time of publication are looked for
STATEMENT_END = re.compile(r"(?<=\w{3})\.\s+|;\s*")  # not the full stop after an initial
CONTRIBUTORS = re.compile(
    rf"(?P<names>{bylines.NAMES})(?:,?\s(?:in|from)\s[A-Z][^,;.]{{1,30}})?,?\s(?:also\s)?(?:contributed|reported)\b"
)
ELSEWHERE = re.compile(rf"\b(?:and|in\s[A-Z][\w ]{{2,20}},)\s(?P<names>{bylines.NAME})(?=\sin\s[A-Z])")
REPORTING = re.compile(rf"(?i:\b(?:reporting|writing|written|story|words)\sby):?\s(?P<names>{bylines.NAMES})")
ONE_NAME = re.compile(bylines.NAME)
EDITORS = re.compile(r"\W*(?:edit|translat)", re.IGNORECASE)
JOINED = re.compile(r",?\s(?:and|&|AND)\s|,\s")
MONTH = r"(?:jan|feb|mar|apr|may|jun|jul|aug|sep|oct|nov|dec)[a-z]{0,6}\.?"
YEAR = r"(?:1[6-9]|2[01])\d\d"
DATE = re.compile(
    rf"\b(?:\d{{1,2}}(?:st|nd|rd|th)?\s(?:of\s)?{MONTH},?\s{YEAR}|{MONTH}\s\d{{1,2}}(?:st|nd|rd|th)?,?\s{YEAR}"
    rf"|{YEAR}-\d\d-\d\d(?:T\d\d:\d\d(?::\d\d)?(?:Z|[+-]\d\d:?\d\d)?)?)(?!\d)",
    re.IGNORECASE,
)
CLOCK = re.compile(r"(?<![\d:.])\d{1,2}[:.]\d\d(?!\d)(?:\s?[ap]\.?\s?m\b\.?)?(?:\s[A-Z]{2,4}\b)?", re.IGNORECASE)
PUBLISHED = re.compile(r"\b(?:published|posted|created)\b", re.IGNORECASE)
HAS_ZONE = re.compile(r"\s[A-Z]{2,4}$")
CHANGED = re.compile(r"\b(?:updated?|modified|edited|revised|corrected|last)\b", re.IGNORECASE)


def read_authors(text: str, segments: Sequence[Segment], jobs: Jobs) -> list[Span]:
    """Where the bylines name authors, in text order; editors and translators are none.

    >>> text = "By Ana Melo and Jo Brandt, Staff Writers"
    >>> [text[a:b] for a, b in read_authors(text, [Segment("byline", 0, len(text))], Jobs(["writer"]))]
    ['Ana Melo', 'Jo Brandt']
    """
    lines = [(text[s.start : s.end], s.start) for s in segments if s.kind == "byline"]
    return sorted({span for line, start in lines for span in line_authors(line, start, jobs)})


def line_authors(line: str, offset: int, jobs: Jobs) -> Iterator[Span]:
    """The names in one byline; a job on a line of its own has none."""
    if jobs.alone.match(line):
        return
    by = bylines.BY.match(line) or bylines.FROM.match(line) or jobs.beside.match(line)
    matches = [by or bylines.NAMES_ALONE.match(line)]
    if by is None and bylines.names_helpers(line):
        matches = list(contributors(line))
    for match in matches:
        if match is None:
            continue
        place = match.start("names")
        for part in JOINED.split(match["names"]):
            start = line.index(part, place)
            place = start + len(part)
            if ONE_NAME.fullmatch(part) and not jobs.word.search(part):
                yield Span(offset + start, offset + place)


def contributors(line: str) -> Iterator[re.Match[str]]:
    """Where the statements of a note on who helped name them."""
    start = 0
    for end in [*(match.end() for match in STATEMENT_END.finditer(line)), len(line)]:
        if not EDITORS.match(line, start):
            yield from CONTRIBUTORS.finditer(line, start, end)
            yield from REPORTING.finditer(line, start, end)
            yield from ELSEWHERE.finditer(line, start, end)
        start = end


def add_authors(entities: ArticleEntities, text: str, segments: Sequence[Segment], jobs: Jobs) -> ArticleEntities:
    """The article's entities with the authors among them, known people or new ones, unless already mentioned."""
    people = {name.casefold(): n for n, e in enumerate(entities.entities) if e.kind == "person" for name in e.names}
    things, mentions = list(entities.entities), list(entities.mentions)
    for start, end in read_authors(text, segments, jobs):
        if entities.overlaps(start, end):
            continue
        words = text[start:end]
        name = words.title() if words.isupper() else words
        number = people.get(name.casefold())
        if number is None:
            number = people[name.casefold()] = len(things)
            things.append(Entity("person", name, [name]))
        mentions.append(Mention(start, end, "person", "name", number))
    return ArticleEntities(things, sorted(mentions, key=lambda mention: (mention.start, mention.end)))


def author_roles(entities: ArticleEntities, text: str, segments: Sequence[Segment], jobs: Jobs) -> list[Role]:
    """The jobs that bylines give the authors that `add_authors` took in, beside the names or on a line of its own."""
    places = {(m.start, m.end): m.entity for m in entities.mentions if m.kind == "person"}
    authors: list[int] = []
    roles = []
    for segment in segments:
        if segment.kind != "byline":
            continue
        line = text[segment.start : segment.end]
        spans = list(line_authors(line, segment.start, jobs))
        authors = [places[span] for span in spans if span in places] if spans else authors
        after = spans[-1].end - segment.start if spans else 0
        job = jobs.after.match(line, after)
        if job is not None and (spans or jobs.alone.match(line)):
            start, end = segment.start + job.start("job"), segment.start + job.end("job")
            roles += [Role(person, None, start, end, False, "byline") for person in authors]
    return roles


def read_publisher(text: str, segments: Sequence[Segment], layout: Layout) -> str | None:
    """The publisher that a masthead above the story names, or None."""
    for segment in segments[:HEAD_SEGMENTS]:
        if segment.kind == "boilerplate":
            name = layout.read_masthead(text[segment.start : segment.end])
            if name:
                return name.strip()
    return None


def read_published(text: str, segments: Sequence[Segment]) -> Moment:
    """When the lines above the story say that it was published: the earliest time, and its precision, day or time.

    Lines below the first paragraph are not read: they speak of other stories, of comments or of the site.

    >>> read_published("Published 14 March 2024, 6.15pm GMT", [Segment("boilerplate", 0, 35)])
    (datetime.datetime(2024, 3, 14, 18, 15, tzinfo=datetime.timezone.utc), 'time')
    """
    head = takewhile(lambda segment: segment.kind != "body", segments[:HEAD_SEGMENTS])
    lines = (text[s.start : s.end] for s in head if s.kind == "boilerplate")
    moments = [moment for line in lines if TIME_LINE.match(line) and (moment := read_moment(line))[0]]
    return min(moments, key=lambda found: found[0] or datetime.max.replace(tzinfo=UTC), default=UNREAD)


def read_moment(line: str) -> Moment:
    """The date of publication, and the time where its zone is known, that a line gives; a later change is none.

    >>> read_moment("Updated 15 March 2024")
    (None, None)
    """
    published = PUBLISHED.search(line)
    start = published.end() if published else 0
    changed = CHANGED.search(line, start)
    part = line[start : changed.start() if changed else len(line)]
    match = DATE.search(part)
    if match is None:
        return UNREAD
    clock = CLOCK.search(part[: match.start()] + "\n" + part[match.end() :])
    moment, precision = read_date(f"{match.group()} {clock.group() if clock else ''}")
    if moment is None or precision == "day" or (clock is not None and not HAS_ZONE.search(clock.group())):
        day, _ = read_date(match.group()[:10] if "T" in match.group() else match.group())
        return (day, "day") if day else UNREAD
    return moment, precision
