"""What the tests share: the word lists, and spaCy loaded once."""

from __future__ import annotations

import pytest

from tools.make_docs import build_tour
from transforms.annotate import Annotator
from transforms.lexicon import read_lexicon
from transforms.model import Reader
from warehouse.seeds import read_seeds, read_weights


@pytest.fixture(scope="session")
def seeds():
    return read_seeds()


@pytest.fixture(scope="session")
def lexicon(seeds):
    return read_lexicon(seeds)


@pytest.fixture(scope="session")
def annotator(seeds):
    return Annotator(Reader(), seeds, read_weights("quotes"))


@pytest.fixture(scope="session")
def tour(tmp_path_factory):
    """The warehouse of the sample articles; not to be changed."""
    return build_tour(tmp_path_factory.mktemp("tour"))
