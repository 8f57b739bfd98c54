"""What to take in and when: sources.toml and the options of `onrecord serve`."""

from datetime import timedelta

import pytest

from flows.orchestration.schedules import ScheduleError, make_schedule, parse_duration, read_options, read_schedules
from flows.orchestration.serve import make_parameters

GOOD = """
[defaults]
timezone = "Europe/Oslo"
every = "1 hour"
workers = 1

[wires]
sources = ["https://example.org/rss.xml", "news/*.txt"]

[archive]
sources = "old.jsonl"
cron = "0 3 * * *"
overlap = "queue"
"""


def write(tmp_path, words):
    path = tmp_path / "sources.toml"
    path.write_text(words, encoding="utf-8")
    return path


def test_every_table_is_a_schedule_completed_by_the_defaults(tmp_path):
    wires, archive = read_schedules(write(tmp_path, GOOD))
    assert (wires.name, wires.sources) == ("wires", ("https://example.org/rss.xml", "news/*.txt"))
    assert (wires.every, wires.cron, wires.overlap) == (timedelta(hours=1), None, "refuse")
    assert (archive.every, archive.cron, archive.overlap) == (None, "0 3 * * *", "queue")
    assert {wires.timezone, archive.timezone} == {"Europe/Oslo"}
    assert {wires.workers, archive.workers} == {1}


@pytest.mark.parametrize(
    ("words", "complaint"),
    [
        ("", "names no source"),
        ("[a", "no TOML"),
        ("a = 1", "must be a table"),
        ('[a]\nsources = ["x"]', "one of cron and every"),
        ('[a]\nsources = ["x"]\ncron = "* * * * *"\nevery = "1h"', "one of cron and every"),
        ('[a]\nevery = "1h"', "sources must be"),
        ('[a]\nsources = []\nevery = "1h"', "sources must be"),
        ('[a]\nsources = [1]\nevery = "1h"', "sources must be"),
        ('[a]\nsources = ["x"]\nevery = "often"', "time span"),
        ('[a]\nsources = ["x"]\nevery = "0 s"', "time span"),
        ('[a]\nsources = ["x"]\nevery = true', "time span"),
        ('[a]\nsources = ["x"]\nevery = "1h"\nworkers = 0', "workers must be"),
        ('[a]\nsources = ["x"]\nevery = "1h"\nworkers = true', "workers must be"),
        ('[a]\nsources = ["x"]\nevery = "1h"\noverlap = "mix"', "refuse or queue"),
        ('[a]\nsources = ["x"]\ncron = 5', "quotation marks"),
        ('[a]\nsources = ["x"]\nevry = "1h"', "no such key 'evry'"),
        ('["a/b"]\nsources = ["x"]\nevery = "1h"', "is no name"),
    ],
)
def test_mistakes_are_named(tmp_path, words, complaint):
    with pytest.raises(ScheduleError, match=complaint):
        read_schedules(write(tmp_path, words))


@pytest.mark.parametrize(
    ("words", "seconds"), [("10 s", 10), ("15 minutes", 900), ("1 minute", 60), ("2d", 172_800), ("1 week", 604_800)]
)
def test_time_spans(words, seconds):
    assert parse_duration("a", words) == timedelta(seconds=seconds)
    assert parse_duration("a", seconds) == timedelta(seconds=seconds)


def test_one_schedule_from_options():
    (only,) = read_options(None, "news", {"sources": ["news/"], "cron": "0 6 * * *", "every": None, "workers": 2})
    assert only == make_schedule("news", {"sources": ["news/"], "cron": "0 6 * * *", "workers": 2})


def test_a_file_and_a_single_schedule_do_not_go_together(tmp_path):
    with pytest.raises(ScheduleError, match="either"):
        read_options(write(tmp_path, GOOD), "news", {"sources": ["news/"]})
    with pytest.raises(ScheduleError, match="No such file"):
        read_options(tmp_path / "none.toml", "news", {"sources": []})


def test_how_sources_are_read_is_said_as_on_the_command_line(tmp_path):
    path = tmp_path / "sources.toml"
    path.write_text(
        """
        [courier]
        sources = ["dump.csv"]
        every = "1 day"
        columns = {text = "corpus_text"}
        encoding = "windows-1252"
        date_format = "%d/%m/%Y"
        currency = "cad"
        since = 2024-03-01
        """
    )
    (schedule,) = read_schedules(path)
    assert schedule.reading == {
        "columns": {"text": "corpus_text"},
        "encoding": "cp1252",
        "date_format": "%d/%m/%Y",
        "currency": "CAD",
        "since": "2024-03-01",
    }
    parameters = make_parameters(schedule, tmp_path)
    assert parameters["reading"]["columns"] == {"text": "corpus_text"}
    assert parameters["reading"]["since"] == "2024-03-01"


@pytest.mark.parametrize("key", ['shape = "newsapy"', 'columns = {txt = "a"}', 'encoding = "utf-99"', "limit = 0"])
def test_a_wrong_way_of_reading_is_told(tmp_path, key):
    path = tmp_path / "sources.toml"
    path.write_text(f'[a]\nsources = ["a"]\nevery = "1 day"\n{key}\n')
    with pytest.raises(ScheduleError, match=f"a: {key.partition(' ')[0]}"):
        read_schedules(path)
