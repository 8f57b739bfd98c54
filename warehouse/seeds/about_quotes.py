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
            Column("cue", "A lemma, or a lemma with the preposition, particle or `to` that follows it"),
            Column(
                "act",
                "As in the quotes table",
                allowed={
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
