"""The same text gives the same rows in every process, whatever order Python's sets happen to have there."""

import os
import subprocess
import sys
from pathlib import Path

ROOT = Path(__file__).resolve().parents[2]
PROGRAM = """
from transforms.kinds import describe_names, group_names
from transforms.layout import Layout
from transforms.lexicon import read_lexicon
from transforms.mentions import read_entities
from transforms.model import Reader
from transforms.names import find_candidates
from transforms.records import ArticleHints
from transforms.segments import segment_text
from warehouse.seeds import read_seeds

text = open("docs/views.jsonl", encoding="utf-8").read()
seeds = read_seeds()
lexicon = read_lexicon(seeds)
reading = next(Reader().read([(text, segment_text(text, ArticleHints(), Layout.from_seeds(seeds)))]))
described = describe_names(reading, group_names(reading, find_candidates(reading, lexicon)), lexicon)
print([(key, list(facts.items())) for key, facts in described.items()])
print(read_entities(reading, lexicon))
"""


def run_with(hash_seed):
    environment = os.environ | {"PYTHONHASHSEED": hash_seed, "PYTHONPATH": str(ROOT)}
    done = subprocess.run([sys.executable, "-c", PROGRAM], env=environment, cwd=ROOT, capture_output=True, check=True)
    return done.stdout


def test_facts_and_entities_do_not_depend_on_the_hash_seed():
    first = run_with("1")
    assert len(first) > 1000
    assert first == run_with("2")
