"""The lake on object storage: moto's server stands in for S3, reached through pyarrow's own S3 client."""

import os
from datetime import timedelta
from uuid import uuid4

import boto3
import pytest
from builders import annotation_tables, fill, link_tables, run_rows
from moto.server import ThreadedMotoServer

from warehouse.database.database import build_warehouse, run_query
from warehouse.lake.lake import Lake


@pytest.fixture(scope="module")
def endpoint():
    server = ThreadedMotoServer(port=0, verbose=False)
    server.start()
    host, port = server.get_host_and_port()
    yield f"http://{host}:{port}"
    server.stop()


@pytest.fixture
def root(endpoint, monkeypatch):
    """The address of an empty bucket's lake, settings as a user would give them."""
    for name in ("AWS_ACCESS_KEY_ID", "AWS_SECRET_ACCESS_KEY"):
        monkeypatch.setenv(name, "test")
    for name in [name for name in os.environ if name.lower().endswith("_proxy")]:
        monkeypatch.delenv(name)
    bucket = f"news-{uuid4().hex[:8]}"
    boto3.client("s3", endpoint_url=endpoint, region_name="us-east-1").create_bucket(Bucket=bucket)
    return f"s3://{bucket}/lake?endpoint_override={endpoint}&region=us-east-1"


def names(lake):
    return sorted(lake.storage.relative(info) for info in lake.storage.list())


@pytest.mark.parametrize("pairs", [2, pytest.param(3, marks=pytest.mark.slow)])
def test_the_protocol_is_the_same_in_a_bucket(root, tmp_path, pairs):
    lake = Lake(root)
    last = 2 * pairs - 1
    lake.append_log("runs", run_rows(), "run_id")
    for number in range(pairs):
        fill(lake, [2 * number, 2 * number + 1], batch=f"b{number}")
    fill(lake, [0, 1], batch="b0")
    lake.commit_batch("again", "annotations", annotation_tables([2, 3][: pairs - 1], version="2"))
    lake.compact()
    assert lake.forget([f"a{last}"])["quotes"] == 1
    lake.replace_links(link_tables(range(last)))
    assert sorted(Lake(root).read("quotes", ["article_id"])["article_id"].to_pylist()) == [f"a{n}" for n in range(last)]
    assert [name for name in names(lake) if not name.endswith((".parquet", ".json"))] == []
    assert len([name for name in names(lake) if name.startswith("quotes/")]) == 1 + 1
    assert build_warehouse(lake, tmp_path / "onrecord.duckdb")["quotes"] == last
    fill(lake, [9], batch="b9")
    assert build_warehouse(lake, tmp_path / "onrecord.duckdb")["quotes"] == last + 1
    assert run_query(tmp_path / "onrecord.duckdb", "SELECT count(DISTINCT pipeline_version) FROM quotes").rows == [(2,)]


def test_what_a_dead_writer_left_in_a_bucket_is_removed_a_day_later(root, monkeypatch):
    lake = Lake(root)
    fill(lake, [1])
    dead = "quotes/_0123456789ab-b-00000000.staged"
    lake.storage.write(dead, b"half")
    lake.recover()
    assert dead in names(lake)
    monkeypatch.setattr("warehouse.lake.storage.GRACE", timedelta(seconds=-60))
    assert lake.recover() == [f"removed unfinished {dead}"]


def test_a_commit_that_was_not_carried_through_is_read_and_then_is(root, monkeypatch):
    lake = Lake(root)
    with monkeypatch.context() as patch:
        patch.setattr(lake.storage, "publish", lambda staged, path: None)
        fill(lake, [1])
    assert not [name for name in names(lake) if name.endswith(".parquet")]
    assert Lake(root).read("quotes", ["article_id"])["article_id"].to_pylist() == ["a1"]
    assert len(lake.recover()) == 10
    assert not [name for name in names(lake) if name.endswith(".staged")]
