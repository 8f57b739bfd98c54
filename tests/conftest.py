"""What the tests share: the word lists, and spaCy loaded once."""

from __future__ import annotations

import pytest

from flows.settings import DEFAULT_MODEL
from flows.stages.transform import load_annotator
from tools.make_docs import build_tour
from transforms.lexicon import read_lexicon
from warehouse.seeds import read_seeds


@pytest.fixture(scope="session")
def seeds():
    return read_seeds("annotation")


@pytest.fixture(scope="session")
def lexicon(seeds):
    return read_lexicon(seeds, seeds.read_weights)


@pytest.fixture(scope="session")
def annotator():
    """The one that runs in this process use as well."""
    return load_annotator(DEFAULT_MODEL)


@pytest.fixture(scope="session")
def tour(tmp_path_factory):
    """The warehouse of the sample articles; not to be changed."""
    return build_tour(tmp_path_factory.mktemp("tour"))


def pytest_terminal_summary(terminalreporter):
    """Known failures are counted and printed, never hidden."""
    known = terminalreporter.stats.get("xfailed", [])
    if known:
        terminalreporter.write_sep("-", f"known failures: {len(known)}")
    for report in known:
        case = report.nodeid.partition("[")[2].rstrip("]")
        terminalreporter.write_line(f"{case} ({report.wasxfail.removeprefix('reason: ')})")
