"""The Superset bundle: `make superset-bundle DATABASE=...` zips `bi/superset/` for `superset import-dashboards`.

The YAML files are the source and are read by people; the zip adds the warehouse's path and, for each chart, the saved
query that Superset's API, reports and alerts ask for. The datasets repeat the columns of the views and are made from
a warehouse by `make docs`.
"""

from __future__ import annotations

import argparse
import json
import zipfile
from pathlib import Path
from typing import Any
from urllib.parse import quote

import duckdb
import yaml

from warehouse.database.database import open_readonly

ROOT = Path(__file__).resolve().parent.parent
BUNDLE = ROOT / "bi" / "superset"
FOLDERS = ("databases", "datasets", "charts", "dashboards")
MADE = "# Made from the view by `make docs`.\n"
# View -> the dataset's number (the end of its UUID) and its column of time.
DATASETS = {
    "statements": (101, "published_on"),
    "money_ledger": (102, "published_on"),
    "demands_made": (103, "first_seen_on"),
    "commitments": (104, "published_on"),
    "demand_history": (105, "published_on"),
}
UUIDS = "0b6f9a52-6f0e-4b7e-9c53-6a1d1f0c"  # of all parts of the bundle, made up once; a number completes them
DATABASE_UUID = f"{UUIDS}0001"
EPOCH = (1980, 1, 1, 0, 0, 0)  # of every file in the zip: the same bundle gives the same bytes
READ_ONLY = "access_mode=READ_ONLY&enable_external_access=false"
Config = dict[str, Any]


def render_dataset(con: duckdb.DuckDBPyConnection, view: str) -> str:
    """A view as a Superset dataset: its question, and its columns with their meanings."""
    number, time_column = DATASETS[view]
    found = con.execute("SELECT comment FROM duckdb_views() WHERE view_name = ?", [view]).fetchall()
    columns = con.execute(
        "SELECT column_name, data_type, comment FROM duckdb_columns() WHERE table_name = ? ORDER BY column_index",
        [view],
    ).fetchall()
    dataset = {
        "table_name": view,
        "schema": "main",
        "description": found[0][0],
        "main_dttm_col": time_column,
        "columns": [_render_column(*column) for column in columns],
        "metrics": [{"metric_name": "count", "verbose_name": "Rows", "expression": "COUNT(*)"}],
        "database_uuid": DATABASE_UUID,
        "uuid": f"{UUIDS}{number:04d}",
        "version": "1.0.0",
    }
    return MADE + yaml.safe_dump(dataset, sort_keys=False, allow_unicode=True, width=120)


def _render_column(name: str, sql_type: str, meaning: str) -> Config:
    shown = name.replace("usd", "US$").replace("_", " ")
    return {
        "column_name": name,
        "verbose_name": shown[0].upper() + shown[1:],
        "description": meaning,
        "type": sql_type,
        "is_dttm": sql_type in ("DATE", "TIMESTAMP WITH TIME ZONE"),
        "groupby": True,
        "filterable": True,
    }


def write_datasets(database: Path) -> None:
    """Writes the datasets anew from a warehouse."""
    with open_readonly(database) as con:
        for view in DATASETS:
            (BUNDLE / "datasets" / "onrecord" / f"{view}.yaml").write_text(render_dataset(con, view), encoding="utf-8")


def read_configs(folder: str) -> dict[str, Config]:
    """The YAML files of one of FOLDERS, by path within the bundle."""
    paths = sorted((BUNDLE / folder).rglob("*.yaml"))
    return {str(p.relative_to(BUNDLE)): yaml.safe_load(p.read_text(encoding="utf-8")) for p in paths}


def query_of(chart: Config) -> Config:
    """What a chart asks of its dataset, in the words of Superset's `/api/v1/chart/data`."""
    params = chart["params"]
    filters = [
        {"col": f["subject"], "op": f["operator"], "val": f["comparator"]}
        for f in params["adhoc_filters"]
        if f["operator"] != "TEMPORAL_RANGE" or f["comparator"] != "No filter"
    ]
    query: Config = {"filters": filters, "row_limit": params["row_limit"]}
    if chart["viz_type"] == "table":
        order = [json.loads(words) for words in params["order_by_cols"]]
        return query | {"columns": params["all_columns"], "orderby": order}
    axis: Any = params["x_axis"]
    if "time_grain_sqla" in params:
        axis = {
            "columnType": "BASE_AXIS",
            "expressionType": "SQL",
            "label": axis,
            "sqlExpression": axis,
            "timeGrain": params["time_grain_sqla"],
        }
    metrics = params["metrics"]
    return query | {"columns": [axis, *params["groupby"]], "metrics": metrics, "orderby": [[metrics[0], False]]}


def complete_chart(chart: Config) -> Config:
    """The chart with its query saved; Superset puts in the dataset's number when it imports it."""
    context = {
        "datasource": {"id": 0, "type": "table"},
        "force": False,
        "queries": [query_of(chart)],
        "form_data": chart["params"],
        "result_format": "json",
        "result_type": "full",
    }
    return chart | {"query_context": json.dumps(context, sort_keys=True)}


def uri_of(database: Path) -> str:
    """The SQLAlchemy address of a warehouse, read only and without access to any other file.

    >>> uri_of(Path("/srv/my data/onrecord.duckdb"))
    'duckdb:////srv/my%20data/onrecord.duckdb?access_mode=READ_ONLY&enable_external_access=false'
    """
    return f"duckdb:///{quote(str(database))}?{READ_ONLY}"


def build_bundle(database: Path, target: Path) -> None:
    """Writes the zip that `superset import-dashboards` takes; database is where the Superset server sees it."""
    files: dict[str, Any] = {"metadata.yaml": yaml.safe_load((BUNDLE / "metadata.yaml").read_text(encoding="utf-8"))}
    for folder in FOLDERS:
        files |= read_configs(folder)
    for path, config in files.items():
        if path.startswith("databases/"):
            files[path] = config | {"sqlalchemy_uri": uri_of(database)}
        elif path.startswith("charts/"):
            files[path] = complete_chart(config)
    target.parent.mkdir(parents=True, exist_ok=True)
    with zipfile.ZipFile(target, "w", zipfile.ZIP_DEFLATED) as bundle:
        for path, config in sorted(files.items()):
            words = yaml.safe_dump(config, sort_keys=False, allow_unicode=True)
            bundle.writestr(zipfile.ZipInfo(f"onrecord/{path}", EPOCH), words)


def main() -> None:
    """The command: `python -m tools.superset_bundle [--database PATH] [--out ZIP]`, or `--datasets` to write those."""
    parser = argparse.ArgumentParser(description=main.__doc__)
    parser.add_argument("--database", type=Path, default=ROOT / "data" / "onrecord.duckdb")
    parser.add_argument("--out", type=Path, default=ROOT / "build" / "onrecord-superset.zip")
    parser.add_argument("--datasets", action="store_true")
    asked = parser.parse_args()
    if asked.datasets:
        write_datasets(asked.database)
    else:
        build_bundle(asked.database.absolute(), asked.out)


if __name__ == "__main__":
    main()
