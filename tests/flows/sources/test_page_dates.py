"""Dates of pages: read where the page states its own, and never taken from footers, boxes, comments, posts or prose."""

from __future__ import annotations

import pytest

from flows.sources.page_dates import find_date

STORY = "".join(
    f"<p>{words}</p>"
    for words in (
        "The ferry line between the two towns will close, its owner said.",
        "“Nobody pays for a boat that does not sail,” said Maria Lindqvist, who has run the line with her brother.",
        "Residents will have to drive round the bay, a journey of forty miles on a narrow road.",
    )
)
HEADLINE = "Ferry line loses its last boat"
OTHER_DATES = (
    "<p>© 2024 The Harbour Ledger. All rights reserved.</p>",
    "<p>Copyright 2019-2024 Harbour Media</p>",
    "<p>Last updated March 3, 2024</p>",
    "<p>Updated: 3 March 2024 10:15</p>",
    '<p class="comment">Jo Tansley, 4 March 2024: I used that boat.</p>',
    '<div class="comments"><time datetime="2024-03-04">4 March 2024</time></div>',
    '<aside><h3>Related</h3><a href="/x">Bridge opens</a><time datetime="2024-02-01">1 Feb 2024</time></aside>',
    '<div class="related-stories"><span class="date">1 February 2024</span></div>',
    '<blockquote class="twitter-tweet">The last boat is gone <a href="#">March 2, 2024</a></blockquote>',
    "<p>The line was founded on 14 May 1987.</p>",
    "<p>In 2019 the line carried 40,000 people.</p>",
    "<footer>Published by Harbour Media since 12 June 1998</footer>",
    "<p>Page generated 2024-03-14T10:15:00Z</p>",
    "<div>Today is Thursday, March 14, 2024</div>",
    "<p>Registered in England 14/03/2001</p>",
    '<div class="weather">Thursday 14 March 2024: rain</div>',
    "<p>The trial begins on June 3, 2025.</p>",
    "<p>This story was first told in The Ledger of March 1, 2011.</p>",
    "<div>Upcoming events: 21 March 2024 Spring fair</div>",
    "<p>Photo: taken 2 March 2024</p>",
    "<script>var build='2024-03-14';</script>",
    '<div class="poll">Poll closes 20 March 2024</div>',
)
HEAD = "<html><head><title>{title}</title></head><body>"
TOP = HEAD + "{other}<main><article><h1>{title}</h1>{story}</article></main></body></html>"
WITHIN = HEAD + "<main><article><h1>{title}</h1>{story}{other}</article></main></body></html>"
BELOW = HEAD + "<article><h1>{title}</h1>{story}</article>{other}</body></html>"


@pytest.mark.parametrize("form", [TOP, WITHIN, BELOW], ids=["above", "within", "below"])
@pytest.mark.parametrize("other", OTHER_DATES)
def test_no_date_is_made_of_what_is_of_something_else(form, other):
    assert find_date(form.format(title=HEADLINE, other=other, story=STORY), None) is None


STATED = (
    ('<meta property="article:published_time" content="2024-03-14T10:15:00Z">', ""),
    ('<meta name="date" content="2024-03-14">', ""),
    (
        '<script type="application/ld+json">{"@type": "NewsArticle", "datePublished": "2024-03-14T10:15:00Z"}</script>',
        "",
    ),
    ("", '<time datetime="2024-03-14T10:15">14 March</time>'),
    ("", '<time itemprop="datePublished" datetime="2024-03-14">14 March 2024</time>'),
    ("", '<span class="date">March 14, 2024</span>'),
    ("", '<div class="published">Published 14 March 2024</div>'),
    ("", '<p>By <span class="author">Ana Melo</span><span class="date">March 14, 2024</span><span>5 min</span></p>'),
)


@pytest.mark.parametrize(("head", "mark"), STATED)
@pytest.mark.parametrize("other", [OTHER_DATES[0], OTHER_DATES[2], OTHER_DATES[6], OTHER_DATES[11]])
def test_the_date_a_page_states_is_read(head, mark, other):
    article = f"<article><h1>{HEADLINE}</h1>{mark}{STORY}</article>"
    html = f"<html><head><title>{HEADLINE}</title>{head}</head><body>{article}{other}</body></html>"
    assert find_date(html, None) == "2024-03-14"


def test_an_address_may_state_the_date():
    html = BELOW.format(title=HEADLINE, other="", story=STORY)
    assert find_date(html, "https://ledger.example/news/2024/03/14/ferry-line") == "2024-03-14"
