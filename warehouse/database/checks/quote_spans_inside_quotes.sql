-- Every quote has parts, numbered from 0 in text order without overlap, that span it from its start to its end.
WITH parts AS (
    SELECT
        quote_id,
        count(*) AS parts,
        min(part) AS first_part,
        max(part) AS last_part,
        arg_min("start", part) AS first_start,
        arg_max("end", part) AS last_end
    FROM quote_spans GROUP BY quote_id
),
neighbours AS (
    SELECT quote_id, "end", lead("start") OVER (PARTITION BY quote_id ORDER BY part) AS next_start FROM quote_spans
)
SELECT 'no parts' AS fault, quote_id FROM quotes ANTI JOIN parts USING (quote_id)
UNION ALL
SELECT 'parts do not span the quote', quote_id FROM quotes JOIN parts USING (quote_id)
WHERE first_start <> "start" OR last_end <> "end"
UNION ALL
SELECT 'parts are not numbered 0, 1, ...', quote_id FROM parts WHERE first_part <> 0 OR last_part <> parts - 1
UNION ALL
SELECT 'parts overlap', quote_id FROM neighbours WHERE next_start < "end"
