"""The rows of places.csv by what they are asked for: as they are, and as the program's file has them made."""

from tools.make_place_table import make_arrays
from transforms.places.place_table import make_table, pack_table, read_table, unpack_rows, unpack_table
from warehouse.seeds import read_seeds


def place(name, kind, people="", others=""):
    cells = {"geoname_id": "1", "country_code": "QA", "division": "Fenmark"}
    return {**cells, "name": name, "kind": kind, "population": people, "other_names": others}


ROWS = [
    place("Fenmark", "state", others="FM|The Fen"),
    place("Saint Tern", "city", "400000", "Old Tern"),
    place("Fenmark City", "city", "2000000", "Fenburg|Moor"),
    place("Saint Tern", "city", "900"),
    place("U.V. Moor", "city", "900"),
]


def test_places_are_found_by_every_name_but_codes():
    table = make_table(ROWS)
    assert list(table.rows) == ["fenmark", "fen", "st tern", "old tern", "fenmark city", "fenburg", "moor", "uv moor"]
    assert [row["population"] for row in unpack_rows(table.rows["st tern"])] == ["400000", "900"]
    assert [row["name"] for row in unpack_rows(table.rows["fenmark"])] == ["Fenmark", "Fenmark City"]
    assert [unpack_rows(packed) for packed in table.coded] == [[ROWS[0]]]


def test_sorts_and_large_towns():
    table = make_table(ROWS)
    assert table.sorts == {"fenmark": "state", "saint tern": "city", "fenmark city": "city", "uv moor": "town"}
    assert table.large == ["Fenburg", "Fenmark City", "Saint Tern"]


def test_a_packed_table_comes_back_as_it_was():
    table = make_table(ROWS)
    back = unpack_table(pack_table(table))
    assert back == table and list(back.rows) == list(table.rows) and list(back.sorts) == list(table.sorts)


def test_the_programs_file_is_of_its_rows():
    """Where this fails, run `make docs`."""
    seeds = read_seeds("annotation")
    made = seeds.read_made("places")
    assert made is not None, "places.csv changed: run make docs"
    expected = make_arrays()
    assert set(made) == set(expected) and all((made[name] == expected[name]).all() for name in made)
    assert read_table(seeds) == make_table(seeds["places"])


def test_a_users_places_make_the_table_anew(tmp_path):
    header = "name,kind,country_code,division,population,geoname_id,other_names\n"
    (tmp_path / "places.csv").write_text(header + "Orten Vale,city,NO,,150000,,\n", encoding="utf-8")
    seeds = read_seeds("annotation", tmp_path)
    assert seeds.read_made("places") is None
    table = read_table(seeds)
    assert "Orten Vale" in table.large and "orten vale" in table.rows
