from transforms.ids import make_id


def test_ids_depend_on_every_part():
    assert make_id("quote", "a", 1) != make_id("quote", "a1")
