"""Where settings come from: the command line before the environment before the configuration file."""

from pathlib import Path

import pytest

from flows.settings import SETTINGS, read_settings

ROOT = Path(__file__).resolve().parents[2]


@pytest.fixture
def config(tmp_path, monkeypatch):
    def write(text):
        path = tmp_path / "onrecord.toml"
        path.write_text(text, encoding="utf-8")
        monkeypatch.setenv("ONRECORD_CONFIG", str(path))

    return write


def test_the_command_line_comes_first_then_the_environment_then_the_file(config, monkeypatch):
    config('data = "from-file"\nworkers = 3\nbatch_size = 7\n')
    monkeypatch.setenv("ONRECORD_WORKERS", "4")
    monkeypatch.setenv("ONRECORD_DATA", "from-environment")
    settings = read_settings({"data": Path("from-flag"), "workers": None})
    assert (settings.data, settings.workers, settings.batch_size) == (Path("from-flag"), 4, 7)
    assert read_settings().data == Path("from-environment")


def test_seeds_and_cache_stand_in_the_data_directory_unless_told(tmp_path, monkeypatch):
    settings = read_settings({"data": tmp_path})
    assert settings.own_seeds is None
    assert settings.cache == tmp_path / "cache"
    (tmp_path / "seeds").mkdir()
    assert read_settings({"data": tmp_path}).own_seeds == tmp_path / "seeds"
    monkeypatch.setenv("ONRECORD_CACHE", str(tmp_path / "elsewhere"))
    assert read_settings({"data": tmp_path}).cache == tmp_path / "elsewhere"


@pytest.mark.parametrize(
    ("text", "words"),
    [
        ("wrokers = 2", "'wrokers' is no setting; they are data, seeds"),
        ("workers = 0", "must be a whole number of at least 1, not '0'"),
        ("data = ", "cannot be read"),
        ('seeds = "not/there"', "the folder of your own seeds is not there"),
    ],
)
def test_a_wrong_configuration_is_told(config, text, words):
    config(text)
    with pytest.raises(ValueError, match=words):
        read_settings()


def test_the_table_of_settings_is_the_one_in_the_documents():
    page = (ROOT / "docs" / "settings.md").read_text(encoding="utf-8")
    for setting in SETTINGS:
        assert f"| `{setting.key}` | {f'`{setting.flag}`' if setting.flag else 'none'} | `{setting.variable}` |" in page
        assert setting.meaning in page
