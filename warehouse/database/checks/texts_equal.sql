-- The words of every row are exactly articles.text[start:end].
-- A text is cut into pieces first, as each look into a long text would read it from its beginning; rows of more
-- characters than a piece's half are looked up in the whole.
WITH spans AS (
    SELECT 'mentions' AS table_name, mention_id AS row_id, article_id, text AS words, "start", "end" FROM mentions
    UNION ALL SELECT 'roles', role_id, article_id, title, "start", "end" FROM roles
    UNION ALL SELECT 'quotes', quote_id, article_id, text, "start", "end" FROM quotes
    UNION ALL SELECT 'quotes (speaker)', quote_id, article_id, speaker_text, speaker_start, speaker_end FROM quotes
    UNION ALL
    SELECT 'quotes (addressee)', quote_id, article_id, addressee_text, addressee_start, addressee_end FROM quotes
    UNION ALL SELECT 'quotes (cue)', quote_id, article_id, cue, cue_start, cue_end FROM quotes
    UNION ALL SELECT 'money_claims', claim_id, article_id, text, "start", "end" FROM money_claims
    UNION ALL
    SELECT 'money_claims (subject)', claim_id, article_id, subject, subject_start, subject_end FROM money_claims
    UNION ALL
    SELECT 'money_claims (claimant)', claim_id, article_id, claimant_text, claimant_start, claimant_end
    FROM money_claims
    UNION ALL SELECT 'demands', demand_id, article_id, action_text, "start", "end" FROM demands
    UNION ALL
    SELECT 'demands (demander)', demand_id, article_id, demander_text, demander_start, demander_end FROM demands
    UNION ALL
    SELECT 'demands (addressee)', demand_id, article_id, addressee_text, addressee_start, addressee_end FROM demands
    UNION ALL SELECT 'demands (cue)', demand_id, article_id, cue, cue_start, cue_end FROM demands
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
