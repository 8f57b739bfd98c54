"""The list of well-known names is one in which no alias stands for two things."""

from warehouse.seeds import Seeds


def test_no_alias_stands_for_two_well_known_things():
    seen: dict[str, str] = {}
    for row in Seeds().read("known_entities"):
        for alias in filter(None, row["aliases"].lower().split("|")):
            assert seen.setdefault(alias, row["name"]) == row["name"]


def test_what_stands_for_several_stands_for_none_in_every_article():
    rows = Seeds().read("known_entities")
    anywhere = {alias for row in rows for alias in row["aliases"].split("|")}
    shared = {alias for row in rows for alias in row["shared_aliases"].split("|")} - {""}
    assert "CBI" in shared and not shared & anywhere
    assert not shared & {row["name"] for row in rows if row["name"] not in row["shared_aliases"].split("|")}


def test_a_table_that_was_released_is_read_anew():
    seeds = Seeds().for_stage("annotation")
    before = seeds["countries"]
    seeds.release("countries", "titles")
    assert "countries" not in seeds.tables
    assert seeds["countries"] == before


def test_tables_that_one_stage_alone_reads_are_told():
    own = Seeds().for_stage("annotation").own
    assert "surnames" in own
    assert "given_names" not in own  # which linking reads, too
