"""What counts as one statement and one claim: the one definition that views and pages share.

Each is a DuckDB macro in the warehouse file, so that a query of one's own can count as the views and pages do.
"""

from __future__ import annotations

# In two steps, since a pattern that has to find every blank takes twice as long.
COUNTING = {
    # the same words of the same speaker in copies of one text are one statement
    "statement_key(cluster_id, speaker_id, words)": """
        md5(concat(cluster_id, '|', speaker_id, '|',
            replace(regexp_replace(lower(words), '[^\\pL\\pN ]+', '', 'g'), ' ', '')))""",
    # the same sum, of the same thing, by the same claimant, in copies of one text is one claim
    "claim_key(cluster_id, subject, claimant_id, modality, amount_low, amount_high, currency, deadline)": """
        md5(concat(cluster_id, '|', subject, '|', claimant_id, '|', modality, '|', CAST(amount_low AS VARCHAR), '|',
            CAST(amount_high AS VARCHAR), '|', currency, '|', deadline))""",
}


def counting_sql() -> list[str]:
    """The statements that make the macros in the current database.

    >>> import duckdb
    >>> with duckdb.connect() as con:
    ...     for statement in counting_sql():
    ...         _ = con.execute(statement)
    ...     con.sql("SELECT statement_key('c', 'p', 'No, never!') = statement_key('c', 'p', 'no never ')").fetchall()
    [(True,)]
    """
    return [f"CREATE MACRO {name} AS {' '.join(body.split())}" for name, body in COUNTING.items()]
