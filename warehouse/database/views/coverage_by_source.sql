-- How many articles of each source have a headline, a date, an outlet, ..., and what could not be read?
-- run_id: The run
-- started_at: When it began
-- source: What was named to it
-- shape: The shape its records are in; null for texts, pages and records known by their fields' names
-- field: The field
-- articles: Articles that the run read from the source, unchanged ones included
-- filled: Of these, articles that have the field, from the source or from their own lines
-- unread: Of these, articles whose value for it could not be used
-- first_unread: The first such value
WITH counted AS (
    SELECT
        run_id,
        started_at,
        unnest(from_json(
            counts,
            '{"fields": [{"source": "VARCHAR", "shape": "VARCHAR", "field": "VARCHAR", "articles": "BIGINT",
              "filled": "BIGINT", "unread": "BIGINT", "first_unread": "VARCHAR"}]}'
        ).fields) AS f
    FROM runs
)
SELECT run_id, started_at, f.source, f.shape, f.field, f.articles, f.filled, f.unread, f.first_unread
FROM counted
ORDER BY started_at DESC, run_id, f.source, f.shape, f.field
