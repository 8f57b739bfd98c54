"""Reads whole warehouses so that tests can compare them, leaving out what names the run."""

import duckdb

TABLES = """
    SELECT table_name FROM information_schema.tables WHERE table_schema = 'main' AND table_type = 'BASE TABLE'
"""
OF_THE_RUN = {"run_id", "ingested_at", "arrival"}
OF_THE_PLACE = OF_THE_RUN | {"source_uri"}  # also what tells where the input stood


def read_tables(database, leave_out=OF_THE_RUN):
    """Every table but the logs, as sorted rows without the columns that tell one run from another."""
    con = duckdb.connect(str(database), read_only=True)
    try:
        names = [row[0] for row in con.execute(TABLES).fetchall()]
        return {n: read_table(con, n, leave_out) for n in names if n not in ("runs", "rejects", "entity_changes")}
    finally:
        con.close()


def read_table(con, name, leave_out):
    cursor = con.execute(f'SELECT * FROM "{name}"')
    columns = [column[0] for column in cursor.description]
    kept = [i for i, column in enumerate(columns) if column not in leave_out]
    return sorted(str([row[i] for i in kept]) for row in cursor.fetchall())
