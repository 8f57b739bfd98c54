-- Every quote has parts, numbered from 0 in text order, that span it from its start to its end.
-- Made from warehouse/laws by `make docs`.
-- Of the rows of one article.
SELECT 'no parts' AS fault, quote_id FROM quotes ANTI JOIN quote_spans USING (quote_id)
UNION ALL
SELECT if(first_part <> 0 OR last_part <> parts - 1, 'not numbered 0, 1, ...', 'do not span the quote'), quote_id
FROM quotes JOIN (
    SELECT
        quote_id,
        count(*) AS parts,
        min(part) AS first_part,
        max(part) AS last_part,
        arg_min("start", part) AS first_start,
        arg_max("end", part) AS last_end
    FROM quote_spans GROUP BY quote_id
) USING (quote_id)
WHERE first_part <> 0 OR last_part <> parts - 1 OR first_start <> "start" OR last_end <> "end"
