"""Seed files about who asks what of whom."""

from __future__ import annotations

from warehouse.seeds.declaring import Column, Seed

ANNOTATION = frozenset({"annotation"})

DEMAND_SEEDS = (
    Seed(
        "demand_cues",
        "Verbs and nouns of asking, and how each takes the action that is asked for. A cue has a row for each way. Add "
        "rows when a verb of asking is missed.",
        (
            Column("cue", "The lemma"),
            Column("pos", "Its part of speech", allowed={"verb": "", "noun": ""}),
            Column(
                "frame",
                "How it takes the action",
                allowed={
                    "for": "call for an inquiry, call for the board to resign",
                    "on_to": "call on the board to resign",
                    "x_to": "urge the board to resign",
                    "bill_x_to": "a bill would require the board to resign",
                    "body_x_to": "the regulator required the board to resign: no law's duty",
                    "would_x_to": "would like the board to resign",
                    "for_x_to": "a deadline for the board to resign",
                    "x_for": "ask the board for an inquiry",
                    "to_x": "appeal to the board to resign",
                    "that": "demand that the board resign",
                    "to": "a call to resign",
                    "thing": "demand an inquiry",
                    "thing_from": "seek an apology from the board",
                    "measure": "propose a ban; what is plainly something to do, or has its giver",
                    "for_measure": "advocate for a ban",
                    "wish_x_to": "want the board to resign; what is a deed of somebody",
                    "so": "propose that the board resign; what may be a mere finding is left out",
                    "doing": "propose closing the mill",
                    "have_x": "seek to have the court hear the case",
                    "x_done": "want the owners held to account",
                    "on": "insist on an inquiry",
                    "be_done": "ask to be heard",
                },
            ),
            Column("status", "What is asked with it", allowed={"demanded": "", "proposed": "no more than proposed"}),
        ),
        ("cue", "pos", "frame"),
        ANNOTATION,
    ),
    Seed(
        "demand_words",
        "Words that help to read demands.",
        (
            Column("word", "The lemma"),
            Column(
                "use",
                "What it is for",
                allowed={
                    "actor": "a noun for somebody who can be asked to act",
                    "delegate": 'a noun that stands for the state it names ("the Norwegian delegation")',
                    "delegates": 'a noun that does so where it means several ("Norwegian officials")',
                    "namesake": 'a noun for the organization whose name stands before it ("the Acme group")',
                    "withholding": 'a verb under which nothing is asked ("stopped short of calling for")',
                    "facing": 'a verb whose subject is the one asked ("faces calls to resign")',
                    "voicing": 'a verb whose subject asks ("renewed its call")',
                    "no_action": "a noun that is no action when asked for",
                    "messenger": "a text or an act of asking that stands for its author",
                    "no_deed": "a verb for what nobody can be asked to do",
                    "failing": 'a verb of not doing ("if the company refuses to pay")',
                    "threatening": 'a verb that holds out what will be done ("threatened to strike unless")',
                    "listing": 'a verb between demands and what they are ("the demands included")',
                    "demand_noun": "a noun that names demands",
                    "refusing": 'a verb that refuses what is asked ("rejected the demand")',
                    "accepting": 'a verb that grants it ("agreed to the demand")',
                    "unwilling": 'an adjective for what is not granted ("impossible to accept")',
                    "common_verb": "a verb of so many uses that it tells no deed without its object",
                    "bill": 'a noun for rules put forward ("the bill would require")',
                    "plan": 'a noun for a plan of one\'s own ("the plan calls for 200 homes")',
                    "planning": 'a verb under which it is still to be asked ("plans to call for")',
                    "ordering": "a verb of telling somebody to act",
                    "idle_order": 'a verb whose imperative orders nothing ("look", "wait")',
                    "phone_verb": 'a verb for why one calls somebody ("called to congratulate")',
                    "only_asking": "a verb that only people and organizations are the subject of",
                    "nobody": "a noun that asks for nothing, whatever its verb",
                    "needs_owner": "a noun of asking that is none unless somebody makes it",
                    "deed_adjective": 'what one can be asked to be ("must be careful")',
                    "answering": 'a verb for an answer in words, which is no action ("asked to comment")',
                    "penalty": 'a verb for what happens otherwise ("pay or lose their licence")',
                    "own_end": 'a noun for what one seeks for oneself ("seeks re-election")',
                    "umbrella": 'a noun that alone says no single action ("calls for change")',
                    "granted": "a noun for what only others can give",
                },
            ),
        ),
        ("word", "use"),
        ANNOTATION,
        complete="use",
    ),
    Seed(
        "demand_confidence",
        "Share of rows of each rule that are demands, one added to both sides ((right + 1) / (seen + 2)); `other` "
        "stands in for rules not seen.",
        (
            Column("rule", "The rule, as in the demands table"),
            Column("right", "Share of right rows", type="share"),
            Column("seen", "Rows seen", type="integer"),
        ),
        ("rule",),
        ANNOTATION,
    ),
)
