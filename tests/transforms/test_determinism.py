"""The same text gives the same rows in every process, whatever order Python's sets happen to have there."""

import os
import subprocess
import sys
from pathlib import Path

ROOT = Path(__file__).resolve().parents[2]
PROGRAM = """
from transforms.names.kinds import describe_names, group_names
from transforms.lexicon import read_lexicon
from transforms.entities.mentions import find_mentions, find_names
from transforms.names.candidates import find_candidates
from transforms.reading.reading import Reading
from transforms.records import Segment
from warehouse.seeds import read_seeds

text = "Dana Poole of Acme Holdings met Lee Orten in Harland . Acme and Poole sued Orten , Mayor of Fenwick , in May ."
words = text.split()
starts = [len(" ".join([*words[:place], ""])) for place in range(len(words))]
size, tags = len(words), ["NNP" if word[0].isupper() else "NN" for word in words]
names = [(place, place + 1, "PERSON") for place, word in enumerate(words) if word[0].isupper()]
reading = Reading(
    text, [Segment("body", 0, len(text))], words, starts, [s + len(w) for s, w in zip(starts, words)], tags,
    ["X"] * size, [w.lower() for w in words], ["dep"] * size, [0] * size, [0] * size, [0] * size, [(0, size)], names,
)
lexicon = read_lexicon(seeds := read_seeds("annotation"), seeds.read_weights)
described = describe_names(reading, group_names(reading, find_candidates(reading, lexicon)), lexicon)
print([(key, list(facts.items())) for key, facts in described.items()])
print(find_mentions(reading, find_names(reading, lexicon), lexicon)[0])
"""


def run_with(hash_seed):
    environment = os.environ | {"PYTHONHASHSEED": hash_seed, "PYTHONPATH": str(ROOT)}
    done = subprocess.run([sys.executable, "-c", PROGRAM], env=environment, cwd=ROOT, capture_output=True, check=True)
    return done.stdout


def test_facts_and_entities_do_not_depend_on_the_hash_seed():
    first = run_with("1")
    assert len(first) > 1000
    assert first == run_with("2")
