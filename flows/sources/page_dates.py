"""The date that a page states of its own story; what footers, boxes, comments and prose state is of something else."""

from __future__ import annotations

import re

from lxml.html import HtmlElement, document_fromstring
from trafilatura.metadata import extract_metadata

from transforms.page.dates import read_date

ELSEWHERE = ("aside", "footer", "nav", "blockquote", "figure", "form", "iframe")
PROSE = ("p", "li", "dd")  # whose dates count only where they are all that stands there
# Classes and ids of what stands beside a story
BESIDE = re.compile(
    r"(?:^|[\s_-])(?:related|comments?|footer|sidebar|promo|events?|weather|tweets?|twitter|widget|recirc\w*|recommend\w*"
    r"|trending|newsletter|poll|most-read|more-stories|copyright)(?:$|[\s_-])",
    re.IGNORECASE,
)
DATED = re.compile(r"\b(?:date|published|time)\b", re.IGNORECASE)  # classes of a date beside an author's name
LONGEST = 80  # characters of a paragraph that is a date


def find_date(html: str, url: str | None) -> str | None:
    """The day that the page's head, its data or a mark of its story says it was published, as ISO 8601, else None.

    Raises what lxml and trafilatura raise on pages that are no pages.
    """
    tree = document_fromstring(html)
    for element in list(tree.iter(*ELSEWHERE, *PROSE, "div", "section", "ul")):
        if element.getparent() is not None and _is_of_something_else(element):
            element.drop_tree()
    return extract_metadata(tree, url, extensive=False).date


def _is_of_something_else(element: HtmlElement) -> bool:
    if element.tag in ELSEWHERE or BESIDE.search(f"{element.get('class', '')} {element.get('id', '')}"):
        return True
    if element.tag not in PROSE:
        return False
    words = element.text_content().strip()
    marked = [e.text_content() for e in element.iter("span", "time") if DATED.search(e.get("class", ""))]
    return len(words) > LONGEST or all(read_date(part.strip())[0] is None for part in (words, *marked))
