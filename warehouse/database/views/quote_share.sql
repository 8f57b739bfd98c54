-- How much is quoted in marks and how much reported, by the speaker's title and publisher?
-- publisher: Who published
-- title: The title the article gives the speaker, in lower case, short forms spelled out; null for speakers without one
-- statements: Statements, those repeated in copies of one text once
-- direct: Of these, all in quotation marks
-- mixed: Of these, marks and paraphrase
-- indirect: Of these, without marks
-- direct_share: direct / statements
-- share_of_publisher: statements / all statements of the publisher
SELECT
    publisher,
    office AS title,
    count(DISTINCT statement_key) AS statements,
    count(DISTINCT statement_key) FILTER (kind = 'direct') AS direct,
    count(DISTINCT statement_key) FILTER (kind = 'mixed') AS mixed,
    count(DISTINCT statement_key) FILTER (kind = 'indirect') AS indirect,
    round(count(DISTINCT statement_key) FILTER (kind = 'direct') / count(DISTINCT statement_key), 4) AS direct_share,
    round(count(DISTINCT statement_key) / sum(count(DISTINCT statement_key)) OVER (PARTITION BY publisher), 4)
        AS share_of_publisher
FROM statements
GROUP BY publisher, office
ORDER BY publisher, statements DESC, title
