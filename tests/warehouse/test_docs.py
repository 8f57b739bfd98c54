from warehouse.docs import DOCS, render_tables


def test_the_tables_page_is_up_to_date():
    assert (DOCS / "tables.md").read_text(encoding="utf-8") == render_tables(), "run make docs"
