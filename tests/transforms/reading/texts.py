"""Texts to read in tests: odd ones, and every article and case that stands in the repository."""

from __future__ import annotations

import importlib
import json
import warnings
from functools import cache
from pathlib import Path

from transforms.reading.model import DEFAULT_MODEL

ROOT = Path(__file__).resolve().parents[3]
ODD = [
    "The harbour board can't raise fees, Ms. Olsen said on Monday; she'd rather sell the old pier for $2.5 million.",
    "“We’re not done,” Mr Okafor told The Evening Post in Lagos.  Two   spaces, a tab\tand an emoji 🚢 follow.",
    "A zorblaxian quuxworth (an unheard-of word) costs €3m—or nearly so.",
    "The harbour board met again. The board can't raise fees.",
    "",
    " \n ",
    "Oslo",
    "\u00a0\u00a0Reuters \n\n Oslo  \n",
    "MAYOR OF NEW YORK CITY BILL DE BLASIO MEETS EUROPEAN CENTRAL BANK PRESIDENT CHRISTINE LAGARDE IN NEW YORK CITY",
    "Bank of the West Indies " * 60,
    "? " * 80 + "Who is Ann Marsh? " * 3,
    "ab12 10km 10 km U.S.-China http://a.example/b?c=d x@y.example don't the99% (a) [b] {c} ... -- — 'tis",
]


@cache
def load_plain():
    """The package's own pipeline, but for what the tables do; it knows the letters of all its words."""
    with warnings.catch_warnings():
        warnings.simplefilter("ignore")
        return importlib.import_module(DEFAULT_MODEL).load(exclude=["attribute_ruler", "lemmatizer", "senter"])


@cache
def sample_articles() -> list[list[str]]:
    """The paragraphs of the repository's own articles, a case file being one."""
    files = sorted([*ROOT.glob("seeds/articles/*.txt"), *ROOT.glob("tests/cases/*/*.txt")])
    whole = [path.read_text(encoding="utf-8").replace("\\n", "\n") for path in files]
    for path in (ROOT / "seeds/articles/three-outlets.jsonl", ROOT / "docs/views.jsonl"):
        whole += [json.loads(line)["text"] for line in path.read_text(encoding="utf-8").splitlines() if line]
    return [[part for part in text.split("\n") if part.strip()] for text in whole]
