-- How many articles stand behind each publisher's figures, and how many gave nothing?
-- publisher: Who published; null where the source does not say
-- articles: Current articles
-- stories: Of these, copies of one text once
-- without_quotes: Current articles in which no statement was found
-- without_money: Current articles in which no amount was found
-- revised: Documents with more than one revision
-- words: Words in current articles, counted by white space
-- statements: Statements in current articles, copies counted
-- first_published_on: Earliest day of publication
-- last_published_on: Latest day of publication
WITH quoted AS (SELECT article_id, count(*) AS statements FROM quotes GROUP BY article_id),
paid AS (SELECT DISTINCT article_id FROM money_claims)
SELECT
    publisher,
    count(*) AS articles,
    count(DISTINCT cluster_id) AS stories,
    count(*) FILTER (quoted.article_id IS NULL) AS without_quotes,
    count(*) FILTER (paid.article_id IS NULL) AS without_money,
    count(*) FILTER (revision > 1) AS revised,
    CAST(sum(len(string_split_regex(trim(text), '\s+'))) AS BIGINT) AS words,
    CAST(coalesce(sum(quoted.statements), 0) AS BIGINT) AS statements,
    min(CAST(make_timestamp(epoch_us(published_at)) AS DATE)) AS first_published_on,
    max(CAST(make_timestamp(epoch_us(published_at)) AS DATE)) AS last_published_on
FROM articles
LEFT JOIN quoted ON quoted.article_id = articles.article_id
LEFT JOIN paid ON paid.article_id = articles.article_id
WHERE is_current
GROUP BY publisher
ORDER BY articles DESC, publisher
