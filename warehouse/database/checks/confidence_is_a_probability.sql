-- A confidence is at least 0 and at most 1, and that of a speaker stands beside one.
SELECT 'quotes' AS table_name, quote_id AS row_id, confidence FROM quotes WHERE NOT confidence BETWEEN 0 AND 1
UNION ALL SELECT 'quotes', quote_id, speaker_confidence FROM quotes
WHERE NOT speaker_confidence BETWEEN 0 AND 1 OR (speaker_confidence IS NOT NULL AND speaker_id IS NULL)
UNION ALL SELECT 'money_claims', claim_id, confidence FROM money_claims WHERE NOT confidence BETWEEN 0 AND 1
UNION ALL SELECT 'demands', demand_id, confidence FROM demands WHERE NOT confidence BETWEEN 0 AND 1
UNION ALL SELECT 'entity_links', article_entity_id, confidence FROM entity_links WHERE NOT confidence BETWEEN 0 AND 1
