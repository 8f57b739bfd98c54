"""Links a small made corpus, its names judged by tasks of a flow; fails where the tables are not those of one process.

python -m tests.flows.orchestration.judge_names RUNNER
"""

import sys
from dataclasses import replace
from pathlib import Path

from prefect import flow

from flows.orchestration.prefect_engine import PrefectEngine
from flows.settings import Settings
from flows.stages import sharing_out
from tests.transforms.linking.test_memory import SEEDS, Corpus
from tests.transforms.linking.test_spread import all_of, link_spread
from transforms.linking import link_tables


@flow
def judge_names(runner: str) -> bool:
    corpus = Corpus(1)
    corpus.add(60)
    settings = Settings(Path("data"), workers=2, runner=runner)
    with PrefectEngine(settings, []).spread(settings) as spread:
        linked = link_spread(*corpus.tables(), None, replace(spread, at_once=40))
    return all_of(linked) == all_of(link_tables(*corpus.tables(), SEEDS))


if __name__ == "__main__":
    sharing_out.SPREAD_FROM = 1
    assert judge_names(sys.argv[1])
