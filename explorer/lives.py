"""The life of a claim, a demand or an article: every report of it in order of time, by outlet, drawn and as a table."""

from __future__ import annotations

import xml.etree.ElementTree as ET
from collections.abc import Mapping, Sequence
from datetime import date, timedelta
from typing import Any

from explorer.charts import EDGE, WIDTHS, add, add_link, most_ticks, new_svg, short_name, ticks
from explorer.database import Reader, Row
from explorer.formats import show_amount, show_date
from explorer.links import Links
from explorer.lists import UnfitError

MOST = 300  # reports of one thing
LISTED = 12  # things to choose from
ROW, HEAD = 44, 22  # height of an outlet's row; from its top to its name's foot
NO_OUTLET = "publisher not given"

REPORTS = {
    "claim": """
SELECT c.claim_id AS row_id, c.article_id, a.publisher, a.headline, a.source_id, a.published_at::DATE AS day,
    c.modality AS standing, c.text AS words, c.subject, c.amount_low, c.amount_high, c.currency, c.modifier, c.period
FROM money_claims c JOIN current_articles a USING (article_id)
WHERE c.claim_group_id = (SELECT claim_group_id FROM money_claims WHERE claim_id = $1) AND c.claim_group_id <> ''
    OR c.claim_id = $1
ORDER BY day NULLS LAST, a.publisher, c.article_id, c.start LIMIT $2""",
    "demand": """
SELECT d.demand_id AS row_id, d.article_id, a.publisher, a.headline, a.source_id, a.published_at::DATE AS day,
    d.status AS standing, d.action_text AS words
FROM made.asked q JOIN demands d USING (demand_id) JOIN current_articles a ON a.article_id = d.article_id
WHERE q.demand_group = $1 ORDER BY day NULLS LAST, a.publisher, d.article_id, d.start LIMIT $2""",
    "article": """
WITH this AS (SELECT source_id, cluster_id FROM articles WHERE article_id = $1)
SELECT '' AS row_id, article_id, publisher, headline, articles.source_id,
    CASE WHEN revision > 1 AND articles.source_id = this.source_id THEN ingested_at ELSE published_at END::DATE AS day,
    CASE WHEN articles.source_id <> this.source_id THEN 'copy'
        WHEN revision = 1 THEN 'published' ELSE 'revision ' || revision || ' seen' END AS standing, headline AS words
FROM articles, this
WHERE articles.source_id = this.source_id OR (articles.cluster_id = this.cluster_id AND is_current)
ORDER BY day NULLS LAST, publisher, revision, article_id LIMIT $2""",
}
OFTEN = {
    "claim": f"""
SELECT any_value(c.claim_id ORDER BY a.published_at, c.claim_id) AS key, count(DISTINCT c.article_id) AS articles,
    any_value(concat_ws(', ', c.text, c.subject) ORDER BY a.published_at, c.claim_id) AS words
FROM money_claims c JOIN current_articles a USING (article_id) WHERE c.claim_group_id <> ''
GROUP BY c.claim_group_id HAVING count(DISTINCT c.article_id) > 1 ORDER BY articles DESC, key LIMIT {LISTED}""",
    "demand": f"""
SELECT q.demand_group AS key, count(DISTINCT q.article_id) AS articles,
    any_value(d.action_text ORDER BY a.published_at, d.demand_id) AS words
FROM made.asked q JOIN demands d USING (demand_id) JOIN current_articles a ON a.article_id = q.article_id
GROUP BY q.demand_group HAVING count(DISTINCT q.article_id) > 1 ORDER BY articles DESC, key LIMIT {LISTED}""",
    "article": f"""
SELECT any_value(article_id ORDER BY is_current DESC, published_at, article_id) AS key, count(*) AS articles,
    any_value(coalesce(headline, source_id) ORDER BY published_at, article_id) AS words
FROM articles GROUP BY cluster_id HAVING count(*) > 1 ORDER BY articles DESC, key LIMIT {LISTED}""",
}
TITLES = {"claim": "Sums that several articles name", "demand": "Demands that several articles report",
          "article": "Texts revised or reprinted"}  # fmt: skip


def read_life(reader: Reader, query: Mapping[str, str], links: Links) -> dict[str, Any]:
    """What the address asks for, by `claim`, `demand` or `article`; without one, what there is to choose from."""
    what = next((name for name in REPORTS if query.get(name)), None)
    if what is None:
        return {"life": None, "often": read_often(reader), "rows": [], "chart": None}
    key = query[what]
    rows = [_told(row, links) for row in reader.rows(REPORTS[what], [key, MOST])]
    if not rows:
        raise UnfitError(f"There is no {what} with the id “{key[:80]}”.")
    dated = [row for row in rows if row["day"]]
    plain = ("day", "publisher", "standing", "words", "headline", "source_id")
    chart = {"drawings": {size: draw_life(dated, width) for size, width in WIDTHS.items()}} if dated else None
    life = {"what": what, "words": rows[0]["label"], "reports": rows, "undated": len(rows) - len(dated)}
    return {"life": life, "often": {}, "rows": [{name: row[name] for name in plain} for row in rows], "chart": chart}


def read_often(reader: Reader) -> dict[str, list[Row]]:
    """The claims, demands and texts that stand in most articles."""
    return {TITLES[name]: [{**r, "what": name} for r in reader.rows(sql)] for name, sql in OFTEN.items()}


def _told(row: Row, links: Links) -> Row:
    amount = ""
    if "currency" in row:
        amount = show_amount(row["amount_low"], row["amount_high"], row["currency"], row["modifier"], row["period"])
    words = ", ".join(part for part in (amount, row.get("subject")) if part) or row["words"] or row["source_id"]
    return {**row, "words": row["words"] or "", "label": words, "outlet": row["publisher"] or NO_OUTLET,
            "link": links.to("articles", row["article_id"], part=row["row_id"])}  # fmt: skip


def draw_life(rows: Sequence[Row], width: int) -> str:
    """A row for each outlet, a dot for each day on which it reports, the larger the more reports; SVG."""
    outlets = list(dict.fromkeys(row["outlet"] for row in rows))
    first, last = min(row["day"] for row in rows), max(row["day"] for row in rows) + timedelta(days=1)
    svg = new_svg(width, ROW * len(outlets) + 20)

    def place(day: date) -> float:
        return float(round(EDGE + (width - 2 * EDGE) * (day - first).days / max(1, (last - first).days), 1))

    for number, outlet in enumerate(outlets):
        line = ROW * number + HEAD + 12
        mine = [row for row in rows if row["outlet"] == outlet]
        add(svg, "text", short_name(outlet), x=EDGE, y=line - 14, **{"class": "name"})
        add(svg, "path", d=f"M{EDGE} {line}H{width - EDGE}", **{"class": "grid"})
        for day in dict.fromkeys(row["day"] for row in mine):
            _draw_dot(svg, [row for row in mine if row["day"] == day], place(day), line)
    for day, words in ticks(first, last, most_ticks(width)):
        add(svg, "text", words, x=place(day), y=ROW * len(outlets) + 14)
    return ET.tostring(svg, encoding="unicode")


def _draw_dot(svg: ET.Element, rows: Sequence[Row], x: float, y: float) -> None:
    dot = add(add_link(svg, rows[0]["link"]), "circle", cx=x, cy=y, r=min(11, 4 + len(rows)), **{"class": "node"})
    said = "; ".join(dict.fromkeys(f"{row['standing']}: {row['label']}" for row in rows))
    add(dot, "title", f"{rows[0]['outlet']}, {show_date(rows[0]['day'])}: {said}"[:400])
