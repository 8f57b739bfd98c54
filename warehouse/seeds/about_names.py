"""Seed files about people, organizations and what they are called."""

from __future__ import annotations

from warehouse.seeds.declaring import Column, Seed
from warehouse.seeds.entity_word_uses import ENTITY_WORD_USES

ANNOTATION = frozenset({"annotation"})
LINKING = frozenset({"linking"})
BOTH = ANNOTATION | LINKING

KINDS = {
    "person": "a person",
    "organization": "an organization",
    "place": "a place",
    "group": "a people, party or religion",
    "event": "an event",
    "work": "a book, film or other work",
    "law": "a law or treaty",
}
CRITERIA = {
    "us_government": "legislature, departments, armed forces and the agencies of the United States known by initials",
    "uk_government": "the same for the United Kingdom",
    "g20_state": (
        "legislature, central bank, intelligence service and space agency of other G20 members and of Israel, Iran "
        "and Pakistan"
    ),
    "party": (
        "parties that have governed a G20 member or sit in its parliament under a name the English press uses, and "
        "the committees of the two American ones"
    ),
    "united_nations": "principal organs, specialised agencies, funds and programmes",
    "intergovernmental": "bodies of several states known by initials, and the institutions of the European Union",
    "ngo": "associations named on several continents, and the largest American ones in national politics",
    "armed_group": "armed groups named on several continents",
    "newspaper": "national papers and magazines that other media quote",
    "broadcaster": "national broadcasters that other media quote",
    "news_agency": "national agencies and picture agencies that other media quote",
    "company": "the largest by value or the best known by brand",
    "university": "world-ranked universities",
    "sport_body": "leagues and federations",
    "us_president": (
        "presidents and vice presidents of the United States, the two parties' nominees since 1948, and presidents' "
        "wives since 1961"
    ),
    "g20_leader": (
        "heads of state or government of other G20 members since 1980, and those who led them in a world war or "
        "founded them"
    ),
    "other_leader": (
        "leaders since 1980 of states and movements at war with or under sanctions of G20 members, and of their "
        "neighbours in negotiations"
    ),
    "pope_or_un": "popes since 1978, secretaries-general since 1972",
    "classic": (
        "thinkers, scientists, writers, artists, composers, explorers and rulers born before 1930 whom encyclopedias "
        "of many languages have; the surname is another name where hardly anybody else is called by it alone"
    ),
    "business": "founders and heads of the largest technology and media companies, and the largest givers to politics",
    "think_tank": "institutes and pollsters that national papers quote",
    "exchange": "stock exchanges of G20 members and their indices",
    "club": (
        "football clubs of European cup finals, and teams of the four American leagues by nicknames that are no "
        "common words"
    ),
    "church": "Christian churches of millions",
    "seat_of_government": "buildings and hills that stand for whoever sits there",
}

NAME_SEEDS = (
    Seed(
        "titles",
        "Words that stand for what someone is. Add a row when a title is kept in a name or a role is missed.",
        (
            Column(
                "title",
                "The title without full stops, in small letters: `sen`, `lt gov`; in capitals, `HE`, it counts only so",
            ),
            Column(
                "sort",
                "How it is used",
                allowed={
                    "honorific": "tells a gender at most, never a role: Mr., Lady",
                    "office": 'stands before names: "Senator"',
                    "job": 'a common noun: "spokeswoman"',
                    "loose": 'a role before or beside a name, but not after "is": "nominee"',
                },
            ),
            Column(
                "gender",
                "Where the word itself has one",
                allowed={"female": "women alone", "male": "men alone"},
                optional=True,
            ),
        ),
        ("title",),
        ANNOTATION,
        complete="sort",
    ),
    Seed(
        "title_forms",
        "How the views join ways to write one title. Views count by the title (`office` in `statements`), and "
        "descriptions find who is meant by it; the tables keep the article's words. Plurals stand here too: \"Sens. "
        'Poole and Ortiz" are each a senator.',
        (
            Column("form", "A way to write it, in small letters without full stops: `sen`"),
            Column("title", "The title it counts as"),
        ),
        ("form",),
        frozenset({"views", "annotation"}),
    ),
    Seed(
        "title_nouns",
        'How the holder of a title is described later on: of "Rep. Poole" may be said "the congressman" and "the '
        'lawmaker".',
        (
            Column("title", "The last word of the title, in small letters without full stops: `rep`"),
            Column("noun", "A noun that may mean its holder"),
        ),
        ("title", "noun"),
        ANNOTATION,
    ),
    Seed(
        "title_fields",
        "Titles that tell a field of life. Two people of one name are told apart by fields that do not meet, so list "
        "only titles that people of other fields seldom have.",
        (
            Column("title", "The title without full stops"),
            Column(
                "field",
                "The field",
                allowed={
                    "arts": "",
                    "business": "",
                    "crime": "",
                    "military": "",
                    "police": "",
                    "politics": "",
                    "religion": "",
                    "science": "",
                    "sport": "",
                    "work": "",
                },
            ),
        ),
        ("title",),
        LINKING,
    ),
    Seed(
        "given_names",
        "Given names and the share of their bearers who are women: the 1990 census of the United States (names files "
        "of the Census Bureau, public domain), with given names common in world news added by hand at 0.02 or 0.98 and "
        "those common in other countries at 0.05, 0.50 or 0.95, from the lists of popular-names-by-country (CC0) and "
        "Faker (MIT) without words of English and larger places. A name tells a gender from 0.9 or up to 0.1.",
        (Column("name", "The name"), Column("female_share", "From 0 to 1", "share")),
        ("name",),
        BOTH,
    ),
    Seed(
        "surnames",
        "Surnames common in many countries, the last words of names of people: from the lists of "
        "popular-names-by-country (CC0) and Faker (MIT), without words of English, given names and larger places.",
        (Column("name", "The surname, in small letters without accents"),),
        ("name",),
        ANNOTATION,
    ),
    Seed(
        "nicknames",
        "Short forms of given names; one that stands for two names has two rows.",
        (Column("nickname", "The short form"), Column("name", "A name it stands for")),
        ("nickname", "name"),
        BOTH,
    ),
    Seed(
        "name_words",
        "Words that end a name, and the kind of thing such a name means: a Committee is an organization.",
        (Column("word", "The last word of the name"), Column("kind", "What the name means", allowed=KINDS)),
        ("word",),
        ANNOTATION,
    ),
    Seed(
        "name_parts",
        "Words of a name that do not tell whose it is, for comparing names.",
        (
            Column("part", "The word, in small letters without full stops"),
            Column(
                "kind",
                "What it is",
                allowed={
                    "title": "left out",
                    "male": "a form of address of a man: left out, and tells the gender",
                    "female": "a form of address of a woman: left out, and tells the gender",
                    "drop": "a degree or the like: left out",
                    "particle": "begins a surname, alone too: de, van",
                    "article": "the same, but also another word or part of places' names: el, la",
                    "joint": "stands between two surnames that are one: y",
                    "binder": "belongs to the surname behind it, and has a capital itself: Abu, St., Two",
                    "company": "a legal form: left out of organizations",
                },
            ),
        ),
        ("part",),
        BOTH,
        complete="kind",
    ),
    Seed(
        "collective_nouns",
        'Common nouns for organizations ("the bank").',
        (
            Column("noun", "The noun"),
            Column(
                "name_words",
                "Words of the names it may refer back to; empty where any organization may be meant",
                "words",
                optional=True,
            ),
        ),
        ("noun",),
        ANNOTATION,
    ),
    Seed(
        "generic_body_words",
        'Words that many organizations share. One whose name has only these ("Foreign Ministry") is told apart by the '
        "country its article is about.",
        (
            Column("word", "The word, in small letters"),
            Column(
                "alone",
                'Empty where the word alone ("the Committee") means a longer name of the article or nothing outside it',
                allowed={
                    "country": "by itself it names one organization of its country: Congress",
                    "shared": "names of parties, papers and clubs have it; it counts only where articles are linked",
                },
                optional=True,
            ),
        ),
        ("word",),
        BOTH,
    ),
    Seed(
        "known_entities",
        "Organizations and people that the world's news and books name often. Every row has a criterion; whoever meets "
        "none is not in the list, however often a corpus names them (your own merges belong in overrides.csv).",
        (
            Column("external_id", "Wikidata's id, only where it is certain", optional=True),
            Column("kind", "What it is", allowed={"organization": "", "person": ""}),
            Column("name", "The name its entity gets"),
            Column("aliases", "Other names that mean it in every article", "parts", optional=True),
            Column(
                "shared_aliases",
                "Letters that bodies of other countries go by, too: they mean it unless an article speaks of other "
                'countries alone. The name itself, where it is such letters ("ABC")',
                "parts",
                optional=True,
            ),
            Column(
                "home_aliases",
                'Names that mean it only in articles about its country: "Senate", "Labour"',
                "parts",
                optional=True,
            ),
            Column("country_code", "Its country", "country", optional=True),
            Column("criterion", "Why it is in the list", allowed=CRITERIA),
        ),
        ("name",),
        BOTH,
    ),
    Seed(
        "organization_names",
        "Names of organizations that any reader knows and the model often takes for something else; a row speaks for "
        "an organization and does not decide alone. Bare names of cities and everyday words are left out even where a "
        "club or company is called so.",
        (Column("name", "The name"), Column("criterion", "Why it is in the list", allowed=CRITERIA)),
        ("name",),
        ANNOTATION,
    ),
    Seed(
        "faiths",
        "What a believer is called, of the world's religions and their larger denominations and orders: such a word is "
        "a group's, not a person's.",
        (Column("name", "The word, in the singular"),),
        ("name",),
        ANNOTATION,
    ),
    Seed(
        "entity_words",
        "Small word lists about people, organizations, events and bylines, told apart by their use.",
        (
            Column("word", "The word, in small letters"),
            Column("use", "The list it belongs to", allowed=ENTITY_WORD_USES),
        ),
        ("word", "use"),
        frozenset({"annotation", "sources"}),
        complete="use",
    ),
    Seed(
        "pronoun_weights",
        "Fitted, not written by hand: for each fact about a candidate its weight for being who he or she is.",
        (Column("fact", "The fact", "raw", exact=True), Column("weight", "The weight", "number")),
        ("fact",),
        ANNOTATION,
        made_by="python -m training.pronouns",
    ),
    Seed(
        "overrides",
        "Your merges, splits and renames of entities, applied in the file's order: see docs/linking.md.",
        (
            Column(
                "action",
                "What to do",
                allowed={
                    "merge": "what `other` means is `name` from now on",
                    "split": "what `name` means in one article, or everywhere, is another thing called `other`",
                    "rename": "`name` is shown as `other`",
                },
            ),
            Column(
                "kind", "Kind of the entity; empty for any", allowed={**KINDS, "product": "a product"}, optional=True
            ),
            Column("name", "A name the articles use for it"),
            Column("other", "The other name"),
            Column("source_id", "For a split: the article in question; empty for all", optional=True),
            Column("reason", "Why, for whoever reads the file next", optional=True),
            Column("date", "When you decided it", "date", optional=True),
        ),
        ("action", "kind", "name", "other", "source_id"),
        LINKING,
    ),
)
