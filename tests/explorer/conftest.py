"""A small warehouse of invented articles: overlapping marks, copies, revisions, two parties, a hostile article."""

import hashlib
import shutil
from datetime import UTC, date, datetime, timedelta
from decimal import Decimal

import duckdb
import pyarrow as pa
import pytest

from warehouse import tables

STAMP = {"run_id": "run_2", "pipeline_version": "0.0-test"}
HOSTILE = "<script>document.title='owned'</script>\"'><img src=x onerror=alert(1)>"


class Corpus:
    """Rows by table, written to a warehouse file as a load would."""

    def __init__(self):
        self.rows = {name: [] for name, table in tables.TABLES.items() if table.in_warehouse}

    def add(self, table, **row):
        self.rows[table].append(row)
        return row

    def entity(self, entity_id, kind, name, **more):
        row = {"aliases": [name], "article_count": 1, "pipeline_version": "0.0-test", **more}
        self.add("entities", entity_id=entity_id, kind=kind, name=name, **row)
        return entity_id

    def run(self, run_id, day, counts="{}"):
        started = datetime(2031, 3, day, 6, tzinfo=UTC)
        self.add(
            "runs",
            run_id=run_id,
            started_at=started,
            finished_at=started + timedelta(minutes=2),
            status="completed",
            sources=["articles/"],
            pipeline_version="0.0-test",
            model="test",
            counts=counts,
        )

    def write(self, path):
        path.parent.mkdir(parents=True, exist_ok=True)
        aside = path.with_suffix(".aside")
        aside.unlink(missing_ok=True)
        with duckdb.connect(str(aside)) as con:
            for name, rows in self.rows.items():
                table = tables.TABLES[name]
                con.execute(tables.ddl(table)[0])  # the comments that follow take most of the time
                if rows:
                    con.register("given", as_table(table, rows))
                    con.execute(f'INSERT INTO "{name}" BY NAME SELECT * FROM given')
                    con.unregister("given")
        aside.replace(path)


def as_table(table, rows):
    """The rows as Arrow; what a row must have and this corpus has no use for gets the plainest value."""
    plain = {tables.INT: 0, tables.TEXT: "", tables.REAL: 0.0, tables.FLAG: False, tables.TEXTS: []}
    columns = []
    for c in table.columns:
        default = None if c.nullable else plain.get(c.kind)
        columns.append(pa.array([r.get(c.name, default) for r in rows], tables.ARROW_TYPES[c.kind]))
    return pa.table(columns, names=[c.name for c in table.columns])


class Article:
    """One article; spans are found by their words."""

    def __init__(self, corpus, source_id, text, **more):
        self.corpus, self.text = corpus, text
        self.article_id = "article_" + hashlib.blake2b(f"{source_id}{text}".encode(), digest_size=8).hexdigest()
        self.base = {"article_id": self.article_id, **STAMP}
        corpus.add(
            "articles",
            article_id=self.article_id,
            source_id=source_id,
            source_uri=f"{source_id}.txt",
            text=text,
            language="en",
            content_hash="-",
            ingested_at=datetime(2031, 3, 9, tzinfo=UTC),
            **{"cluster_id": self.article_id, "revision": 1, "is_current": True, "run_id": "run_2", **more},
        )
        place = 0
        for line in text.split("\n"):
            if line.strip():
                kind = "headline" if place == 0 else "body"
                kind = "related_link" if line.startswith("Read more:") else kind
                self.add("segments", "segment", place, place + len(line), segment_id=f"s{place}", kind=kind)
            place += len(line) + 1

    def add(self, table, prefix, start, end, **row):
        row_id = (
            f"{prefix}_{hashlib.blake2b(f'{self.article_id}{start}{end}{row}'.encode(), digest_size=8).hexdigest()}"
        )
        key = tables.TABLES[table].key[-1]
        given = {"start": start, "end": end, **self.base, **row}
        given.setdefault(key, row_id)
        return self.corpus.add(table, **given)

    def find(self, words, nth=0):
        start = -1
        for _ in range(nth + 1):
            start = self.text.index(words, start + 1)
        return start, start + len(words)

    def mention(self, words, entity, kind="person", form="name", nth=0):
        return self.add(
            "mentions", "mention", *self.find(words, nth), text=words, entity_id=entity, kind=kind, form=form
        )

    def role(self, words, person, organization=None, is_former=False):
        span = self.find(words)
        return self.add(
            "roles",
            "role",
            *span,
            title=words,
            person_id=person,
            organization_id=organization,
            is_former=is_former,
            rule="title_before_name",
        )

    def part(self, name, words):
        start, end = self.find(words) if words else (None, None)
        text = name if name in ("cue", "subject") else f"{name}_text"
        return {text: words or None, f"{name}_start": start, f"{name}_end": end}

    def quote(self, *parts, speaker=None, speaker_id=None, cue=None, to=None, to_id=None, **more):
        spans = [self.find(part) for part in parts]
        start, end = spans[0][0], spans[-1][1]
        row = {"kind": "direct", "act": "said", "confidence": 0.9, "rule": "marks_then_cue", **more}
        made = self.add(
            "quotes",
            "quote",
            start,
            end,
            text=self.text[start:end],
            quoted_text=" … ".join(parts),
            speaker_id=speaker_id,
            addressee_id=to_id,
            **self.part("speaker", speaker),
            **self.part("addressee", to),
            **self.part("cue", cue),
            **row,
        )
        for number, (first, last) in enumerate(spans):
            self.add("quote_spans", "part", first, last, quote_id=made["quote_id"], part=number)
        return made

    def claim(self, words, low, subject=None, claimant=None, claimant_id=None, **more):
        start, end = self.find(words, more.pop("nth", 0))
        value = Decimal(low)
        row = {
            "currency": "EUR",
            "currency_from": "sign",
            "is_price": False,
            "modifier": "exact",
            "direction": "level",
            "modality": "asserted",
            **more,
        }
        row = {"confidence": 0.8, "rule": "symbol_amount", "claim_group_id": "", "amount_high": value, **row}
        return self.add(
            "money_claims",
            "claim",
            start,
            end,
            text=words,
            amount_low=value,
            claimant_id=claimant_id,
            **self.part("subject", subject),
            **self.part("claimant", claimant),
            **row,
        )

    def demand(self, words, demander, demander_id, cue, *addressee, **more):
        span = self.find(words, more.pop("nth", 0))
        to, to_id = addressee or (None, None)
        row = {"status": "demanded", "rule": "verb x_to", "confidence": 0.9, "demand_group_id": "", **more}
        return self.add(
            "demands",
            "demand",
            *span,
            action_text=words,
            demander_id=demander_id,
            addressee_id=to_id,
            **self.part("demander", demander),
            **self.part("addressee", to),
            **self.part("cue", cue),
            **row,
        )


FERRY = """Estonia and Finland trade terms over ferry dues

Read more: The winter timetable

TALLINN — Finland asked Estonia on Monday to cut harbour dues by €40 million by 2033, a demand that Transport \
Minister Liis Kaasik called “a bill for somebody else’s dredging.”

“We pay for every metre of that quay,” Kaasik said, “and the ships pay for none of it.”

Estonian negotiators want Finland to open its night berths to smaller lines and to pay €12.5 million for new ramps.

She told reporters the talks would go on.

Harri Salmela, a harbour economist at Turku Maritime Institute, said dues had fallen by a third since 2020. 🚢
"""
FERRY_OLD = FERRY.replace("€40 million", "€35 million").replace("a third", "a quarter")
COPY = FERRY.replace("Read more: The winter timetable\n\n", "")
HOSTILE_TEXT = f"""{HOSTILE} headline

{HOSTILE} said: “{HOSTILE}” and owes €1 million to <b>nobody</b>.
"""


def add_ferry(corpus, source_id, text, **more):
    article = Article(corpus, source_id, text, headline=text.split("\n")[0], **more)
    for words, entity, kind in (("Estonia", "place_ee", "place"), ("Finland", "place_fi", "place")):
        for nth in range(2):
            article.mention(words, entity, kind, nth=nth)
    article.mention("Liis Kaasik", "person_kaasik")
    article.mention("Kaasik", "person_kaasik", nth=1)
    article.mention("She", "person_kaasik", form="pronoun")
    article.mention("Harri Salmela", "person_salmela")
    article.mention("Turku Maritime Institute", "org_turku", "organization")
    article.role("Transport Minister", "person_kaasik")
    article.role("harbour economist", "person_salmela", "org_turku")
    amount = "€35 million" if "€35 million" in text else "€40 million"
    demand = article.quote(
        f"cut harbour dues by {amount} by 2033",
        speaker="Finland",
        speaker_id="place_fi",
        cue="asked",
        to="Estonia",
        to_id="place_ee",
        kind="indirect",
        act="demanded",
        confidence=0.82,
    )
    article.quote(
        "“a bill for somebody else’s dredging.”",
        speaker="Transport Minister Liis Kaasik",
        speaker_id="person_kaasik",
        cue="called",
        confidence=0.64,
    )
    article.quote(
        "“We pay for every metre of that quay,”",
        "“and the ships pay for none of it.”",
        speaker="Kaasik",
        speaker_id="person_kaasik",
        cue="said",
        confidence=0.97,
    )
    article.quote(
        "open its night berths to smaller lines and to pay €12.5 million for new ramps",
        speaker="Estonian negotiators",
        speaker_id="place_ee",
        cue="want",
        to="Finland",
        to_id="place_fi",
        kind="indirect",
        act="demanded",
        confidence=0.7,
    )
    article.quote(
        "the talks would go on", speaker="She", speaker_id="person_kaasik", cue="told", kind="indirect", confidence=0.55
    )
    article.quote(
        "dues had fallen by a third since 2020" if "a third" in text else "dues had fallen by a quarter since 2020",
        speaker="Harri Salmela",
        speaker_id="person_salmela",
        cue="said",
        kind="indirect",
    )
    more = {"direction": "decrease", "modality": "demanded", "deadline": "2033", "quote_id": demand["quote_id"]}
    low = "35000000" if "€35" in amount else "40000000"
    group = {"claim_group_id": f"group_{low}", "usd_low": Decimal(low) * 2, "usd_high": Decimal(low) * 2}
    rate = {"fx_rate": 2.0, "fx_date": date(2031, 3, 3)}
    dues = article.claim(amount, low, "harbour dues", "Finland", "place_fi", **more, **group, **rate)
    ramps = article.claim(
        "€12.5 million", "12500000", "new ramps", "Estonian negotiators", "place_ee", modality="demanded"
    )
    finns = {"deadline": "2033", "claim_id": dues["claim_id"], "quote_id": demand["quote_id"]}
    words = f"cut harbour dues by {amount} by 2033"
    asked = {"demand_group_id": "demandgroup_dues"}
    article.demand(words, "Finland", "place_fi", "asked", "Estonia", "place_ee", **finns, **asked)
    for words, group_id, claim in (
        ("open its night berths to smaller lines", "demandgroup_berths", None),
        ("pay €12.5 million for new ramps", "demandgroup_ramps", ramps["claim_id"]),
    ):
        parties = ("Estonian negotiators", "place_ee", "want", "Finland", "place_fi")
        article.demand(words, *parties, claim_id=claim, demand_group_id=group_id)
    return article


def make_corpus():
    corpus = Corpus()
    corpus.run("run_1", 2)
    corpus.run("run_2", 9, '{"inputs": 6, "new": 3, "revised": 1, "unchanged": 1, "rejected": 1}')
    corpus.entity("place_ee", "place", "Estonia", country_code="EE", external_id="EE", article_count=2)
    corpus.entity("place_fi", "place", "Finland", country_code="FI", external_id="FI", article_count=2)
    corpus.entity("person_kaasik", "person", "Liis Kaasik", aliases=["Liis Kaasik", "Kaasik"], article_count=2)
    corpus.entity("person_salmela", "person", "Harri Salmela", article_count=2)
    corpus.entity("org_turku", "organization", "Turku Maritime Institute", article_count=2)
    corpus.entity("person_hostile", "person", HOSTILE)
    first = {"published_at": datetime(2031, 3, 3, 9, tzinfo=UTC), "published_precision": "time"}
    daily = {"publisher": "The Gulf Daily", "byline": "By Signe Aas", **first}
    add_ferry(
        corpus, "ferry", FERRY_OLD, is_current=False, url="https://example.org/ferry", **{**daily, "run_id": "run_1"}
    )
    new = add_ferry(
        corpus, "ferry", FERRY, revision=2, cluster_id="cluster_ferry", url="https://example.org/ferry", **daily
    )
    later = datetime(2031, 3, 10, 9, tzinfo=UTC)
    add_ferry(corpus, "wire-7", COPY, cluster_id="cluster_ferry", publisher="Harbour Wire", published_at=later)
    for change, table, before, after in (
        ("reworded", "quotes", "dues had fallen by a quarter since 2020", "dues had fallen by a third since 2020"),
        ("added", "money_claims", None, "€40 million"),
    ):
        key = tables.TABLES[table].key[-1]
        mine = [row for row in corpus.rows[table] if row["article_id"] == new.article_id]
        row_id = next(row[key] for row in mine if row["text"] == after)
        row = {"from_revision": 1, "to_revision": 2, "table_name": table, "row_id": row_id, "change": change}
        corpus.add("changes", source_id="ferry", before=before, after=after, **row)
    hostile = Article(
        corpus,
        f"hostile {HOSTILE}",
        HOSTILE_TEXT,
        headline=f"{HOSTILE} headline",
        publisher=HOSTILE,
        byline=HOSTILE,
        url="javascript:alert(document.domain)",
        published_at=datetime(2031, 3, 5, tzinfo=UTC),
    )
    hostile.mention(HOSTILE, "person_hostile", nth=1)
    hostile.quote(f"“{HOSTILE}”", speaker=HOSTILE, speaker_id="person_hostile", cue="said", confidence=0.3)
    hostile.claim("€1 million", "1000000", HOSTILE, HOSTILE, "person_hostile", confidence=0.2)
    bad = {"source_uri": HOSTILE, "line": 3, "stage": "ingest", "error": f"not JSON {HOSTILE}", "raw": HOSTILE}
    corpus.add("rejects", reject_id="reject_1", run_id="run_2", **bad)
    return corpus


@pytest.fixture
def corpus():
    return make_corpus()


@pytest.fixture(scope="session")
def hostile():
    return HOSTILE


@pytest.fixture(scope="session")
def data(tmp_path_factory):
    folder = tmp_path_factory.mktemp("data")
    make_corpus().write(folder / "onrecord.duckdb")
    return folder


@pytest.fixture
def own_data(data, tmp_path):
    """A data directory of the test's own, to change."""
    shutil.copy(data / "onrecord.duckdb", tmp_path)
    return tmp_path
