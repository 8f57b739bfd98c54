"""What each area of tests/cases looks at: the rows found in a case's text, as the lines that a case file expects."""

from __future__ import annotations

import re
from collections import Counter, defaultdict
from collections.abc import Callable
from datetime import date
from decimal import Decimal

from tests.case_files import ONLY, Case
from transforms.annotate import Annotator, Article
from transforms.linking import link_rows
from transforms.money.amounts import find_amounts
from transforms.money.deadlines import DeadlineReader
from transforms.page.layout import Layout
from transforms.page.segments import segment_text
from transforms.reading.marks import find_passages
from transforms.records import ArticleHints, Segment
from warehouse.seeds import read_seeds
from warehouse.tables import SEGMENT_KINDS

Rows = dict[str, list[dict]]
CLAIM_FIELDS = ("text", "subject", "direction", "modality", "deadline", "claimant_text")
NAME_IN_ARTICLE = re.compile(r'(\S+) "([^"]+)"')


def show(*values: object) -> str:
    """The values of a row as a line: "-" for none."""
    return " | ".join("-" if value is None else str(value).replace("\n", "\\n") for value in values)


def annotate(annotator: Annotator, cases: list[Case]) -> list[Rows]:
    """The rows of each case by table; one batch, so that the model runs once."""
    articles = [
        Article(f"{number} {name}", text, hints_of(case))
        for number, case in enumerate(cases)
        for name, text in case.texts.items()
    ]
    rows: list[Rows] = [defaultdict(list) for _ in cases]
    for table, found in annotator.annotate(articles, "run").items():
        for row in found:
            rows[int(row["article_id"].partition(" ")[0])][table].append(row)
    assert not any(tables["failures"] for tables in rows)
    return rows


def hints_of(case: Case) -> ArticleHints:
    day = case.settings.get("published")
    return ArticleHints(published_on=date.fromisoformat(day)) if day else ArticleHints()


def show_quotes(annotator: Annotator, cases: list[Case]) -> list[list[str]]:
    """kind, act | words of the source | content, its parts joined by " ... " | name of the speaker's entity."""
    return [show_statements(tables, case.text) for case, tables in zip(cases, annotate(annotator, cases), strict=True)]


def show_statements(tables: Rows, text: str) -> list[str]:
    names = names_of(tables)
    parts: dict[str, list[str]] = defaultdict(list)
    for span in tables["quote_spans"]:
        parts[span["quote_id"]].append(text[span["start"] : span["end"]])
    return [
        show(
            f"{row['kind']}, {row['act']}",
            row["speaker_text"],
            " ... ".join(parts[row["quote_id"]]),
            names.get(row["speaker_id"]),
        )
        for row in tables["quotes"]
    ]


def show_marks(_: Annotator, cases: list[Case]) -> list[list[str]]:
    """Each passage in marks, without its marks."""
    return [[case.text[p.inner_start : p.inner_end] for p in find_passages(case.text)] for case in cases]


def show_demands(annotator: Annotator, cases: list[Case]) -> list[list[str]]:
    """action | words of the demander | its entity | words of the addressee | its entity | status."""
    shown = []
    for tables in annotate(annotator, cases):
        names = names_of(tables)
        shown.append(
            [
                show(
                    row["action_text"],
                    row["demander_text"],
                    names.get(row["demander_id"]),
                    row["addressee_text"],
                    names.get(row["addressee_id"]),
                    row["status"],
                )
                for row in tables["demands"]
            ]
        )
    return shown


def show_claims(annotator: Annotator, cases: list[Case]) -> list[list[str]]:
    """words | subject | direction | modality | deadline | claimant."""
    return [
        [show(*(row[name] for name in CLAIM_FIELDS)) for row in tables["money_claims"]]
        for tables in annotate(annotator, cases)
    ]


def show_amounts(annotator: Annotator, cases: list[Case]) -> list[list[str]]:
    """words | low | high | currency | modifier | period; as many fields as the case gives."""
    lexicon = annotator.money.lexicon
    return [
        [
            show(case.text[a.start : a.end], plain(a.low), plain(a.high), a.currency, a.modifier, a.period)
            for a in find_amounts(case.text, 0, len(case.text), lexicon)
        ]
        for case in cases
    ]


def plain(value: Decimal | None) -> str | None:
    """A number without zeros that say nothing, and never as 6E+10."""
    return None if value is None else f"{value.normalize():f}"


def show_deadlines(annotator: Annotator, cases: list[Case]) -> list[list[str]]:
    """The ISO 8601 value of each date by which something is to be."""
    lexicon = annotator.money.lexicon
    readings = annotator.reader.read((case.text, (Segment("body", 0, len(case.text)),)) for case in cases)
    return [
        [
            found.value
            for found in DeadlineReader.over(reading, lexicon, hints_of(case).published_on).find(0, len(reading))
        ]
        for case, reading in zip(cases, readings, strict=True)
    ]


def show_entities(annotator: Annotator, cases: list[Case]) -> list[list[str]]:
    """kind name = its mentions, parted by "; ". Other entities may be there; "no NAME" where one must not."""
    return [show_known(tables, case.rows) for case, tables in zip(cases, annotate(annotator, cases), strict=True)]


def show_known(tables: Rows, expected: list[str]) -> list[str]:
    mentions: dict[str, list[str]] = defaultdict(list)
    for row in tables["mentions"]:
        mentions[row["entity_id"]].append(row["text"])
    named = {
        f"{e['kind']} {e['name']} = {'; '.join(mentions[e['article_entity_id']])}" for e in tables["article_entities"]
    }
    texts = {row["text"] for row in tables["mentions"]}
    held = [line for line in expected if line in named or (line.startswith("no ") and line[3:] not in texts)]
    return held if held == expected else sorted(named)


def show_roles(annotator: Annotator, cases: list[Case]) -> list[list[str]]:
    """person | title | organization, and "former" after these where somebody was it once; in any order."""
    shown = []
    for case, tables in zip(cases, annotate(annotator, cases), strict=True):
        names = names_of(tables)
        lines = [
            show(names[r["person_id"]], r["title"], names.get(r["organization_id"])) + " | former" * r["is_former"]
            for r in tables["roles"]
        ]
        shown.append(case.rows if Counter(lines) == Counter(case.rows) else lines)
    return shown


def show_homes(annotator: Annotator, cases: list[Case]) -> list[list[str]]:
    """name | country, of the organizations and places that a case asks for."""
    shown = []
    for case, tables in zip(cases, annotate(annotator, cases), strict=True):
        codes = {row["name"]: row["country_code"] for row in tables["article_entities"]}
        asked = [row.partition(" | ")[0] for row in case.rows]
        shown.append([show(name, codes.get(name, "no such name")) for name in asked])
    return shown


def show_links(annotator: Annotator, cases: list[Case]) -> list[list[str]]:
    """What holds of names over the articles: same, different, country of, metonym of."""
    seeds = read_seeds("linking")
    return [
        show_linked(link_case(tables, number, case, seeds), case.rows)
        for number, (case, tables) in enumerate(zip(cases, annotate(annotator, cases), strict=True))
    ]


def link_case(tables: Rows, number: int, case: Case, seeds) -> dict[tuple[str, str], dict]:
    """The entity of the corpus that each name of each article means."""
    articles = [{"article_id": f"{number} {name}", "source_id": name, "is_current": True} for name in case.articles]
    links, entities, _ = link_rows(tables["article_entities"], tables["roles"], articles, seeds)
    entity = {row["entity_id"]: row for row in entities}
    home = {link["article_entity_id"]: entity[link["entity_id"]] for link in links}
    named = [row for row in tables["mentions"] if row["form"] == "name"]
    return {(m["article_id"].partition(" ")[2], m["text"]): home[m["entity_id"]] for m in named}


def show_linked(found: dict[tuple[str, str], dict], expected: list[str]) -> list[str]:
    return [line if holds(line, found) else f"not so, of {sorted(found)}: {line}" for line in expected]


def holds(line: str, found: dict[tuple[str, str], dict]) -> bool:
    kind, _, rest = line.partition(": ")
    rows = [found.get(name) for name in NAME_IN_ARTICLE.findall(rest)]
    if not rows or None in rows:
        return False
    if kind in ("same", "different"):
        return (rows[0]["entity_id"] == rows[1]["entity_id"]) == (kind == "same")
    column = {"country": "country_code", "metonym": "metonym_of"}[kind]
    return rows[0][column] == (None if rest.endswith(" -") else rest.split()[-1])


def show_segments(annotator: Annotator, cases: list[Case]) -> list[list[str]]:
    """What is read otherwise than the case says. Each line of a text begins with its kind; see `read_kinds`."""
    return [sorted(misread(case, annotator.layout)) for case in cases]


def misread(case: Case, layout: Layout) -> set[str]:
    text, expected = read_kinds(case)
    got: list[str | None] = [None] * len(text)
    for segment in segment_text(text, ArticleHints(), layout):
        got[segment.start : segment.end] = [segment.kind] * (segment.end - segment.start)
    wrong = [place for place, char in enumerate(text) if not char.isspace() and got[place] != expected[place]]
    return {f"{expected[place]} read as {got[place]}: {line_at(text, place)}" for place in wrong}


def line_at(text: str, place: int) -> str:
    return text[text.rfind("\n", 0, place) + 1 :].partition("\n")[0][:70]


def read_kinds(case: Case) -> tuple[str, list[str | None]]:
    """The text of a case and the kind of each character; "+" goes on in the same line, "|" alone is a blank line."""
    text, kinds = "", []
    breaks = "\r\n" if case.settings.get("line break") == "windows" else "\n"
    for line in case.articles[ONLY]:
        kind, _, words = line.partition("|")
        assert kind.lstrip("+") in (*SEGMENT_KINDS, ""), line
        lead = " " if kind.startswith("+") else breaks * bool(text)
        text += lead + words.strip()
        kinds += [None] * len(lead) + [kind.lstrip("+")] * len(words.strip())
    return text, kinds


def names_of(tables: Rows) -> dict[str, str]:
    return {row["article_entity_id"]: row["name"] for row in tables["article_entities"]}


AREAS: dict[str, Callable[[Annotator, list[Case]], list[list[str]]]] = {
    "claims": show_claims,
    "deadlines": show_deadlines,
    "demands": show_demands,
    "entities": show_entities,
    "homes": show_homes,
    "linking": show_links,
    "marks": show_marks,
    "money": show_amounts,
    "quotes": show_quotes,
    "roles": show_roles,
    "segments": show_segments,
}
