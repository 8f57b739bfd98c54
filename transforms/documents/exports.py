"""Files of news databases (Nexis, Factiva, ProQuest): many articles in one text, each with labelled lines around it."""

from __future__ import annotations

import re
from collections.abc import Callable, Iterator
from dataclasses import dataclass
from itertools import pairwise

Fields = dict[str, str]

NEXIS_HEAD = re.compile(r"^[ \t]*(?:FOCUS - )?\d{1,5} of \d{1,5} DOCUMENTS?[ \t]*$", re.MULTILINE)
NEXIS_END = re.compile(r"^[ \t]*End of Document[ \t]*$", re.MULTILINE)
NEXIS_LABEL = re.compile(
    r"(?P<label>SECTION|LENGTH|BYLINE|HEADLINE|DATELINE|HIGHLIGHT|GRAPHIC|CORRECTION|SERIES|NOTES?|BODY|URL|DISTRIBUTION|"
    r"LOAD-DATE|LANGUAGE|PUBLICATION-TYPE|JOURNAL-CODE|SUBJECT|COMPANY|ORGANIZATION|INDUSTRY|GEOGRAPHIC|PERSON|CITY|"
    r"STATE|COUNTRY|TICKER|NAME|TYPE|CORRECTION-DATE|ACC-NO|DOCUMENT-TYPE|TRANSCRIPT|PUBLISHER|Classification)"
    r"(?P<colon>:)?[ \t]*(?P<rest>.*)",
    re.IGNORECASE,
)
NEXIS_BELOW = frozenset(
    [
        "graphic",
        "load-date",
        "language",
        "publication-type",
        "journal-code",
        "subject",
        "company",
        "organization",
        "industry",
        "geographic",
        "person",
        "city",
        "state",
        "country",
        "ticker",
        "classification",
        "correction-date",
        "acc-no",
        "document-type",
        "publisher",
        "url",
        "notes",
        "note",
    ]
)
COPYRIGHT = re.compile(r"^\s*(?:Copyright\b|©|All Rights Reserved)", re.IGNORECASE)
DATE_LINE = re.compile(
    r"(?:(?:Mon|Tues?|Wednes|Thurs?|Fri|Satur|Sun)(?:day)?,?\s+)?"
    r"(?:(?P<month>[A-Z][a-z]{2,8})\.?\s+(?P<day>\d{1,2}),?\s+(?P<year>\d{4})"
    r"|(?P<day_first>\d{1,2})\.?\s+(?P<month_last>[A-Z][a-z]{2,8}),?\s+(?P<year_last>\d{4}))"
    r"(?:[,\s].{0,60})?$"
)
FACTIVA_CODE = re.compile(
    r"^(?P<code>SE|HD|HDL|BY|CR|WC|PD|ET|SN|SC|ED|PG|LA|CY|LP|TD|CT|RF|ART|CO|IN|NS|RE|IPD|IPC|PUB|AN|CLM|VOL|DLN)"
    r"(?:[ \t]+(?P<rest>\S.*)|[ \t]*)$"
)
FACTIVA_END = re.compile(
    r"^(?:AN\s+)?(?:Document|Dokument)[ \t]+(?P<id>[A-Za-z]{2,12}\d[\w-]{10,40})[ \t]*$", re.MULTILINE
)
FACTIVA_WORDS = re.compile(r"^[\d,.]{1,7} (?:words|Wörter|mots|palabras)$", re.IGNORECASE)
CLOCK_LINE = re.compile(r"^\d{1,2}:\d\d(?:\s?[AP]M)?(?:\s[A-Z]{2,4})?$", re.IGNORECASE)
CODE_LINE = re.compile(r"^[A-Z0-9]{2,10}$")
PAGE_LINE = re.compile(r"^(?:[A-Z]{0,3}-?\d{1,3}[A-Z]?|(?:Volume|Issue|Pg|Page)\b.{0,30})$", re.IGNORECASE)
LANGUAGE_LINE = re.compile(r"^[A-Z][a-zé]{3,14}$")
PROQUEST_RULE = re.compile(r"^_{20,}[ \t]*$", re.MULTILINE)
PROQUEST_LABEL = re.compile(
    r"^(?P<label>Author|Publication info|Abstract|Links|Full text|Subject|Location|People|Company / organization|Title|"
    r"Publication title|Pages?|First page|Publication year|Publication date|Year|Section|Publisher|"
    r"Place of publication|Country of publication|Publication subject|"
    r"ISSN|e-ISSN|Source type|Language of publication|Document type|"
    r"ProQuest document ID|Document URL|Copyright|Last updated|Database|Credit|Classification|Identifier / keyword|"
    r"Issue|Volume|Column|Dateline|Illustration|Business indexing term|Edition|Number of pages|Credit|Word count): ?"
    r"(?P<rest>.*)$",
    re.MULTILINE,
)
BY = re.compile(r"^\s*by:?\s+", re.IGNORECASE)
LOOKED_AT = 60_000  # characters of a file by which its kind is told


@dataclass(frozen=True)
class Export:
    """A kind of file: its name and title, whether a text is one, and the articles in it."""

    name: str
    title: str
    fits: Callable[[str], bool]
    split: Callable[[str], Iterator[Fields]]


def find_export(text: str, forced: str | None = None) -> Export | None:
    """The kind of file that a text is, None for a text that is an article itself.

    >>> found = find_export("1 of 2 DOCUMENTS\\n\\nThe Ledger\\n\\nMarch 1, 2024\\n\\nLENGTH: 9 words\\n\\nRates rose.")
    >>> found.name
    'nexis'
    """
    if forced is not None:
        return next((kind for kind in EXPORTS if kind.name == forced), None)
    head = text[:LOOKED_AT].replace("\r\n", "\n").replace("\xa0", " ")
    return next((kind for kind in EXPORTS if kind.fits(head)), None)


def fits_nexis(head: str) -> bool:
    """Whether a text has documents as Nexis numbers them, or ends them, with its labels."""
    labels = {m["label"].casefold() for line in head.splitlines()[:2_000] if (m := NEXIS_LABEL.match(line.strip()))}
    marked = bool(NEXIS_HEAD.search(head) or NEXIS_END.search(head))
    return marked and bool(labels & {"length", "load-date", "section", "body", "byline", "language"})


def split_nexis(text: str) -> Iterator[Fields]:
    """The articles of a Nexis file."""
    heads = [match.end() for match in NEXIS_HEAD.finditer(text)]
    if heads:
        starts = [*heads, len(text)]
        pieces = [text[a:b] for a, b in pairwise(starts)]
    else:
        ends = [match.start() for match in NEXIS_END.finditer(text)]
        pieces = [text[a:b] for a, b in pairwise([0, *ends])]
    for piece in pieces:
        yield read_nexis(NEXIS_HEAD.sub("", NEXIS_END.sub("", piece)))


def read_nexis(piece: str) -> Fields:
    """The fields of one article."""
    lines = piece.splitlines()
    labels, body_from, body_to = find_labels(lines)
    head = [line.strip() for line in lines[: labels[0][0] if labels else body_from]]
    found = {label: rest for _, label, rest in labels}
    fields = read_unlabelled([line for line in head if line and not COPYRIGHT.match(line)])
    below = (match for line in lines[body_to:] if (match := NEXIS_LABEL.fullmatch(line.strip())))
    found |= {
        match["label"].casefold(): match["rest"].strip()
        for match in below
        if match["label"].isupper() or match["colon"]
    }
    fields["text"] = "\n".join(lines[body_from:body_to]).strip()
    named = {"headline": "headline", "byline": "byline", "language": "language", "url": "url"}
    fields |= {ours: found[label] for ours, label in named.items() if found.get(label)}
    return {name: BY.sub("", words) if name == "byline" else words for name, words in fields.items() if words}


def find_labels(lines: list[str]) -> tuple[list[tuple[int, str, str]], int, int]:
    """The labelled lines above the body with their words, and the lines at which the body begins and ends."""
    labels: list[tuple[int, str, str]] = []
    body_from, body_to = 0, len(lines)
    for number, line in enumerate(lines):
        match = NEXIS_LABEL.fullmatch(line.strip())
        if match is None or not (match["colon"] or match["label"].casefold() in ("body", "classification")):
            continue
        label = match["label"].casefold()
        if label in ("body", "classification") and match["rest"] and not match["colon"]:
            continue
        if label in NEXIS_BELOW and labels and number > body_from + 1:
            body_to = number
            break
        labels.append((number, label, gather(lines, number, match["rest"])))
        body_from = number + 1 if label == "body" else end_of(lines, number)
        if label == "body":
            body_to = next((n for n in range(number + 1, len(lines)) if is_below(lines[n])), len(lines))
            break
    return labels, body_from, body_to


def is_below(line: str) -> bool:
    """Whether a line is the first of the labels below a body."""
    match = NEXIS_LABEL.fullmatch(line.strip())
    if match is None or match["label"].casefold() not in NEXIS_BELOW:
        return COPYRIGHT.match(line) is not None
    return bool(match["colon"]) or (match["label"].casefold() == "classification" and not match["rest"])


def end_of(lines: list[str], number: int) -> int:
    """The line after a label's words, which go on to the next blank line."""
    for place in range(number + 1, min(len(lines), number + 4)):
        if not lines[place].strip() or NEXIS_LABEL.fullmatch(lines[place].strip()):
            return place
    return number + 1


def gather(lines: list[str], number: int, rest: str) -> str:
    """A label's words, with the lines below it up to a blank one."""
    more = [line.strip() for line in lines[number + 1 : end_of(lines, number)]]
    return " ".join([rest.strip(), *more]).strip()


def read_unlabelled(head: list[str]) -> Fields:
    """Headline, outlet and date from the lines above the labels: the outlet is the line before the date."""
    place = next((n for n, line in enumerate(head) if DATE_LINE.match(line)), None)
    if place is None:
        return {}
    fields = {"published_at": read_day(head[place])}
    if place:
        fields["publisher"] = head[place - 1]
    above = head[max(0, place - 3) : place - 1] if place > 1 else []
    below = [line for line in head[place + 1 :] if not re.search(r"\bEdition\b", line)]
    title = " ".join(below) or " ".join(above[-1:])
    return fields | ({"headline": title} if title else {})


def read_day(line: str) -> str:
    """The date in a line, without weekday and edition.

    >>> read_day("March 1, 2024 Friday"), read_day("1 March 2024")
    ('March 1, 2024', '1 March 2024')
    """
    match = DATE_LINE.match(line.strip())
    if match is None:
        return line
    if match["year"]:
        return f"{match['month']} {match['day']}, {match['year']}"
    return f"{match['day_first']} {match['month_last']} {match['year_last']}"


def fits_factiva(head: str) -> bool:
    """Whether a text has Factiva's codes, or its lines of words, date and document number."""
    lines = [line.strip() for line in head.splitlines()[:3_000]]
    codes = {match["code"] for line in lines if (match := FACTIVA_CODE.match(line))}
    if {"HD", "PD"} <= codes and codes & {"LP", "TD"}:
        return True
    return bool(FACTIVA_END.search(head)) and any(FACTIVA_WORDS.match(line) for line in lines)


def split_factiva(text: str) -> Iterator[Fields]:
    """The articles of a Factiva file."""
    place = 0
    for match in FACTIVA_END.finditer(text):
        yield {**read_factiva(text[place : match.start()]), "id": match["id"]}
        place = match.end()
    if FACTIVA_WORDS.search(text[place:]) or re.search(r"^HD\b", text[place:], re.MULTILINE):
        yield read_factiva(text[place:])


def read_factiva(piece: str) -> Fields:
    """The fields of one article, with codes or without."""
    lines = piece.splitlines()
    coded: dict[str, list[str]] = {}
    code = ""
    for line in lines:
        match = FACTIVA_CODE.match(line.strip()) if line[:1].strip() else None
        if match:
            code = match["code"]
            coded.setdefault(code, []).append(match["rest"] or "")
        elif code:
            coded[code].append(line)
    if {"HD", "PD"} <= coded.keys():
        return read_coded(coded)
    return read_plain_factiva(lines)


def read_coded(coded: dict[str, list[str]]) -> Fields:
    """The fields of an article with codes."""
    words = {code: "\n".join(lines).strip() for code, lines in coded.items()}
    text = "\n\n".join(part for part in (words.get("LP", ""), words.get("TD", "")) if part)
    one_line = {code: " ".join(value.split()) for code, value in words.items()}
    date = " ".join(part for part in (one_line["PD"], one_line.get("ET", "")) if part)
    fields = {"text": text, "headline": one_line["HD"], "published_at": date}
    for ours, code in (("byline", "BY"), ("publisher", "SN"), ("language", "LA")):
        if one_line.get(code):
            fields[ours] = BY.sub("", one_line[code])
    return fields


def read_plain_factiva(lines: list[str]) -> Fields:
    """The fields of an article without codes: headline, byline, number of words, date, outlet, ..., then the body."""
    count = next((n for n, line in enumerate(lines) if FACTIVA_WORDS.match(line.strip())), None)
    if count is None:
        return {"text": "\n".join(lines).strip()}
    above = [line.strip() for line in lines[:count] if line.strip()]
    fields: Fields = {}
    if above and len(above) > 1 and (BY.match(above[-1]) or len(above[-1].split()) <= 8):
        fields["byline"] = BY.sub("", above.pop())
    fields["headline"] = " ".join(above[-2:])
    place = count + 1
    while place < len(lines) and place < count + 14:
        line = lines[place].strip()
        kind = head_line(line, fields)
        if kind == "body":
            break
        if kind:
            fields.setdefault(kind, read_day(line) if kind == "published_at" else line)
        place += 1
    fields["text"] = "\n".join(lines[place:]).strip()
    return {name: words for name, words in fields.items() if words}


def head_line(line: str, fields: Fields) -> str | None:
    """Which field a line below the number of words is; None for those that are none of ours."""
    if not line or CLOCK_LINE.match(line) or COPYRIGHT.match(line):
        return None
    if DATE_LINE.match(line) and "published_at" not in fields:
        return "published_at"
    if "publisher" not in fields and "published_at" in fields:
        return "publisher"
    if CODE_LINE.match(line) or PAGE_LINE.match(line):
        return None
    if "language" not in fields and LANGUAGE_LINE.match(line):
        return "language"
    return "body" if "publisher" in fields else None


def fits_proquest(head: str) -> bool:
    """Whether a text has ProQuest's labels between rules."""
    labels = {match["label"] for match in PROQUEST_LABEL.finditer(head)}
    return "Full text" in labels and bool(labels & {"Publication title", "Publication info", "ProQuest document ID"})


def split_proquest(text: str) -> Iterator[Fields]:
    """The articles of a ProQuest file."""
    for piece in PROQUEST_RULE.split(text):
        if re.search(r"^Full text: ?", piece, re.MULTILINE):
            yield read_proquest(piece)


def read_proquest(piece: str) -> Fields:
    """The fields of one article."""
    labels = list(PROQUEST_LABEL.finditer(piece))
    found: dict[str, str] = {}
    for match, after in zip(labels, [*labels[1:], None], strict=True):
        end = len(piece) if after is None else after.start()
        found.setdefault(match["label"], piece[match.start("rest") : end].strip())
    above = [line.strip() for line in piece[: labels[0].start()].splitlines() if line.strip()]
    above = [line for line in above if not re.match(r"Document \d+ of \d+$", line)]
    fields = {
        "text": found.get("Full text", ""),
        "headline": found.get("Title") or " ".join(above[-1:]),
        "byline": turn_names(found.get("Author", "")),
        "publisher": found.get("Publication title", "").partition(";")[0]
        or found.get("Publication info", "").partition(";")[0],
        "published_at": found.get("Publication date", ""),
        "language": found.get("Language of publication", ""),
        "id": found.get("ProQuest document ID", ""),
        "url": found.get("Document URL", "").split("\n")[0],
    }
    return {name: words.strip() for name, words in fields.items() if words.strip()}


def turn_names(words: str) -> str:
    """Authors as they are printed.

    >>> turn_names("Melo, Ana; Brandt, Jo")
    'Ana Melo, Jo Brandt'
    """
    names = [part.strip().rstrip(".") for part in words.split(";") if part.strip()]
    return ", ".join(" ".join(reversed(name.split(", ", 1))) for name in names)


EXPORTS = (
    Export("nexis", "a Nexis export", fits_nexis, split_nexis),
    Export("factiva", "a Factiva export", fits_factiva, split_factiva),
    Export("proquest", "a ProQuest export", fits_proquest, split_proquest),
)
