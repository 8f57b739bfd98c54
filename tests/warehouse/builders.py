"""Small made-up rows for tests of lake and warehouse: n articles with a person, a quote and a claim each."""

from datetime import UTC, date, datetime
from decimal import Decimal

from warehouse.arrow import to_table
from warehouse.database.database import build_warehouse
from warehouse.lake.lake import Lake

NOON = datetime(2026, 3, 2, 12, tzinfo=UTC)
VERSION = "1"


def make_text(number):
    return f"Mayor Ada Stone said the bridge {number} will cost $5 million."


def article_row(number, **more):
    text = make_text(number)
    row = {
        "article_id": f"a{number}",
        "source_id": f"s{number}",
        "source_uri": f"news/{number}.txt",
        "publisher": "The Beacon" if number % 2 else "The Courier",
        "published_at": NOON,
        "language": "en",
        "text": text,
        "content_hash": f"hash of {number}",
        "ingested_at": NOON,
        "arrival": number,
        "run_id": "run1",
    }
    return row | more


def annotation_rows(number, version=VERSION, text=None):
    text = text or make_text(number)
    article = f"a{number}"
    made = {"article_id": article, "run_id": "run1", "pipeline_version": version}

    def span(words):
        start = text.index(words)
        return {"start": start, "end": start + len(words)}

    said = text[text.index("the bridge") : -1]
    person, sentence, quote = f"reading{number}", f"sentence{number}", f"quote{number}"
    return {
        "segments": [{**made, "segment_id": f"segment{number}", "kind": "body", "start": 0, "end": len(text)}],
        "sentences": [
            {**made, "sentence_id": sentence, "segment_id": f"segment{number}", "start": 0, "end": len(text)}
        ],
        "article_entities": [
            {
                **made,
                "article_entity_id": person,
                "kind": "person",
                "name": "Ada Stone",
                "names": ["Ada Stone"],
                "is_named": True,
                "mention_count": 1,
            }
        ],
        "mentions": [
            {
                **made,
                "mention_id": f"mention{number}",
                "sentence_id": sentence,
                "entity_id": person,
                "kind": "person",
                "form": "name",
                "text": "Ada Stone",
                **span("Ada Stone"),
            }
        ],
        "roles": [
            {
                **made,
                "role_id": f"role{number}",
                "person_id": person,
                "title": "Mayor",
                "is_former": False,
                "rule": "before_name",
                **span("Mayor"),
            }
        ],
        "quotes": [
            {
                **made,
                "quote_id": quote,
                "sentence_id": sentence,
                "kind": "indirect",
                "act": "said",
                "text": said,
                **span(said),
                "quoted_text": said,
                "speaker_text": "Ada Stone",
                "speaker_start": text.index("Ada Stone"),
                "speaker_end": text.index("Ada Stone") + 9,
                "speaker_id": person,
                "cue": "said",
                "cue_start": text.index("said"),
                "cue_end": text.index("said") + 4,
                "is_negated": False,
                "rule": "clause",
                "confidence": 0.9,
                "speaker_confidence": 0.9,
            }
        ],
        "quote_spans": [{**made, "quote_id": quote, "part": 0, **span(said)}],
        "money_claims": [
            {
                **made,
                "claim_id": f"claim{number}",
                "sentence_id": sentence,
                "text": "$5 million",
                **span("$5 million"),
                "amount_low": Decimal(5_000_000),
                "amount_high": Decimal(5_000_000),
                "currency": "USD",
                "modifier": "exact",
                "currency_from": "sign",
                "is_price": False,
                "subject": "the bridge",
                "subject_start": text.index("the bridge"),
                "subject_end": text.index("the bridge") + 10,
                "direction": "level",
                "modality": "forecast",
                "claimant_text": "Ada Stone",
                "claimant_start": text.index("Ada Stone"),
                "claimant_end": text.index("Ada Stone") + 9,
                "claimant_id": person,
                "quote_id": quote,
                "usd_low": Decimal(5_000_000),
                "usd_high": Decimal(5_000_000),
                "fx_rate": 1.0,
                "fx_date": date(2026, 3, 2),
                "rule": "symbol_scale",
                "confidence": 0.8,
            }
        ],
        "demands": [
            {
                **made,
                "demand_id": f"demand{number}",
                "sentence_id": sentence,
                "quote_id": quote,
                "action_text": "cost $5 million",
                **span("cost $5 million"),
                "demander_text": "Ada Stone",
                "demander_start": text.index("Ada Stone"),
                "demander_end": text.index("Ada Stone") + 9,
                "demander_id": person,
                "addressee_text": "the bridge",
                "addressee_start": text.index("the bridge"),
                "addressee_end": text.index("the bridge") + 10,
                "cue": "said",
                "cue_start": text.index("said"),
                "cue_end": text.index("said") + 4,
                "status": "demanded",
                "claim_id": f"claim{number}",
                "rule": "verb that",
                "confidence": 0.7,
            }
        ],
    }


def article_table(numbers):
    return to_table("articles", [article_row(n) for n in numbers])


def annotation_tables(numbers, version=VERSION):
    tables = {}
    for number in numbers:
        for name, rows in annotation_rows(number, version).items():
            tables.setdefault(name, []).extend(rows)
    return {name: to_table(name, rows) for name, rows in tables.items()}


def link_tables(numbers):
    numbers = list(numbers)
    person = {
        "entity_id": "entity_stone",
        "kind": "person",
        "name": "Ada Stone",
        "aliases": ["Ada Stone"],
        "article_count": len(numbers),
        "pipeline_version": VERSION,
    }
    links = [
        {"article_entity_id": f"reading{n}", "entity_id": "entity_stone", "rule": "same_name", "confidence": 0.9}
        for n in numbers
    ]
    articles = [{"article_id": f"a{n}", "cluster_id": f"a{n}", "revision": 1, "is_current": True} for n in numbers]
    claims = [{"claim_id": f"claim{n}", "claim_group_id": f"claim{n}"} for n in numbers]
    demands = [{"demand_id": f"demand{n}", "demand_group_id": f"demand{n}"} for n in numbers]
    return {
        "entities": to_table("entities", [person] if numbers else []),
        "entity_links": to_table("entity_links", links),
        "article_links": to_table("article_links", articles),
        "claim_links": to_table("claim_links", claims),
        "demand_links": to_table("demand_links", demands),
        "changes": to_table("changes", []),
    }


def run_rows(run_id="run1", status="completed"):
    row = {
        "run_id": run_id,
        "started_at": NOON,
        "finished_at": None if status == "running" else NOON,
        "status": status,
        "sources": ["news"],
        "pipeline_version": VERSION,
        "model": "none",
        "counts": "{}",
    }
    return to_table("runs", [row])


def fill(lake, numbers, version=VERSION, batch="b"):
    numbers = list(numbers)
    lake.commit_batch(batch, "articles", {"articles": article_table(numbers)})
    lake.commit_batch(batch, "annotations", annotation_tables(numbers, version))


def make_warehouse(folder, numbers, odd=()):
    """A warehouse in the folder, from a lake beside it: linked articles of those numbers, and odd rows of others."""
    lake = Lake(folder / "lake")
    lake.append_log("runs", run_rows(), "run_id")
    fill(lake, numbers)
    if odd:
        lake.commit_batch("odd", "articles", {"articles": to_table("articles", odd)})
    lake.replace_links(link_tables(numbers))
    build_warehouse(lake, folder / "onrecord.duckdb")
    return folder / "onrecord.duckdb"
