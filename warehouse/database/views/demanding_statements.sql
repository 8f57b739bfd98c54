-- Which statements demand something, said by whom and to whom?
--
-- One row per statement; the table `demands` and the view `demands_made` have one per action demanded.
-- published_on: Day the demand was first published
-- demander_id: Who demands
-- demander: The demander's name
-- addressee: Of whom, where the text says so
-- text: The words
-- amounts: Amounts of money in it, as the text has them
-- publisher: Who published it first
-- publishers: How many publishers, of those known, carry it
-- quote_id: One of its rows in quotes, the first published
-- article_id: The article of that row
WITH amounts AS (
    SELECT quote_id, list(text ORDER BY "start") AS amounts FROM money_claims WHERE quote_id IS NOT NULL GROUP BY quote_id
)
SELECT
    min(published_on) AS published_on,
    speaker_id AS demander_id,
    first(speaker ORDER BY published_on, quote_id) AS demander,
    first(addressee ORDER BY published_on, quote_id) AS addressee,
    first(text ORDER BY published_on, quote_id) AS text,
    first(amounts ORDER BY published_on, quote_id) AS amounts,
    first(publisher ORDER BY published_on, quote_id) AS publisher,
    count(DISTINCT publisher) AS publishers,
    first(quote_id ORDER BY published_on, quote_id) AS quote_id,
    first(article_id ORDER BY published_on, quote_id) AS article_id
FROM statements LEFT JOIN amounts USING (quote_id)
WHERE act = 'demanded'
GROUP BY statement_key, speaker_id
ORDER BY published_on DESC, demander, quote_id
