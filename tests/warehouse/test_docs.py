from warehouse.docs import DOCS, render_tables, render_views
from warehouse.seeds import SEEDS
from warehouse.seeds.describing import render_seeds
from warehouse.seeds.reading import NOTE, describe_checked


def test_the_tables_page_is_up_to_date():
    assert (DOCS / "tables.md").read_text(encoding="utf-8") == render_tables(), "run make docs"


def test_the_page_of_seeds_is_up_to_date():
    assert (SEEDS / "README.md").read_text(encoding="utf-8") == render_seeds(), "run make docs"


def test_the_note_of_the_seeds_tells_of_the_files_as_they_are():
    assert (SEEDS / NOTE).read_text(encoding="utf-8") == describe_checked(), "run make docs"


def test_the_views_page_is_up_to_date_but_for_its_examples():
    page = (DOCS / "views.md").read_text(encoding="utf-8")
    assert without_examples(page) == without_examples(render_views({})), "run make docs"


def test_every_view_has_an_example():
    page = (DOCS / "views.md").read_text(encoding="utf-8")
    sections = page.split("\n## ")[1:]
    empty = [section.split("\n")[0] for section in sections if without_examples(section) == section]
    assert empty == []


def without_examples(page):
    lines = page.splitlines()
    return "\n".join(line.rsplit(" | ", 1)[0] + " |  |" if line.count(" | ") >= 2 else line for line in lines)
