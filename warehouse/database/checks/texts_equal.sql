-- The words of every row are exactly articles.text[start:end].
-- Made from warehouse/laws by `make docs`.
-- Of the rows of one article.
-- A text is cut into pieces first, as each look into a long text would read it from its beginning; rows of
-- more characters than a piece's half are looked up in the whole.
WITH spans AS (
    SELECT 'mentions' AS table_name, r.mention_id AS row_id, r.article_id,
        r.text AS words, r."start" AS "start", r."end" AS "end"
    FROM mentions AS r
UNION ALL
    SELECT 'roles' AS table_name, r.role_id AS row_id, r.article_id,
        r.title AS words, r."start" AS "start", r."end" AS "end"
    FROM roles AS r
UNION ALL
    SELECT 'quotes' AS table_name, r.quote_id AS row_id, r.article_id,
        r.text AS words, r."start" AS "start", r."end" AS "end"
    FROM quotes AS r
UNION ALL
    SELECT 'quotes (speaker)' AS table_name, r.quote_id AS row_id, r.article_id,
        r.speaker_text AS words, r."speaker_start" AS "start", r."speaker_end" AS "end"
    FROM quotes AS r
UNION ALL
    SELECT 'quotes (addressee)' AS table_name, r.quote_id AS row_id, r.article_id,
        r.addressee_text AS words, r."addressee_start" AS "start", r."addressee_end" AS "end"
    FROM quotes AS r
UNION ALL
    SELECT 'quotes (cue)' AS table_name, r.quote_id AS row_id, r.article_id,
        r.cue AS words, r."cue_start" AS "start", r."cue_end" AS "end"
    FROM quotes AS r
UNION ALL
    SELECT 'money_claims' AS table_name, r.claim_id AS row_id, r.article_id,
        r.text AS words, r."start" AS "start", r."end" AS "end"
    FROM money_claims AS r
UNION ALL
    SELECT 'money_claims (subject)' AS table_name, r.claim_id AS row_id, r.article_id,
        r.subject AS words, r."subject_start" AS "start", r."subject_end" AS "end"
    FROM money_claims AS r
UNION ALL
    SELECT 'money_claims (claimant)' AS table_name, r.claim_id AS row_id, r.article_id,
        r.claimant_text AS words, r."claimant_start" AS "start", r."claimant_end" AS "end"
    FROM money_claims AS r
UNION ALL
    SELECT 'demands' AS table_name, r.demand_id AS row_id, r.article_id,
        r.action_text AS words, r."start" AS "start", r."end" AS "end"
    FROM demands AS r
UNION ALL
    SELECT 'demands (demander)' AS table_name, r.demand_id AS row_id, r.article_id,
        r.demander_text AS words, r."demander_start" AS "start", r."demander_end" AS "end"
    FROM demands AS r
UNION ALL
    SELECT 'demands (addressee)' AS table_name, r.demand_id AS row_id, r.article_id,
        r.addressee_text AS words, r."addressee_start" AS "start", r."addressee_end" AS "end"
    FROM demands AS r
UNION ALL
    SELECT 'demands (cue)' AS table_name, r.demand_id AS row_id, r.article_id,
        r.cue AS words, r."cue_start" AS "start", r."cue_end" AS "end"
    FROM demands AS r
),
placed AS (
    SELECT *, if("end" - "start" <= 512 AND "start" >= 0, "start" // 512, NULL) AS piece
    FROM spans
    WHERE words IS NOT NULL OR "start" IS NOT NULL OR "end" IS NOT NULL
),
pieces AS (
    SELECT article_id, piece, substring(text, piece * 512 + 1, 1024) AS part
    FROM (SELECT article_id, text, unnest(range(0, length(text) // 512 + 1)) AS piece FROM articles)
),
found AS (
    SELECT table_name, row_id, words, coalesce(substring(part, "start" % 512 + 1, "end" - "start"), '') AS words_in_text
    FROM placed LEFT JOIN pieces USING (article_id, piece)
    WHERE piece IS NOT NULL
    UNION ALL
    SELECT table_name, row_id, words, substring(text, "start" + 1, "end" - "start")
    FROM placed JOIN articles USING (article_id)
    WHERE piece IS NULL
)
SELECT table_name, row_id, words, words_in_text FROM found WHERE words IS DISTINCT FROM words_in_text
