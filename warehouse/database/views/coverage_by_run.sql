-- What did each run take in, and what could it not?
-- run_id: The run
-- started_at: When it began
-- seconds: How long it took
-- status: How it ended
-- pipeline_version: Version of the rules and models
-- inputs: What it was given to take in; null until it has finished
-- unchanged: Of these, texts that were there already
-- new_texts: Articles it added, revisions included
-- rejected: Inputs it could not take in
-- reasons: Why, most frequent first
-- unannotated: Articles without annotations since a rule broke at them, or their rows a law of the tables
-- undated: Of its articles, those without a date of publication
-- without_headline: Of its articles, those without a headline
-- without_byline: Of its articles, those without a byline
-- without_publisher: Of its articles, those without an outlet
-- unread: Values that could not be used, the first of each source and field: "published_at: 03/04/2024"
-- without_quotes: Of its articles, those in which no statement was found
-- without_annotations: Of its articles, those not annotated yet
WITH added AS (
    SELECT
        run_id,
        count(*) AS new_texts,
        count(*) FILTER (published_at IS NULL) AS undated,
        count(*) FILTER (headline IS NULL) AS without_headline,
        count(*) FILTER (byline IS NULL) AS without_byline,
        count(*) FILTER (publisher IS NULL) AS without_publisher,
        count(*) FILTER (article_id NOT IN (SELECT article_id FROM quotes)) AS without_quotes,
        count(*) FILTER (article_id NOT IN (SELECT article_id FROM segments)) AS without_annotations
    FROM articles GROUP BY run_id
),
reasons AS (SELECT run_id, error, count(*) AS times FROM rejects WHERE stage = 'ingest' GROUP BY run_id, error),
refused AS (
    SELECT run_id, sum(times) AS rejected, list(error ORDER BY times DESC, error) AS reasons FROM reasons GROUP BY run_id
),
values_unread AS (
    SELECT run_id, list(field || ': ' || first_unread ORDER BY source, field) AS unread
    FROM (
        SELECT run_id, unnest(from_json(
            counts, '{"fields": [{"source": "VARCHAR", "field": "VARCHAR", "first_unread": "VARCHAR"}]}'
        ).fields, recursive := true)
        FROM runs
    )
    WHERE first_unread IS NOT NULL GROUP BY run_id
),
broken AS (SELECT run_id, count(*) AS unannotated FROM rejects WHERE stage <> 'ingest' GROUP BY run_id)
SELECT
    runs.run_id,
    runs.started_at,
    round(date_diff('millisecond', runs.started_at, runs.finished_at) / 1000, 1) AS seconds,
    runs.status,
    runs.pipeline_version,
    TRY_CAST(regexp_extract(runs.counts, '"inputs": ?(\d+)', 1) AS BIGINT) AS inputs,
    TRY_CAST(regexp_extract(runs.counts, '"unchanged": ?(\d+)', 1) AS BIGINT) AS unchanged,
    coalesce(added.new_texts, 0) AS new_texts,
    CAST(coalesce(refused.rejected, 0) AS BIGINT) AS rejected,
    refused.reasons,
    coalesce(broken.unannotated, 0) AS unannotated,
    coalesce(added.undated, 0) AS undated,
    coalesce(added.without_headline, 0) AS without_headline,
    coalesce(added.without_byline, 0) AS without_byline,
    coalesce(added.without_publisher, 0) AS without_publisher,
    values_unread.unread,
    coalesce(added.without_quotes, 0) AS without_quotes,
    coalesce(added.without_annotations, 0) AS without_annotations
FROM runs LEFT JOIN added USING (run_id) LEFT JOIN refused USING (run_id) LEFT JOIN broken USING (run_id)
LEFT JOIN values_unread USING (run_id)
ORDER BY runs.started_at DESC, runs.run_id
