"""Measures what `onrecord run` costs for one article beyond its imports, the model's loading and the parsing.

Two processes take turns: the whole job into a fresh data directory, and one that imports every module the job had
imported in the end, loads the model and parses the article. The difference of the medians is the fixed cost.

    python -m bench.startup ARTICLES.jsonl
"""

from __future__ import annotations

import argparse
import compileall
import tempfile
from pathlib import Path
from statistics import median
from typing import Any

from bench.measuring import ROOT, TEXTS, run_python

CODE = ("flows", "transforms", "warehouse", "explorer")
JOB = """
import sys
from flows.command.cli import main
try:
    main()
finally:
    names = sorted(n for n, m in sys.modules.items() if getattr(m, "__spec__", None) and n not in ("__main__",))
    open(sys.argv[sys.argv.index("--data") + 1] + ".modules", "w").write("\\n".join(names))
"""
BARE = """
import importlib, json, sys, warnings
warnings.filterwarnings("ignore")
for name in open(sys.argv[2]).read().split():
    try:
        importlib.import_module(name)
    except ImportError:  # a module that exists only inside another's import
        pass
from transforms.reading.model import Reader
from transforms.records import Segment
text = json.loads(open(sys.argv[1], encoding="utf-8").readline())["text"]
list(Reader().read([(text, [Segment("body", 0, len(text))])]))
"""


def main() -> None:
    parser = argparse.ArgumentParser(description=__doc__)
    parser.add_argument("texts", nargs="?", type=Path, default=TEXTS, help="JSON lines; the first is taken")
    parser.add_argument("--times", type=int, default=5)
    options = parser.parse_args()
    for name, value in measure_startup(options.texts, options.times).items():
        print(f"{name:45} {value}")


def measure_startup(texts: Path, times: int = 5) -> dict[str, Any]:
    """CPU and wall seconds of the whole job on one article, and of the job beyond imports, model and parsing."""
    for folder in CODE:
        compileall.compile_dir(ROOT / folder, quiet=1)
    with tempfile.TemporaryDirectory() as folder:
        one = Path(folder) / "one.jsonl"
        with texts.open(encoding="utf-8") as lines:
            one.write_text(next(lines), encoding="utf-8")
        jobs, bares = [], []
        for number in range(times):
            data = Path(folder) / f"data-{number}"
            arguments = ("run", str(one), "--data", str(data), "--workers", "1", "--quiet")
            jobs.append(run_python(JOB, *arguments))
            bares.append(run_python(BARE, str(one), f"{data}.modules"))
    cpu, wall = median(job.cpu for job in jobs), median(job.wall for job in jobs)
    bare_cpu, bare_wall = median(bare.cpu for bare in bares), median(bare.wall for bare in bares)
    return {
        "one_article_cpu_s": round(cpu, 2),
        "one_article_wall_s": round(wall, 2),
        "one_article_beyond_imports_model_and_parse_cpu_s": round(cpu - bare_cpu, 2),
        "one_article_beyond_imports_model_and_parse_wall_s": round(wall - bare_wall, 2),
    }


if __name__ == "__main__":
    main()
