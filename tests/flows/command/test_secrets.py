"""Passwords and tokens in addresses stand in no table, file, log or message, whatever the addresses were given for."""

import gzip
import json
import sqlite3
import subprocess
import sys
import time
import traceback
from contextlib import closing, suppress
from urllib.parse import urlsplit

import duckdb
import pytest
from typer.testing import CliRunner

from flows.command.cli import app
from flows.orchestration.prefect_server import Server
from tests.flows.site import Site, page, serve
from tests.processes import ROOT, environment, free_port
from warehouse.lake.lake import Lake
from warehouse.tables import TABLES

TOOK = ("--allow-private", "127.0.0.1", "--workers", "1")
SECRETS = {}  # what hides each of them
# a host is not waited for between two requests: what is said and kept is the same
COMMAND = """
from flows.command.cli import main
from flows.sources.fetch import Fetcher
Fetcher.wait = lambda *given: None
main()
"""
ASKED = ("the user of a feed", "a feed", "a page", "a dead host", "the user of a dead host")  # in addresses a user gave


def secret(where):
    """A value of its own for each place, so that one that is found says where it came from."""
    return SECRETS.setdefault(where, f"Zq{len(SECRETS)}x{abs(hash(where)) % 10**9}")


def with_user(address, where):
    return f"http://ann:{secret(where)}@{urlsplit(address).netloc}{urlsplit(address).path}"


def make_feed(root):
    links = (
        f"{root}/one?access_token={secret('the link of an entry')}",
        f"{root}/gone?api_key={secret('a link to a page that is gone')}",
        f"{root}/moved?sig={secret('a link that leads on')}",
        with_user(f"{root}/two", "the user of a link"),
        f"http://10.0.0.1/?token={secret('a link to a private host')}",
        f"{root}/hidden/a?token={secret('a link that robots.txt forbids')}",
    )
    items = "".join(f"<item><title>T</title><link>{link.replace('&', '&amp;')}</link></item>" for link in links)
    return f"<?xml version='1.0'?><rss version='2.0'><channel><title>Ledger</title>{items}</channel></rss>"


def put_pages(site, root):
    site.put("/robots.txt", "User-agent: *\nDisallow: /hidden/", "text/plain")
    site.put(f"/feed?token={secret('a feed')}", make_feed(root), "application/rss+xml")
    named = f'<link rel="canonical" href="{root}/one?token={secret("the address a page gives itself")}">'
    site.put(f"/one?access_token={secret('the link of an entry')}", page("Ferry stays", named))
    site.put("/two", page("Ferry goes"))
    target = f"{root}/end?signature={secret('where a redirect leads')}"
    site.answers[f"/moved?sig={secret('a link that leads on')}"] = (302, {"Location": target})
    site.put(f"/end?signature={secret('where a redirect leads')}", page("Ferry returns"))
    site.put(f"/page?key={secret('a page')}", page("Ferry sinks"))


def write_rows(folder, root):
    text = "The council of Quillan said it would keep its ferry until 2030."
    rows = [
        {"id": f"{root}/r?token={secret('an id')}", "text": text},
        {"id": "b", "text": f"{text} Nobody else did.", "url": f"{root}/s?password={secret('the url of a row')}"},
        {"id": f"{root}/t?token={secret('the id of a row without text')}"},
        {"id": "c", "url": with_user(f"{root}/u", "the user of a row without text")},
    ]
    lines = [json.dumps(row) for row in rows]
    lines.append(f'{{"url": "http://ann:{secret("a broken line")}@a.example/?key={secret("a broken query")}", ')
    path = folder / "rows.jsonl"
    path.write_text("\n".join(lines), encoding="utf-8")
    return path


def name_sources(folder, root):
    """All that a user asks for: a feed, a page, a host that does not answer, rows, and a file that is not there."""
    return (
        with_user(f"{root}/feed", "the user of a feed") + f"?token={secret('a feed')}",
        f"{root}/page?key={secret('a page')}",
        f"http://ann:{secret('the user of a dead host')}@127.0.0.1:1/?api_key={secret('a dead host')}",
        write_rows(folder, root),
        folder / "none.jsonl",
    )


def ask(data, *arguments):
    """What a command that starts nothing says, on both of its outputs."""
    result = CliRunner().invoke(app, [*map(str, arguments), "--data", str(data)])
    raised = [] if isinstance(result.exception, SystemExit | None) else traceback.format_exception(result.exception)
    return result.stdout + result.stderr + "".join(raised)


def call(data, *arguments, api=None):
    """What a command says in a process of its own, on both of its outputs; api is Prefect's."""
    command = [sys.executable, "-c", COMMAND, *map(str, arguments), "--data", str(data)]
    done = subprocess.run(command, cwd=ROOT, env=environment(api), capture_output=True, text=True, check=False)
    return done.stdout + done.stderr


@pytest.fixture(scope="module")
def told(tmp_path_factory):
    """The data directory after all of it, and what each command said."""
    folder, site = tmp_path_factory.mktemp("secrets"), Site()
    data = folder / "data"
    with serve(site) as root:
        put_pages(site, root)
        sources = name_sources(folder, root)
        words = {"run": call(data, "run", *sources, *TOOK), "again": call(data, "run", *sources, *TOOK, "--json")}
        words["show"] = ask(data, "show", f"{root}/page?key={secret('a page')}")
        words["forget"] = ask(data, "forget", f"{root}/none?token={secret('something to forget')}")
        words["forget it"] = ask(data, "forget", f"{root}/page?key={secret('a page')}")
    for target in (
        f"postgresql://ann:{secret('a database')}@127.0.0.1:1/news",
        f"host=127.0.0.1 port=1 password={secret('a connection string')}",
        f"postgresql://127.0.0.1:1/news?user=ann&password={secret('the query of a database')}",
    ):
        words[f"export to {len(words)}"] = ask(data, "export", "postgres", "--to", target)
    words["doctor"] = ask(data, "doctor")
    words["sql"] = ask(data, "sql", "SELECT * FROM rejects")
    return data, words


def find_secrets(words):
    return [f"{where} ({value})" for where, value in SECRETS.items() if value in words]


def test_messages_hold_no_secret(told):
    assert {name: found for name, words in told[1].items() if (found := find_secrets(words))} == {}
    assert "Traceback" not in "".join(told[1].values())
    assert "removed with" in told[1]["forget it"], "it is known by what it was asked for by"
    assert "Ferry sinks" in told[1]["show"]


def test_tables_hold_no_secret(told):
    data = told[0]
    found = {}
    for name in TABLES:
        found[f"lake {name}"] = find_secrets(str(Lake(data / "lake").read(name).to_pylist()))
    with duckdb.connect(str(data / "onrecord.duckdb"), read_only=True) as con:
        for schema, name in con.execute("SELECT schema_name, table_name FROM duckdb_tables()").fetchall():
            found[f"warehouse {name}"] = find_secrets(str(con.execute(f'FROM "{schema}"."{name}"').fetchall()))
        taken = con.execute("SELECT count(*) FROM articles").fetchall()[0][0]
    assert {name: secrets for name, secrets in found.items() if secrets} == {}
    assert taken >= 5, "most of it was taken in, or this shows nothing"


def test_files_hold_no_secret(told):
    """The cache keeps pages as they were served, and so the links in them; not the addresses they were asked for by."""
    found = {}
    for path in filter(lambda path: path.is_file(), told[0].rglob("*")):
        words = path.read_bytes()
        with suppress(OSError, EOFError):
            words = gzip.decompress(words)
        found[path.name] = find_secrets(str(path) + words.decode("utf-8", "replace"))
        if path.suffix == ".page":
            found[path.name] = [one for one in found[path.name] if one.partition(" (")[0] in ASKED]
    assert {name: secrets for name, secrets in found.items() if secrets} == {}


@pytest.fixture(scope="module")
def kept_by_prefect(tmp_path_factory):
    """The folder of a Prefect server after a run and a tick of a schedule, and what these said."""
    folder, site = tmp_path_factory.mktemp("prefect"), Site()
    with serve(site) as root, Server(folder / "home", free_port()) as server:
        put_pages(site, root)
        sources = name_sources(folder, root)
        words = call(folder / "data", "run", *sources, *TOOK, api=server.api)
        words += tick(folder, sources, server.api)
        time.sleep(5)  # logs come in batches
    return folder / "home", words


def tick(folder, sources, api):
    """Serves the sources until a first run is done; what the command said."""
    config = folder / "schedules.toml"
    listed = json.dumps([str(source) for source in sources])
    config.write_text(f'[secret]\nsources = {listed}\nevery = "5 s"\nallow_private = ["127.0.0.1"]\n')
    command = [sys.executable, "-m", "flows.command.cli", "serve", "--config", str(config)]
    data = folder / "served"
    with subprocess.Popen(
        [*command, "--data", str(data)], cwd=ROOT, env=environment(api), stdout=-1, stderr=subprocess.STDOUT, text=True
    ) as process:
        deadline = time.monotonic() + 240
        while not (data / "onrecord.duckdb").exists():
            assert process.poll() is None and time.monotonic() < deadline, process.communicate()[0]
            time.sleep(0.5)
        process.terminate()
        return process.communicate(timeout=120)[0]


# Parameters are what Prefect calls a flow with: a schedule would be of no use without the secrets in them.
GIVEN = {"parameters"}


@pytest.mark.slow
def test_prefect_keeps_no_secret_but_as_a_parameter(kept_by_prefect):
    """Its logs, the names and messages of its runs, its events and artifacts, and what the server writes itself."""
    home, words = kept_by_prefect
    assert find_secrets(words) == []
    found, logs = {}, 0
    with closing(sqlite3.connect(home / "prefect.db")) as con:
        for (table,) in con.execute("SELECT name FROM sqlite_master WHERE type = 'table'").fetchall():
            rows = con.execute(f'SELECT * FROM "{table}"')
            names = [column[0] for column in rows.description]
            for row in rows:
                logs += table == "log"
                for name, value in zip(names, row, strict=True):
                    if name not in GIVEN and (secrets := find_secrets(str(value))):
                        found.setdefault(f"{table}.{name}", set()).update(secrets)
    assert found == {}
    assert find_secrets((home / "server.log").read_text(encoding="utf-8", errors="replace")) == []
    assert logs > 20, "nothing was logged, or this shows nothing"
