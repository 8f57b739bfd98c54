"""Seed files about pages: what stands around a story, and who publishes it."""

from __future__ import annotations

from warehouse.seeds.declaring import Column, Seed

READ_BY = frozenset({"annotation", "sources"})

ARTICLE_SEEDS = (
    Seed(
        "layout_phrases",
        "Set phrases of news pages that are no part of the story. Links and labels apply below the headline only. Add "
        "a row when a promotion or a footer is annotated as if it were the story.",
        (
            Column("phrase", "The phrase", "raw"),
            Column(
                "place",
                "Where it stands",
                allowed={
                    "whole": "the line is the phrase, end marks aside",
                    "start": "the line begins with it",
                    "anywhere": "in a line of less than 300 characters",
                },
            ),
            Column(
                "kind",
                "The kind of segment it marks",
                allowed={"boilerplate": "", "caption": "", "credit": "", "related_link": ""},
            ),
        ),
        ("phrase", "place"),
        READ_BY,
    ),
    Seed(
        "picture_agencies",
        "Agencies whose name alone is the credit of a picture, as credits write them.",
        (Column("name", "The name", exact=True),),
        ("name",),
        READ_BY,
    ),
    Seed(
        "furniture_words",
        "What blocks of several lines around a story are known by: notices on cookies, greetings of newsletters, boxes "
        "of sponsors, readers' comments.",
        (
            Column("phrase", "The phrase, in small letters", "raw"),
            Column(
                "use",
                "What it tells",
                allowed={
                    "consent_thing": "what notices on consent are about",
                    "consent_who": "who asks for it",
                    "consent_reader": "who is asked",
                    "consent_title": "a line above such a notice begins with it",
                    "wall_thing": "what pages are about that ask for something before they show a story",
                    "comments_title": "the line above readers' comments is it",
                    "comment_mark": "a button below a comment",
                    "sponsor": "a sponsor's label begins with it",
                    "offer": "an advertisement has it",
                    "greeting": "a newsletter's first line begins with it",
                    "letter": "a newsletter speaks of itself with it",
                },
            ),
        ),
        ("phrase", "use"),
        READ_BY,
    ),
    Seed(
        "publishers",
        "Publishers known by name. A line above the headline that is such a name, alone or run together with a slogan, "
        "is boilerplate and tells the publisher.",
        (
            Column("name", "The name as it stands on their pages", exact=True),
            Column(
                "sort",
                "What it is",
                allowed={"agency": "", "broadcaster": "", "magazine": "", "newspaper": "", "site": ""},
            ),
        ),
        ("name",),
        READ_BY,
    ),
    Seed(
        "masthead_words",
        "Words that names of newspapers end in: they let an unknown paper's name be seen above a headline.",
        (Column("word", "The word, in small letters"),),
        ("word",),
        READ_BY,
    ),
)
