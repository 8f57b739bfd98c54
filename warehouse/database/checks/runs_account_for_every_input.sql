-- Of a finished run, inputs = new + revised + unchanged + rejected, and it has an end that is not before its start.
SELECT run_id, status, started_at, finished_at, counts
FROM runs
WHERE status IN ('completed', 'completed_with_rejects') AND (
    finished_at IS NULL OR finished_at < started_at
    OR CAST(counts ->> 'inputs' AS BIGINT) <> CAST(counts ->> 'new' AS BIGINT) + CAST(counts ->> 'revised' AS BIGINT)
        + CAST(counts ->> 'unchanged' AS BIGINT) + CAST(counts ->> 'rejected' AS BIGINT)
)
