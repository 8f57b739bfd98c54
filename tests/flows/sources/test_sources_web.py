"""Fetching, on a small site served on this machine."""

import gzip

import pytest

from flows.sources import Item, Reject, SourceOptions, read_sources
from flows.sources import guard as guard_module
from tests.flows.site import PARAGRAPHS, Site, page, serve


@pytest.fixture
def site():
    return Site()


@pytest.fixture
def root(site):
    with serve(site) as address:
        yield address


def read(*sources, **options):
    options = {"allow_private": ("127.0.0.1", "localhost"), "seconds_between": 0.0, "timeout": 5.0, **options}
    return list(read_sources([str(s) for s in sources], SourceOptions(**options)))


def reason(url, **options):
    (found,) = read(url, **options)
    assert isinstance(found, Reject), found
    assert found.source_id == url
    return found.error


def feed(root):
    entries = "".join(
        f"<item><title>Story {n}</title><link>{root}/story/{n}</link><author>Ana Melo</author>"
        f"<pubDate>Fri, 01 Mar 2024 0{n}:00:00 GMT</pubDate></item>"
        for n in (1, 2, 3)
    )
    return f'<?xml version="1.0"?><rss version="2.0"><channel><title>The Ledger</title>{entries}</channel></rss>'


def test_feed_is_followed_and_a_second_run_fetches_nothing_unchanged(site, root, tmp_path):
    site.put("/feed.xml", feed(root), "application/rss+xml")
    site.put("/story/1", page("Ferry strike ends"))
    site.put("/story/2", page("Ferry strike goes on"))
    first = read(f"{root}/feed.xml", cache=tmp_path)
    assert [item.fields["headline"] for item in first if isinstance(item, Item)] == [
        "Ferry strike ends",
        "Ferry strike goes on",
    ]
    assert first[0].fields["id"] == f"{root}/story/1"
    assert first[0].fields["published_at"] == "2024-03-01T01:00:00+00:00"
    assert first[0].fields["byline"] == "Ana Melo"
    assert (first[2].error, first[2].line) == ("The server answered 404 Not Found.", 3)

    site.log.clear()
    assert read(f"{root}/feed.xml", cache=tmp_path) == first
    fetched = [path for path, status, _ in site.log if status == 200]
    assert not fetched

    site.put("/story/2", page("Ferry strike is over at last"))
    changed = read(f"{root}/feed.xml", cache=tmp_path)
    assert changed[0] == first[0]
    assert changed[1].fields["headline"] == "Ferry strike is over at last"


def test_sitemap_index_and_url_list_reach_the_same_pages(site, root, tmp_path):
    urls = "".join(f"<url><loc>{root}/story/{n}</loc></url>" for n in (1, 2))
    space = 'xmlns="http://www.sitemaps.org/schemas/sitemap/0.9"'
    site.put("/map.xml", f"<urlset {space}>{urls}</urlset>", "application/xml")
    site.put(
        "/index.xml", f"<sitemapindex {space}><sitemap><loc>{root}/map.xml</loc></sitemap></sitemapindex>", "text/xml"
    )
    site.put("/story/1", page("One ferry"))
    site.put("/story/2", page("Two ferries"))
    (tmp_path / "list.txt").write_text(f"{root}/story/1\n\n{root}/story/2\n")
    (tmp_path / "list.urls").write_text(f"# ours\n{root}/story/1\n{root}/story/2\nftp://x.example/\n")
    by_map = read(f"{root}/index.xml")
    assert [item.fields["headline"] for item in by_map] == ["One ferry", "Two ferries"]
    assert [item.fields for item in read(tmp_path / "list.txt")] == [item.fields for item in by_map]
    assert [isinstance(item, Item) for item in read(tmp_path / "list.urls")] == [True, True, False]


def test_feed_file_with_whole_stories_needs_no_fetching(site, tmp_path):
    content = PARAGRAPHS * 8
    entry = f"<entry><title>Whole</title><id>1</id><content type='html'><![CDATA[{content}]]></content></entry>"
    (tmp_path / "a.atom").write_text(f'<feed xmlns="http://www.w3.org/2005/Atom"><title>T</title>{entry}</feed>')
    (item,) = read(tmp_path / "a.atom")
    assert item.fields["text"].startswith("Whole\n\nThe council of A voted")
    assert not site.log


def test_robots_are_honoured_and_we_say_who_we_are(site, root):
    site.put("/robots.txt", "User-agent: *\nDisallow: /private/\n", "text/plain")
    site.put("/private/a", page("Secret ferry"))
    site.put("/open", page("Open ferry"))
    assert "robots.txt" in reason(f"{root}/private/a")
    assert len(read(f"{root}/open")) == 1
    assert "/private/a" not in {path for path, _, _ in site.log}
    assert {agent.partition("/")[0] for _, _, agent in site.log} == {"onrecord"}


def test_robots_that_cannot_be_read_close_the_site(site, root):
    site.answers["/robots.txt"] = (500, {})
    site.put("/open", page("Open ferry"))
    assert "robots.txt" in reason(f"{root}/open")


def test_redirects_are_followed_checked_and_bounded(site, root):
    site.put("/robots.txt", "User-agent: *\nDisallow: /private/\n", "text/plain")
    site.put("/new", page("Moved ferry"))
    site.answers["/old"] = (301, {"Location": "/new"})
    site.answers["/loop"] = (302, {"Location": "/loop"})
    site.answers["/file"] = (302, {"Location": "file:///etc/passwd"})
    site.answers["/hidden"] = (302, {"Location": "/private/a"})
    (item,) = read(f"{root}/old")
    assert item.fields["id"] == f"{root}/new"
    assert "more than 5 times" in reason(f"{root}/loop")
    assert "no http or https" in reason(f"{root}/file")
    assert "robots.txt" in reason(f"{root}/hidden")


PRIVATE = ["127.0.0.1", "localhost", "[::1]", "169.254.169.254", "10.0.0.1", "0.0.0.0", "2130706433"]


@pytest.mark.parametrize("host", PRIVATE)
def test_private_addresses_are_refused(host):
    assert "--allow-private" in reason(f"http://{host}:9/x", allow_private=())


def test_public_name_with_a_private_answer_is_refused(monkeypatch):
    def answer(host, port, **kinds):
        return [(2, 1, 6, "", ("93.184.216.34", port)), (2, 1, 6, "", ("10.1.2.3", port))]

    monkeypatch.setattr(guard_module.socket, "getaddrinfo", answer)
    assert "--allow-private" in reason("http://news.example/x", allow_private=())


def test_busy_server_is_asked_once_more_and_big_answers_are_cut(site, root):
    site.answers["/busy"] = (503, {"Retry-After": "0"})
    assert "503 Service Unavailable" in reason(f"{root}/busy")
    assert [path for path, _, _ in site.log].count("/busy") == 2
    site.put("/big", page("Big ferry", "x" * 50_000))
    assert "larger than 20,000 bytes" in reason(f"{root}/big", max_item_bytes=20_000)


def test_packed_answer_and_other_kinds(site, root):
    site.put("/a.jsonl.gz", gzip.compress(b'{"id": "n", "text": "Rates rose."}\n'), "application/gzip")
    site.put("/plain", "Rates rose.", "text/plain")
    site.put("/paper.pdf", b"%PDF-1.7\n%\xe2\xe3\xcf\xd3\n\0", "application/pdf")
    assert [item.fields["id"] for item in read(f"{root}/a.jsonl.gz")] == ["n"]
    assert [item.fields for item in read(f"{root}/plain")] == [{"text": "Rates rose.", "id": f"{root}/plain"}]
    assert "binary" in reason(f"{root}/paper.pdf")


def test_host_that_is_not_there():
    assert "cannot be fetched" in reason("http://127.0.0.1:9/x")


def test_pause_between_requests_to_one_host(site, root, monkeypatch):
    slept = []
    monkeypatch.setattr("flows.sources.fetch.time.sleep", slept.append)
    site.put("/a", page("A ferry"))
    site.put("/b", page("B ferry"))
    read(f"{root}/a", f"{root}/b", seconds_between=3.0)
    assert len(slept) == 2  # robots.txt came first, then each page waits
    assert all(2.0 < pause <= 6.0 for pause in slept)
