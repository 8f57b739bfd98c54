"""Writes the measured part of docs/scale.md from bench/results.json: `make bench` ends with it, and a test compares."""

from __future__ import annotations

import json
import re
from pathlib import Path
from typing import Any

ROOT = Path(__file__).resolve().parent.parent
PAGE = ROOT / "docs" / "scale.md"
RESULTS = ROOT / "bench" / "results.json"
PARTS = re.compile(r"(<!-- (?P<name>\w+): made by `make bench` -->\n).*?(<!-- end -->)", re.DOTALL)
DOLLARS = 0.04  # of a core-hour in a rented machine
Results = dict[str, Any]


def fill_page(text: str, results: Results) -> str:
    """The page with every marked part made anew."""
    makers = {
        "speed": describe_speed,
        "yardsticks": describe_yardsticks,
        "growth": describe_growth,
        "arithmetic": describe_arithmetic,
    }
    return PARTS.sub(lambda m: f"{m[1]}{makers[m['name']](results)}\n{m[3]}", text)


def describe_speed(results: Results) -> str:
    """What one run of the bench found, in sentences."""
    r = results
    return "\n".join([
        f"On {r['articles']:,} articles of {r['words'] / r['articles']:,.0f} words ({r['machine']}) the whole of "
        f"`onrecord run` took {r['cpu_ratio_to_spacy']:.2f} times",
        f"the CPU time of spaCy md's default pipeline alone, and with {r['onrecord_workers']} workers "
        f"{r['wall_ratio_to_spacy']:.2f} times its wall time:",
        f"{r['onrecord_words_per_cpu_s']:,} words a CPU second, "
        f"{r['onrecord_words_per_wall_s']:,} a second of the wall.",
        f"All processes together held at most {r['peak_memory_mb_all_processes']:,} MB. The same input again took",
        f"{r['rerun_ratio_to_first']:.1%} of the first run's time. One article costs",
        f"{r['one_article_beyond_imports_model_and_parse_cpu_s']:.2f} CPU seconds beyond imports, model and parsing.",
    ])  # fmt: skip


def describe_yardsticks(results: Results) -> str:
    """The whole job beside spaCy alone, by number of articles and release."""
    sizes = results.get("yardsticks")
    if not sizes:
        return "Not measured in the last run (`--only yardsticks`)."
    names = [name for name in next(iter(sizes.values())) if name.startswith("spacy_")]
    heads = [f" to spaCy {n.removeprefix('spacy_')} | with its start | wall, with start |" for n in names]
    lines = [
        "| articles | CPU seconds |" + "".join(heads),
        "|---|---|" + "---|---|---|" * len(names),
    ]
    for size, found in sizes.items():
        ratios = [
            f" {found[n]['cpu_ratio']:.2f} | {found[n]['cpu_ratio_with_start']:.2f} | "
            f"{found[n]['wall_ratio_with_start']:.2f} |"
            for n in names
        ]
        lines.append(f"| {int(size):,} | {found['onrecord_cpu_s']:,.1f} |{''.join(ratios)}")
    return "\n".join(lines)


def describe_growth(results: Results) -> str:
    """CPU time and memory by number of articles, and the exponents of the fit."""
    growth = results.get("growth")
    if not growth:
        return "Not measured in the last run (`--scale`)."
    lines = ["| articles | ingest | transform | load | most memory |", "|---|---|---|---|---|"]
    for size, stages in growth["sizes"].items():
        seconds = [f"{stages[stage]['cpu_s']:,.1f} s" for stage in ("ingest", "transform", "load")]
        peak = max(stage["peak_mb"] for stage in stages.values())
        lines.append(f"| {int(size):,} | {' | '.join(seconds)} | {peak:,} MB |")
    exponents = ", ".join(f"{name} {value:.2f}" for name, value in growth["cpu_exponents"].items())
    words = growth["words_of_each_article"]
    about = f"CPU seconds of articles of {words} words, each stage a command of its own. Exponents: {exponents}."
    return "\n".join([*lines, "", about])


def describe_arithmetic(results: Results) -> str:
    """What ten million and a billion articles would take, from the measured rate and sizes."""
    words = results["words"] / results["articles"]
    seconds = words / results["onrecord_words_per_cpu_s"]
    kilobytes = results["lake_kb_per_article"]
    counts = (10**7, 10**9)
    hours = [count * seconds / 3600 for count in counts]
    rows = [
        ("core-hours", [f"{h:,.0f}" for h in hours]),
        ("on 64 cores", [_duration(h / 64) for h in hours]),
        ("on 1,000 cores", [_duration(h / 1000) for h in hours]),
        (f"at {DOLLARS} US dollars a core-hour", [f"{h * DOLLARS:,.0f}" for h in hours]),
        ("lake", [f"{count * kilobytes / 1e9:,.1f} TB" for count in counts]),
    ]
    head = f"{seconds:.2f} CPU seconds and {kilobytes:.1f} kB of lake an article of {words:,.0f} words:"
    table = ["| | 10 million articles | 1 billion articles |", "|---|---|---|"]
    return "\n".join([head, "", *table, *(f"| {name} | {' | '.join(cells)} |" for name, cells in rows)])


def _duration(hours: float) -> str:
    """Hours in the unit a person would use.

    >>> _duration(0.5), _duration(30), _duration(100)
    ('30 minutes', '30 hours', '4 days')
    """
    if hours < 2:
        return f"{hours * 60:.0f} minutes"
    return f"{hours:.0f} hours" if hours < 72 else f"{hours / 24:.0f} days"


def write_page() -> None:
    """Brings docs/scale.md up to date with bench/results.json."""
    results = json.loads(RESULTS.read_text(encoding="utf-8"))
    PAGE.write_text(fill_page(PAGE.read_text(encoding="utf-8"), results), encoding="utf-8")


if __name__ == "__main__":
    write_page()
