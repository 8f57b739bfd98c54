"""onrecord.duckdb: built from the lake, checked, swapped in, and read without ever locking it."""
