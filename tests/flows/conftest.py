import json
import shutil
from pathlib import Path

import pytest

from flows.progress import Silent
from flows.settings import Settings
from flows.sources import SourceOptions
from flows.stages.run import How, run_job

HARBOUR = """Harbour board agrees to spend 40 million euros on locks

ROTTENHAVEN — The harbour board of Rottenhaven agreed on Tuesday to spend 40 million euros on new locks by 2031.

"We cannot wait for the next storm," said Mira Oldenkott, chairwoman of the board. "The old gates leak."

Oldenkott said the work would cost at least 10 million euros a year.
"""
ORCHARD = """Growers want a lower levy

Fruit growers in Westermark called on Thursday for a cut in the water levy.

Piet Zandvoort, president of the Growers' Union, told reporters that members paid $2.5 million last year.
"""


class Heard(Silent):
    """Keeps the lines it is told, and does something at the first."""

    def __init__(self, then=lambda: None):
        self.lines = []
        self.then = then

    def say(self, words):
        self.lines.append(words)
        if len(self.lines) == 1:
            self.then()


ROWS = (
    {"id": "harbour", "text": HARBOUR, "publisher": "The Rottenhaven Courier", "published_at": "2026-03-03"},
    {"id": "orchard", "text": ORCHARD, "publisher": "Westermark Daily", "published_at": "2026-03-05T08:30:00Z"},
)


def write_source(folder):
    path = folder / "news.jsonl"
    path.write_text("".join(json.dumps(row) + "\n" for row in ROWS), encoding="utf-8")
    return path


@pytest.fixture
def source(tmp_path):
    return write_source(tmp_path)


@pytest.fixture(scope="session")
def taken_in(tmp_path_factory):
    """A data directory after a first run of the source, made once; not to be changed."""
    folder = tmp_path_factory.mktemp("taken_in")
    run_job(Settings(folder / "data", workers=1), [str(write_source(folder))], SourceOptions(), Silent())
    return folder / "data"


@pytest.fixture
def data(taken_in, tmp_path):
    """A data directory of this test after a first run of the source."""
    return shutil.copytree(taken_in, tmp_path / "data")


@pytest.fixture
def run(tmp_path):
    """Runs the main job into a data directory of this test."""

    def run_into(*sources: Path | str, data: str = "data", batch_size: int = 64, workers: int = 1, **more):
        settings = Settings(tmp_path / data, workers=workers, batch_size=batch_size)
        return run_job(settings, [str(s) for s in sources], SourceOptions(), Silent(), How(**more))

    return run_into
