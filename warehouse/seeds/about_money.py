"""Seed files about amounts of money and what is said of them."""

from __future__ import annotations

from warehouse.seeds.declaring import Column, Seed

ANNOTATION = frozenset({"annotation"})

MONEY_WORD_USES = {
    "range_word": "words that make A to B a range",
    "two_sums": "words after which between A and B is two sums",
    "ranged_verb": "verbs whose A to B is a range",
    "before_step": "what may stand between a verb of change and its figure",
    "before_amount": 'what may stand between a bound and its amount ("nearly another $5")',
    "before_unit": 'what may stand before the unit ("millions of taxpayer dollars")',
    "function_word": 'what may follow "a dollar" as a sum',
    "not_grand": 'what "grand" goes with when it is no thousand ("grand jury")',
    "numbered_thing": 'things of which a letter and a number are a sort ("N95 masks")',
    "after_verb": 'what follows "won" as a verb',
    "word_code": "currency codes that are English words or common abbreviations",
    "everyday_unit": "names of units that are everyday words",
    "date_word": "words beside a span of time that make it a date, no rate",
    "span_of_time": "prepositions before a span of time",
    "period_stop": "marks behind which no rate is looked for",
    "period_link": "what may stand between an amount and its rate",
    "not_rate": 'nouns that make "annual" no rate ("annual dinner")',
    "empty_noun": 'nouns that name no subject ("a total of")',
    "empty_thing": 'nouns that name no thing ("in an attempt")',
    "measuring_verb": 'verbs whose subject is measured ("cost", "reach")',
    "rating_verb": '"set at $5" measures, "set aside $5" does not',
    "gaining_verb": "verbs of getting money",
    "holding_verb": "verbs of having it",
    "moving_verb": 'verbs whose object is money when it is raised ("raise")',
    "object_link": 'prepositions that lead to what money is for ("spent on")',
    "listing_verb": 'verbs that list ("the demands included")',
    "bill_verb": 'what a bill does ("the bill provides")',
    "telling_verb": "verbs of telling a figure",
}

MONEY_SEEDS = (
    Seed(
        "currencies",
        "Every currency in use and the former ones newspapers wrote of, from CLDR. Add to currency_terms.csv instead.",
        (
            Column("code", "ISO 4217", "currency"),
            Column("singular", "Its name"),
            Column("plural", "Its name in the plural"),
            Column("symbol", "Its sign", optional=True),
            Column("territories", "Where it is used", "parts", optional=True),
        ),
        ("code",),
        ANNOTATION,
        made_by="python -m tools.make_currencies",
    ),
    Seed(
        "currency_terms",
        "Signs, codes and names of currencies that CLDR lacks.",
        (
            Column("term", "The sign, code or name"),
            Column(
                "code",
                "ISO 4217; empty where several share the term, told apart by the nearest place that uses one",
                "currencies",
                optional=True,
            ),
            Column("scale", "Currency units in one: 0.01 for a cent", "number"),
            Column("place", "Where it may stand", allowed={"before": "", "after": "", "both": ""}),
            Column("case", "`any`, or `exact:` and the spelling", exact=True),
            Column(
                "needs",
                "What the context must show where the word is also something else",
                allowed={
                    "glued": "the number right behind it: R500m",
                    "grand": "no grand jury or piano",
                    "large": "a large number: won",
                    "lower": "small letters",
                    "minor": "beside another sum or a price",
                    "money": "money, not weight: pounds",
                    "near": "a place near by that uses it",
                    "penny": "a sum of pence",
                    "rand": "a South African text",
                },
                optional=True,
            ),
            Column("note", "For whoever reads the file", optional=True),
        ),
        ("term", "case", "code"),
        ANNOTATION,
    ),
    Seed(
        "currency_places",
        "Places and nationalities beside CLDR's territories, and the currency each stands for where a name is shared "
        "(pesos, francs, Rs).",
        (Column("place", "The place or nationality"), Column("code", "ISO 4217", "currency")),
        ("place",),
        ANNOTATION,
    ),
    Seed(
        "currency_pegs",
        "Currencies held at a fixed rate, used where the European Central Bank quotes none.",
        (
            Column("code", "ISO 4217", "currency"),
            Column("anchor", "The currency it is held to", "currency"),
            Column("units", "Units of the currency for one of the anchor", "number"),
            Column("since", "First day", "date"),
            Column("until", "Last day; empty: still", "date", optional=True),
            Column("note", "The law or bank", optional=True),
        ),
        ("code", "since"),
        ANNOTATION,
    ),
    Seed(
        "number_words",
        "Numbers in words.",
        (
            Column("word", "The word"),
            Column("value", "What it is", "ratio"),
            Column("kind", "How it joins others", allowed={"unit": "", "tens": "", "fraction": ""}),
        ),
        ("word",),
        ANNOTATION,
    ),
    Seed(
        "magnitudes",
        "Words and letters that multiply a number.",
        (
            Column("term", "The word or letter"),
            Column("value", "What it multiplies by; empty where it only seems to", "number", optional=True),
            Column(
                "style",
                "How it stands",
                allowed={
                    "word": "behind a number",
                    "plural": "millions of",
                    "short": "bn, also behind a blank",
                    "letter": "5k, glued only",
                    "none": "never",
                },
            ),
        ),
        ("term",),
        ANNOTATION,
    ),
    Seed(
        "amount_modifiers",
        "What bounds an amount.",
        (
            Column("phrase", "The words"),
            Column("place", "Where they stand", allowed={"before": "", "after": ""}),
            Column(
                "modifier",
                "What they make of it",
                allowed={
                    "exact": "",
                    "about": "",
                    "up_to": "",
                    "at_least": "",
                    "more_than": "",
                    "less_than": "",
                    "plus": "at least, glued to the amount",
                },
            ),
            Column("unless_after", 'Words before it that make it something else ("add up to")', "words", optional=True),
        ),
        ("phrase", "place"),
        ANNOTATION,
    ),
    Seed(
        "amount_periods",
        "Rates in time.",
        (
            Column("phrase", "The words: an hour, annually"),
            Column("duration", "As ISO 8601", "duration"),
            Column("place", "Where they stand", allowed={"after": "", "both": 'also before: "annual salary of"'}),
        ),
        ("phrase",),
        ANNOTATION,
    ),
    Seed(
        "money_context",
        'Words near "pounds" that tell money from weight.',
        (
            Column("word", "The word"),
            Column("sense", "What it speaks for", allowed={"money": "", "weight": ""}),
        ),
        ("word",),
        ANNOTATION,
    ),
    Seed(
        "money_words",
        "Small word lists about amounts, told apart by their use.",
        (
            Column("word", "The word", exact=True),
            Column("use", "The list it belongs to", allowed=MONEY_WORD_USES),
        ),
        ("word", "use"),
        ANNOTATION,
        complete="use",
    ),
    Seed(
        "change_words",
        "Words of change.",
        (
            Column("forms", "All forms of the word", "words"),
            Column("direction", "Which way", allowed={"increase": "", "decrease": "", "level": ""}),
            Column(
                "kind",
                "What it is",
                allowed={
                    "verb": "",
                    "noun": "",
                    "adverb": "",
                    "comparative": "",
                    "loss": "an amount beside it is a loss",
                    "saving": "a verb: an amount beside it is saved",
                    "saving_noun": "the noun of it",
                },
            ),
        ),
        ("forms", "kind"),
        ANNOTATION,
    ),
    Seed(
        "modality_cues",
        "Words that make an amount a forecast, a demand, a promise and so on.",
        (
            Column("lemma", "The lemma"),
            Column(
                "pos",
                "Its part of speech",
                allowed={"verb": "", "noun": "", "adj": "", "aux": "", "mark": "begins a clause"},
            ),
            Column(
                "modality",
                "What it makes of the amount",
                allowed={
                    "forecast": "",
                    "hypothetical": "",
                    "proposed": "",
                    "demanded": "",
                    "threatened": "",
                    "committed": "",
                    "denied": "",
                    "penalty": 'threatened with "could face"',
                    "outlay": 'committed with "says it will spend"',
                    "claimed": 'demanded in "claims $5 in damages"',
                    "counted": "asserted: an estimate of what is",
                },
            ),
        ),
        ("lemma", "pos"),
        ANNOTATION,
    ),
    Seed(
        "date_words",
        "Words of dates.",
        (
            Column("word", "The word"),
            Column(
                "kind",
                "What it is",
                allowed={
                    "month": "",
                    "weekday": "",
                    "unit": "",
                    "ordinal": "",
                    "season": "",
                    "edge": 'beginning or end: "the end of"',
                },
            ),
            Column("value", "Its number, or its months"),
        ),
        ("word",),
        ANNOTATION,
    ),
    Seed(
        "claim_confidence",
        "Share of right answers of each rule on development articles, one added to both sides ((right + 1) / (seen + "
        "2)). The confidence of a claim is the product over its amount, subject, modality and claimant; `other` stands "
        "in for rules not seen.",
        (
            Column("rule", "The rule"),
            Column("right", "Share of right answers", "share"),
            Column("seen", "How often it was seen", "integer"),
        ),
        ("rule",),
        ANNOTATION,
    ),
)
