"""The lake: immutable Parquet files, and the commit records that alone say which of them count."""
