"""What the tests share: the word lists, and spaCy loaded once."""

from __future__ import annotations

import pytest

from transforms.annotate import Annotator
from transforms.model import Reader
from warehouse.seeds import read_seeds, read_weights


@pytest.fixture(scope="session")
def seeds():
    return read_seeds()


@pytest.fixture(scope="session")
def annotator(seeds):
    return Annotator(Reader(), seeds, read_weights("quotes"))
