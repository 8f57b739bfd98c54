"""Seed files about places and countries."""

from __future__ import annotations

from warehouse.seeds.declaring import Column, Seed

READ_BY = frozenset({"annotation", "linking"})

PLACE_SEEDS = (
    Seed(
        "countries",
        "Countries and dependencies. A capital or metonym named as the speaker is its government "
        "(`entities.metonym_of`).",
        (
            Column("code", "ISO 3166-1 alpha-2", "country"),
            Column("name", "The name its entity gets"),
            Column("other_names", "Further names", "parts", optional=True),
            Column("adjectives", "Chinese, Scottish", "parts", optional=True),
            Column("people", "Plural nouns that are no adjectives: Britons", "parts", optional=True),
            Column("prefixes", "As in Sino-American", "parts", optional=True),
            Column("capital", "Its capital, in every spelling", "parts", optional=True),
            Column("metonyms", "Buildings and quarters that stand for the government", "parts", optional=True),
        ),
        ("code",),
        READ_BY,
    ),
    Seed(
        "places",
        "Cities, states, provinces and British counties, from GeoNames (https://www.geonames.org, CC BY 4.0). Put what "
        "is missing into landmarks.csv.",
        (
            Column("name", "The name"),
            Column("kind", "What it is", allowed={"city": "", "state": "", "county": ""}),
            Column("country_code", "Its country", "country"),
            Column("division", "The state of a city of the United States", optional=True),
            Column("population", "Inhabitants", "integer"),
            Column("geoname_id", "Its id in GeoNames", "integer", optional=True),
            Column("other_names", "Further names", "parts", optional=True),
        ),
        ("name", "kind", "country_code", "division", "geoname_id"),
        READ_BY,
        made_by="python -m tools.make_places",
    ),
    Seed(
        "landmarks",
        "Buildings, bases, mountains, districts and other named places.",
        (
            Column("name", "The name"),
            Column(
                "country_code",
                "The country it lies in; empty where no one country holds it (seas, continents, disputed land), and "
                "such a name never gets the country of the places around it",
                "country",
                optional=True,
            ),
        ),
        ("name",),
        READ_BY,
    ),
    Seed(
        "facility_words",
        "The word that the name of a building or site ends in, or begins with before `of`. An unknown place of such a "
        "name lies where the article's other places lie.",
        (Column("word", "The word, in small letters"),),
        ("word",),
        READ_BY,
    ),
)
