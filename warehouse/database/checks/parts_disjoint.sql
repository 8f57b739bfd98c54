-- The parts of a quote do not overlap.
-- Made from warehouse/laws by `make docs`.
-- Of the rows of one article.
SELECT 'quote_spans overlap' AS fault, quote_id AS row_id
FROM (
    SELECT quote_id, "end", lead("start") OVER (PARTITION BY quote_id ORDER BY "part") AS next_start
    FROM quote_spans
)
WHERE next_start < "end"
