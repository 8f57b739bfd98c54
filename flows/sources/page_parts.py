"""Parts of a page that its reading would lose: captions of pictures, and the second of two stories."""

from __future__ import annotations

import json
import re
from collections.abc import Iterator
from typing import Any

from lxml import etree, html
from lxml.etree import LxmlError

from transforms.page.view import make_view

FIGURE = re.compile(r"<figcaption\b", re.IGNORECASE)
LINKED_DATA = re.compile(
    r"<script\b[^>]{0,300}\bld\+json\b[^>]{0,300}>(.{0,500000}?)</script", re.IGNORECASE | re.DOTALL
)
CREDIT_SPAN = re.compile(
    r"<(span|time)\b[^>]{0,300}\bclass=[\"'][^\"'>]{0,200}\b(?:author|byline|date|time|published)\b[^>]{0,300}>"
    r"[^<>]{2,80}</\1>(?=<(?:span|time|a)\b)",
    re.IGNORECASE,
)
ARTICLE = re.compile(r"<article\b", re.IGNORECASE)
HEADINGS = ("h1", "h2", "h3")
CAPTION_WORDS = range(5, 81)
STORY_WORDS = 25  # of each of several stories on one page; a teaser has fewer
TITLE_WORDS = 4  # of a heading that is a headline, not a section's name
LARGEST = 3_000_000  # characters of a page that is taken apart


def part_spans(page: str) -> str:
    """The page with a space behind the marks of authors and dates that nothing but their style parts from the next.

    >>> part_spans('<p>By <span class="author">Ana Melo</span><span>5 min read</span></p>')
    '<p>By <span class="author">Ana Melo</span> <span>5 min read</span></p>'
    """
    return CREDIT_SPAN.sub(r"\g<0> ", page)


def prepare(page: str) -> str:
    """The page with the captions of its story's pictures as paragraphs, for readers that drop pictures."""
    if len(page) > LARGEST or not FIGURE.search(page):
        return page
    tree = parse(page)
    if tree is None:
        return page
    changed = False
    for caption in list(tree.iter("figcaption")):
        changed = keep_caption(caption) or changed
    return html.tostring(tree, encoding="unicode") if changed else page


def find_body(page: str) -> str:
    """The longest story that a page's JSON-LD tells, for readers and robots that do not run scripts; blank if none."""
    found = ""
    for script in LINKED_DATA.findall(page[:LARGEST]):
        for body in list_bodies(script):
            found = max(found, body, key=len)
    return found


def list_bodies(script: str) -> Iterator[str]:
    """Every articleBody in a script of JSON-LD."""
    if "articleBody" not in script:
        return
    try:
        waiting: list[Any] = [json.loads(script, strict=False)]
    except (ValueError, RecursionError):
        return
    while waiting:
        data = waiting.pop()
        if isinstance(data, dict):
            body = data.get("articleBody")
            if isinstance(body, str):
                yield make_view(body).text
            waiting += data.values()
        elif isinstance(data, list):
            waiting += data


def parse(page: str) -> Any | None:
    """The page's elements; None where it cannot be parsed."""
    try:
        return html.document_fromstring(page, parser=html.HTMLParser(encoding="utf-8", huge_tree=False))
    except (LxmlError, ValueError, AssertionError):
        return None


def keep_caption(caption: Any) -> bool:
    """Puts a caption's words as a paragraph after its picture, if it is one of the story's."""
    figure = next((e for e in caption.iterancestors("figure")), None)
    words = " ".join(caption.text_content().split())
    if figure is None or figure.getparent() is None or len(words.split()) not in CAPTION_WORDS:
        return False
    if not any(e.tag in ("article", "main") for e in figure.iterancestors()):
        return False
    if any(e.tag in ("aside", "nav", "footer", "a") for e in figure.iterancestors()):
        return False
    paragraph = etree.Element("p")
    paragraph.text = words
    paragraph.tail = figure.tail
    figure.tail = None
    figure.addnext(paragraph)
    caption.drop_tree()
    return True


def split_stories(page: str) -> Iterator[tuple[str, str]]:
    """Headline and HTML of each of several whole stories on a page without a headline of its own; else nothing."""
    if len(page) > LARGEST or len(ARTICLE.findall(page)) < 2:
        return
    tree = parse(page)
    if tree is None:
        return
    articles = [a for a in tree.iter("article") if not any(e.tag == "article" for e in a.iterancestors())]
    stories = [(title, a) for a in articles if (title := find_title(a)) and count_paragraphs(a) >= STORY_WORDS]
    outside = [h for h in tree.iter("h1") if not any(e.tag == "article" for e in h.iterancestors())]
    if len(stories) < 2 or any(len(h.text_content().split()) >= TITLE_WORDS for h in outside):
        return
    for title, article in stories:
        yield title, html.tostring(article, encoding="unicode", with_tail=False)


def find_title(article: Any) -> str:
    """The words of an article's first heading."""
    heading = next((e for e in article.iter(*HEADINGS)), None)
    return " ".join(heading.text_content().split()) if heading is not None else ""


def count_paragraphs(article: Any) -> int:
    """The words in an article's paragraphs, of which it needs two."""
    paragraphs = [len(p.text_content().split()) for p in article.iter("p")]
    return sum(paragraphs) if sum(count >= 8 for count in paragraphs) > 1 else 0
