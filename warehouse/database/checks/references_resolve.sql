-- Every reference names a row that exists.
-- Made from warehouse/laws by `make docs`.
SELECT 'articles.run_id' AS place, r.run_id AS value
FROM articles AS r ANTI JOIN runs AS t ON r.run_id = t.run_id WHERE r.run_id IS NOT NULL
UNION ALL
SELECT 'segments.run_id' AS place, r.run_id AS value
FROM segments AS r ANTI JOIN runs AS t ON r.run_id = t.run_id WHERE r.run_id IS NOT NULL
UNION ALL
SELECT 'sentences.run_id' AS place, r.run_id AS value
FROM sentences AS r ANTI JOIN runs AS t ON r.run_id = t.run_id WHERE r.run_id IS NOT NULL
UNION ALL
SELECT 'article_entities.run_id' AS place, r.run_id AS value
FROM article_entities AS r ANTI JOIN runs AS t ON r.run_id = t.run_id WHERE r.run_id IS NOT NULL
UNION ALL
SELECT 'entity_links.article_entity_id' AS place, r.article_entity_id AS value
FROM entity_links AS r ANTI JOIN article_entities AS t ON r.article_entity_id = t.article_entity_id WHERE r.article_entity_id IS NOT NULL
UNION ALL
SELECT 'entity_links.entity_id' AS place, r.entity_id AS value
FROM entity_links AS r ANTI JOIN entities AS t ON r.entity_id = t.entity_id WHERE r.entity_id IS NOT NULL
UNION ALL
SELECT 'entity_changes.run_id' AS place, r.run_id AS value
FROM entity_changes AS r ANTI JOIN runs AS t ON r.run_id = t.run_id WHERE r.run_id IS NOT NULL
UNION ALL
SELECT 'mentions.entity_id' AS place, r.entity_id AS value
FROM mentions AS r ANTI JOIN entities AS t ON r.entity_id = t.entity_id WHERE r.entity_id IS NOT NULL
UNION ALL
SELECT 'mentions.run_id' AS place, r.run_id AS value
FROM mentions AS r ANTI JOIN runs AS t ON r.run_id = t.run_id WHERE r.run_id IS NOT NULL
UNION ALL
SELECT 'roles.person_id' AS place, r.person_id AS value
FROM roles AS r ANTI JOIN entities AS t ON r.person_id = t.entity_id WHERE r.person_id IS NOT NULL
UNION ALL
SELECT 'roles.organization_id' AS place, r.organization_id AS value
FROM roles AS r ANTI JOIN entities AS t ON r.organization_id = t.entity_id WHERE r.organization_id IS NOT NULL
UNION ALL
SELECT 'roles.run_id' AS place, r.run_id AS value
FROM roles AS r ANTI JOIN runs AS t ON r.run_id = t.run_id WHERE r.run_id IS NOT NULL
UNION ALL
SELECT 'quotes.speaker_id' AS place, r.speaker_id AS value
FROM quotes AS r ANTI JOIN entities AS t ON r.speaker_id = t.entity_id WHERE r.speaker_id IS NOT NULL
UNION ALL
SELECT 'quotes.addressee_id' AS place, r.addressee_id AS value
FROM quotes AS r ANTI JOIN entities AS t ON r.addressee_id = t.entity_id WHERE r.addressee_id IS NOT NULL
UNION ALL
SELECT 'quotes.run_id' AS place, r.run_id AS value
FROM quotes AS r ANTI JOIN runs AS t ON r.run_id = t.run_id WHERE r.run_id IS NOT NULL
UNION ALL
SELECT 'quote_spans.run_id' AS place, r.run_id AS value
FROM quote_spans AS r ANTI JOIN runs AS t ON r.run_id = t.run_id WHERE r.run_id IS NOT NULL
UNION ALL
SELECT 'money_claims.claimant_id' AS place, r.claimant_id AS value
FROM money_claims AS r ANTI JOIN entities AS t ON r.claimant_id = t.entity_id WHERE r.claimant_id IS NOT NULL
UNION ALL
SELECT 'money_claims.run_id' AS place, r.run_id AS value
FROM money_claims AS r ANTI JOIN runs AS t ON r.run_id = t.run_id WHERE r.run_id IS NOT NULL
UNION ALL
SELECT 'demands.demander_id' AS place, r.demander_id AS value
FROM demands AS r ANTI JOIN entities AS t ON r.demander_id = t.entity_id WHERE r.demander_id IS NOT NULL
UNION ALL
SELECT 'demands.addressee_id' AS place, r.addressee_id AS value
FROM demands AS r ANTI JOIN entities AS t ON r.addressee_id = t.entity_id WHERE r.addressee_id IS NOT NULL
UNION ALL
SELECT 'demands.run_id' AS place, r.run_id AS value
FROM demands AS r ANTI JOIN runs AS t ON r.run_id = t.run_id WHERE r.run_id IS NOT NULL
UNION ALL
SELECT 'rejects.run_id' AS place, r.run_id AS value
FROM rejects AS r ANTI JOIN runs AS t ON r.run_id = t.run_id WHERE r.run_id IS NOT NULL
