"""The bench of spaCy's releases: its parts of a file, its medians and ratios, and that nothing given is changed."""

import json
from pathlib import Path

import pytest

from bench import repeating, yardsticks
from bench.measuring import Cost
from bench.repeating import repeat_lake
from bench.yardsticks import measure_into, measure_size, take_first, take_last
from tests.warehouse.builders import annotation_tables, article_table, run_rows
from warehouse.database.database import build_warehouse
from warehouse.lake.lake import Lake

TEXTS = ["one", "two\u2028still two", "three"]


@pytest.fixture
def texts(tmp_path):
    path = tmp_path / "texts.jsonl"
    lines = (json.dumps({"text": text}, ensure_ascii=False) for text in TEXTS)
    path.write_text("".join(line + "\n" for line in lines), encoding="utf-8")
    return path


def read_texts(path):
    return [json.loads(line)["text"] for line in path.read_text(encoding="utf-8").split("\n") if line]


def test_parts_of_a_file_are_whole_articles(texts, tmp_path):
    part = tmp_path / "part.jsonl"
    take_first(texts, part, 2)
    assert read_texts(part) == TEXTS[:2]
    take_last(texts, part, 2)
    assert read_texts(part) == TEXTS[1:]


def test_what_is_taken_into_a_directory_is_taken_into_a_copy(texts, tmp_path, monkeypatch):
    place = tmp_path / "ten thousand"
    place.mkdir()
    (place / "there").touch()
    seen = []

    def run(script, *arguments, **more):
        data = Path(arguments[arguments.index("--data") + 1])
        seen.append(data)
        is_full = (data / "there").exists()
        data.mkdir(exist_ok=True)
        (data / "new").touch()
        return Cost("", 6.0 if is_full else 4.0, 1.0, 1)

    monkeypatch.setattr(yardsticks, "run_python", run)
    found = measure_into(texts, [place], times=3)
    assert found == {"none": {"cpu_s": 4.0}, "ten thousand": {"cpu_s": 6.0, "ratio": 1.5}}
    assert len(seen) == 6 and place not in seen
    assert [path.name for path in place.iterdir()] == ["there"]


def test_ratios_are_of_medians(texts, tmp_path, monkeypatch):
    costs = iter([3.0, 9.0, 4.0])
    monkeypatch.setattr(yardsticks, "run_fresh", lambda texts, data: Cost("", next(costs), 2.0, 2**20))
    alone = {"cpu": 8.0, "wall": 4.0, "start_cpu": 2.0, "cpu_with_start": 10.0, "wall_with_start": 5.0}
    monkeypatch.setattr(yardsticks, "measure_bare", lambda texts, python: alone)
    found = measure_size(texts, tmp_path, [yardsticks.Yardstick("3.0", Path("python"))], 3)
    assert (found["onrecord_cpu_s"], found["peak_mb"]) == (4.0, 1)
    ratios = [found["spacy_3.0"][f"{name}_ratio{rest}"] for name, rest in (("cpu", ""), ("cpu", "_with_start"))]
    assert ratios == [0.5, 0.4]


def test_a_repeated_lake_passes_every_check(tmp_path, monkeypatch):
    monkeypatch.setattr(repeating, "KNOWN", repeating.KNOWN[:1])  # "Stone" is a word of a magazine's name
    small, large = Lake(tmp_path / "small" / "lake"), Lake(tmp_path / "large" / "lake")
    small.append_log("runs", run_rows(), "run_id")
    small.commit_batch("b", "articles", {"articles": article_table(range(3))})
    small.commit_batch("b", "annotations", annotation_tables(range(3)))
    repeat_lake(small, large, 8, tmp_path / "large")
    rows = build_warehouse(large, tmp_path / "large" / "onrecord.duckdb")
    assert (rows["articles"], rows["quotes"]) == (8, 8)
    names = set(large.read("mentions", ["text"])["text"].to_pylist())
    assert "Ada Stone" in names and len(names) == 3
