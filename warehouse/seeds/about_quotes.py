"""Seed files about statements and who makes them."""

from __future__ import annotations

from warehouse.seeds.declaring import Column, Seed

ANNOTATION = frozenset({"annotation"})
YES_NO = {"yes": "", "no": ""}

QUOTE_SEEDS = (
    Seed(
        "cue_acts",
        "What a speaker does with a cue. Cues that are not listed say. Add a row when a belief, a plan or a demand is "
        "taken for plain speech.",
        (
            Column(
                "cue",
                "A lemma, alone or with what follows it: a preposition, a particle, `to` or `to` and a verb",
            ),
            Column(
                "act",
                "As in the quotes table",
                allowed={
                    "said": "what would be something else without this row: to decline to comment denies nothing",
                    "believed": "",
                    "intended": "",
                    "demanded": "",
                    "promised": "",
                    "threatened": "",
                    "denied": "",
                },
            ),
        ),
        ("cue",),
        ANNOTATION,
    ),
    Seed(
        "cue_addressees",
        'Prepositions behind which a cue has its addressee ("called on the board"), none where its own object is '
        'spoken to ("told the board"). "to" needs no row; behind other prepositions stand places and days, and the '
        'objects of other verbs are spoken of ("blamed the board").',
        (Column("cue", "The lemma"), Column("preposition", "The preposition", optional=True)),
        ("cue", "preposition"),
        ANNOTATION,
    ),
    Seed(
        "non_statements",
        "Words by which a statement is none.",
        (
            Column("word", "The lemma of a verb, of a noun that cannot speak, or a preposition"),
            Column("preposition", "The preposition that the verb needs for it", optional=True),
            Column(
                "why",
                "What the word does",
                allowed={
                    "about": 'whoever stands behind it is spoken of, not to ("referred to the board")',
                    "deed": 'its object is a thing and nothing said ("filed a lawsuit")',
                    "hearing": 'a noun for those who are told in headlines ("Inquiry told tunnel was leaking")',
                    "naming": 'what nobody is to do with a source that asks "not to be named"',
                    "performance": "the marks behind it hold a title",
                    "setting": 'where or when it was told, behind a verb of telling ("told them at the gate")',
                    "surface": 'a noun for what words are written on, not by whoever shows it ("held up a sign")',
                    "telling": "whoever stands behind the verb is told, and does not tell",
                    "warning": 'a verb whose object before "that" is told ("warned the board that")',
                    "voiceless": "a noun for a price or a measure, which says nothing",
                },
            ),
        ),
        ("word", "preposition", "why"),
        ANNOTATION,
    ),
    Seed(
        "speaker_confidence",
        "How often a speaker is right, by rows that were read, and estimates where few were. "
        "`quotes.speaker_confidence` is the product of two shares, of the evidence that names the speaker and of the "
        "probability of the source's words.",
        (
            Column("about", "What was counted", allowed={"evidence": "what names the speaker", "source": "its words"}),
            Column("feature", "The evidence, as `quotes.rule` has it, or the least probability of the source", "raw"),
            Column("right", "Rows whose speaker, or source, was right", "integer"),
            Column("rows", "Rows looked at", "integer"),
        ),
        ("about", "feature"),
        ANNOTATION,
        made_by="python -m training.speakers",
    ),
    Seed(
        "speech_verbs",
        "Verbs whose subject speaks. Whoever spoke last is likelier to be the next he or she; quotes themselves need "
        "no list of verbs.",
        (Column("verb", "The lemma"),),
        ("verb",),
        ANNOTATION,
    ),
    Seed(
        "spokes_nouns",
        "Nouns that stand for somebody else: a spokesman, a campaign, a report.",
        (
            Column("noun", "The noun"),
            Column(
                "of_person",
                'Whether the person named with it ("her campaign") is the speaker when the noun names nobody',
                allowed=YES_NO,
            ),
            Column("of_body", 'The same for an organization ("the agency\'s report")', allowed=YES_NO),
        ),
        ("noun",),
        ANNOTATION,
    ),
)
