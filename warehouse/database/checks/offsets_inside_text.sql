-- Every span begins before it ends and lies inside its article's text.
-- Made from warehouse/laws by `make docs`.
-- Of the rows of one article.
WITH spans AS (
    SELECT 'segments' AS table_name, r.segment_id AS row_id, r.article_id,
        r."start" AS "start", r."end" AS "end"
    FROM segments AS r
UNION ALL
    SELECT 'sentences' AS table_name, r.sentence_id AS row_id, r.article_id,
        r."start" AS "start", r."end" AS "end"
    FROM sentences AS r
UNION ALL
    SELECT 'mentions' AS table_name, r.mention_id AS row_id, r.article_id,
        r."start" AS "start", r."end" AS "end"
    FROM mentions AS r
UNION ALL
    SELECT 'roles' AS table_name, r.role_id AS row_id, r.article_id,
        r."start" AS "start", r."end" AS "end"
    FROM roles AS r
UNION ALL
    SELECT 'quotes' AS table_name, r.quote_id AS row_id, r.article_id,
        r."start" AS "start", r."end" AS "end"
    FROM quotes AS r
UNION ALL
    SELECT 'quotes (speaker)' AS table_name, r.quote_id AS row_id, r.article_id,
        r."speaker_start" AS "start", r."speaker_end" AS "end"
    FROM quotes AS r
UNION ALL
    SELECT 'quotes (addressee)' AS table_name, r.quote_id AS row_id, r.article_id,
        r."addressee_start" AS "start", r."addressee_end" AS "end"
    FROM quotes AS r
UNION ALL
    SELECT 'quotes (cue)' AS table_name, r.quote_id AS row_id, r.article_id,
        r."cue_start" AS "start", r."cue_end" AS "end"
    FROM quotes AS r
UNION ALL
    SELECT 'quote_spans' AS table_name, concat_ws(' ', r.quote_id, r.part) AS row_id, r.article_id,
        r."start" AS "start", r."end" AS "end"
    FROM quote_spans AS r
UNION ALL
    SELECT 'money_claims' AS table_name, r.claim_id AS row_id, r.article_id,
        r."start" AS "start", r."end" AS "end"
    FROM money_claims AS r
UNION ALL
    SELECT 'money_claims (subject)' AS table_name, r.claim_id AS row_id, r.article_id,
        r."subject_start" AS "start", r."subject_end" AS "end"
    FROM money_claims AS r
UNION ALL
    SELECT 'money_claims (claimant)' AS table_name, r.claim_id AS row_id, r.article_id,
        r."claimant_start" AS "start", r."claimant_end" AS "end"
    FROM money_claims AS r
UNION ALL
    SELECT 'demands' AS table_name, r.demand_id AS row_id, r.article_id,
        r."start" AS "start", r."end" AS "end"
    FROM demands AS r
UNION ALL
    SELECT 'demands (demander)' AS table_name, r.demand_id AS row_id, r.article_id,
        r."demander_start" AS "start", r."demander_end" AS "end"
    FROM demands AS r
UNION ALL
    SELECT 'demands (addressee)' AS table_name, r.demand_id AS row_id, r.article_id,
        r."addressee_start" AS "start", r."addressee_end" AS "end"
    FROM demands AS r
UNION ALL
    SELECT 'demands (cue)' AS table_name, r.demand_id AS row_id, r.article_id,
        r."cue_start" AS "start", r."cue_end" AS "end"
    FROM demands AS r
),
lengths AS (SELECT article_id, length(text) AS text_length FROM articles)
SELECT table_name, row_id, "start", "end", text_length
FROM spans JOIN lengths USING (article_id)
WHERE "start" < 0 OR "start" >= "end" OR "end" > text_length OR ("start" IS NULL) <> ("end" IS NULL)
