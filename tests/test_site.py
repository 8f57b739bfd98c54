"""The documents build as a site: no dead link, no page that the menu lacks."""

from tools import make_site


def test_the_site_builds_without_a_dead_link(capsys):
    make_site.main()
    assert "index.html" in capsys.readouterr().out
    assert (make_site.ROOT / "build" / "site" / "docs" / "tables.html").exists()
