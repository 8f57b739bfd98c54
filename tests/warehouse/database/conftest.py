"""A lake of forty articles and its warehouse."""

import pytest
from builders import fill, link_tables, run_rows

from warehouse.database.database import build_warehouse
from warehouse.lake.lake import Lake


@pytest.fixture(scope="module")
def forty(tmp_path_factory):
    """Their folder; not to be changed."""
    folder = tmp_path_factory.mktemp("forty")
    lake = Lake(folder / "lake")
    lake.append_log("runs", run_rows(), "run_id")
    fill(lake, range(20), batch="one")
    fill(lake, range(20, 40), batch="two")
    lake.replace_links(link_tables(range(40)))
    build_warehouse(lake, folder / "onrecord.duckdb")
    return folder
