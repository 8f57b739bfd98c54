"""Workers of this machine ask the server that the run asks; those of other machines what they are configured for."""

from contextlib import nullcontext
from types import SimpleNamespace

import pytest
from prefect.settings import PREFECT_API_URL

from flows.orchestration import runners
from flows.settings import Settings

SERVER = "http://127.0.0.1:8999/api"


@pytest.mark.parametrize(("runner", "asked"), [("process", SERVER), ("dask", SERVER), ("dask://far:8786", None)])
def test_whom_workers_ask(runner, asked, tmp_path, monkeypatch):
    before = PREFECT_API_URL.value()
    monkeypatch.setattr(runners, "get_client", lambda sync_client: SimpleNamespace(api_url=SERVER))
    monkeypatch.setattr(runners, "choose_runner", lambda settings: nullcontext("started"))
    with runners.start_runner(Settings(tmp_path, runner=runner)) as started:
        assert started == "started"
        assert PREFECT_API_URL.value() == (asked or before)
    assert PREFECT_API_URL.value() == before
