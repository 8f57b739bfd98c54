-- Every span begins before it ends and lies inside its article's text.
WITH spans AS (
    SELECT 'segments' AS table_name, segment_id AS row_id, article_id, "start", "end" FROM segments
    UNION ALL SELECT 'sentences', sentence_id, article_id, "start", "end" FROM sentences
    UNION ALL SELECT 'mentions', mention_id, article_id, "start", "end" FROM mentions
    UNION ALL SELECT 'roles', role_id, article_id, "start", "end" FROM roles
    UNION ALL SELECT 'quotes', quote_id, article_id, "start", "end" FROM quotes
    UNION ALL SELECT 'quotes (speaker)', quote_id, article_id, speaker_start, speaker_end FROM quotes
    UNION ALL SELECT 'quotes (addressee)', quote_id, article_id, addressee_start, addressee_end FROM quotes
    UNION ALL SELECT 'quotes (cue)', quote_id, article_id, cue_start, cue_end FROM quotes
    UNION ALL SELECT 'quote_spans', quote_id, article_id, "start", "end" FROM quote_spans
    UNION ALL SELECT 'money_claims', claim_id, article_id, "start", "end" FROM money_claims
    UNION ALL SELECT 'money_claims (subject)', claim_id, article_id, subject_start, subject_end FROM money_claims
    UNION ALL SELECT 'money_claims (claimant)', claim_id, article_id, claimant_start, claimant_end FROM money_claims
    UNION ALL SELECT 'demands', demand_id, article_id, "start", "end" FROM demands
    UNION ALL SELECT 'demands (demander)', demand_id, article_id, demander_start, demander_end FROM demands
    UNION ALL SELECT 'demands (addressee)', demand_id, article_id, addressee_start, addressee_end FROM demands
    UNION ALL SELECT 'demands (cue)', demand_id, article_id, cue_start, cue_end FROM demands
),
lengths AS (SELECT article_id, length(text) AS text_length FROM articles)
SELECT table_name, row_id, "start", "end", text_length
FROM spans JOIN lengths USING (article_id)
WHERE "start" < 0 OR "start" >= "end" OR "end" > text_length OR ("start" IS NULL) <> ("end" IS NULL)
