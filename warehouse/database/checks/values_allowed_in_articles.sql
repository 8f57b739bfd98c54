-- Columns with a list of allowed values hold no other, in articles and annotations.
-- Made from warehouse/laws by `make docs`.
-- Of the rows of one article.
SELECT 'articles.published_precision' AS place, published_precision AS value
FROM articles WHERE published_precision NOT IN ('day', 'time')
UNION ALL
SELECT 'articles.published_from' AS place, published_from AS value
FROM articles WHERE published_from NOT IN ('given', 'feed', 'metadata', 'text')
UNION ALL
SELECT 'segments.kind' AS place, kind AS value
FROM segments WHERE kind NOT IN ('headline', 'byline', 'dateline', 'body', 'caption', 'credit', 'related_link', 'boilerplate')
UNION ALL
SELECT 'article_entities.kind' AS place, kind AS value
FROM article_entities WHERE kind NOT IN ('person', 'organization', 'place', 'group', 'event', 'work', 'law', 'product')
UNION ALL
SELECT 'article_entities.gender' AS place, gender AS value
FROM article_entities WHERE gender NOT IN ('female', 'male')
UNION ALL
SELECT 'mentions.kind' AS place, kind AS value
FROM mentions WHERE kind NOT IN ('person', 'organization', 'place', 'group', 'event', 'work', 'law', 'product')
UNION ALL
SELECT 'mentions.form' AS place, form AS value
FROM mentions WHERE form NOT IN ('name', 'nominal', 'pronoun')
UNION ALL
SELECT 'quotes.kind' AS place, kind AS value
FROM quotes WHERE kind NOT IN ('direct', 'mixed', 'indirect')
UNION ALL
SELECT 'quotes.act' AS place, act AS value
FROM quotes WHERE act NOT IN ('said', 'believed', 'intended', 'demanded', 'promised', 'threatened', 'denied')
UNION ALL
SELECT 'money_claims.currency_from' AS place, currency_from AS value
FROM money_claims WHERE currency_from NOT IN ('stated', 'sign', 'home', 'default')
UNION ALL
SELECT 'money_claims.modifier' AS place, modifier AS value
FROM money_claims WHERE modifier NOT IN ('exact', 'about', 'up_to', 'at_least', 'more_than', 'less_than', 'range')
UNION ALL
SELECT 'money_claims.direction' AS place, direction AS value
FROM money_claims WHERE direction NOT IN ('increase', 'decrease', 'level')
UNION ALL
SELECT 'money_claims.modality' AS place, modality AS value
FROM money_claims WHERE modality NOT IN ('asserted', 'demanded', 'proposed', 'threatened', 'committed', 'forecast', 'hypothetical', 'denied')
UNION ALL
SELECT 'demands.status' AS place, status AS value
FROM demands WHERE status NOT IN ('demanded', 'proposed', 'accepted', 'refused')
