-- Who said what, as whom, in which article and when?
--
-- One row per attributed statement of a current article; the other views count `statement_key`, which copies of one
-- text share, so that a wire story printed by twenty papers counts once.
-- statement_key: Shared by the same words in copies of one text: count it distinct
-- quote_id: The statement
-- article_id: The article
-- cluster_id: Shared by copies of one text
-- publisher: Who published the article
-- headline: Its headline
-- published_on: Day of publication, UTC
-- week: Monday of that week
-- kind: direct | mixed | indirect
-- act: What the speaker does by it
-- speaker_id: Who is meant, null where the text does not say
-- speaker: The speaker's name; the words of the text where nobody is meant
-- speaker_kind: person | organization | ...
-- title: The title the article gives the speaker
-- office: The title in lower case, short forms spelled out: 'Sen.' is 'senator'
-- organization_id: The body the article places the speaker in; the speaker itself where that is a body
-- organization: Its name
-- addressee: Whom it is said to or demanded of
-- text: The words from the first part to the last, with what stands between
-- quoted_text: What to print as the quotation: the parts alone
-- is_negated: Whether the text says that it was not said, or by nobody
-- confidence: Estimated probability that the row is right
-- speaker_confidence: Estimated probability that speaker_id is right
WITH titles AS (
    SELECT
        article_id,
        person_id,
        first(title ORDER BY is_former, rule IN ('predicate', 'verb'), "start", role_id) AS title,
        first(organization_id ORDER BY is_former, organization_id IS NULL, "start", role_id) AS organization_id
    FROM roles
    GROUP BY article_id, person_id
)
SELECT
    statement_key(articles.cluster_id, quotes.speaker_id, quotes.text) AS statement_key,
    quotes.quote_id,
    quotes.article_id,
    articles.cluster_id,
    articles.publisher,
    articles.headline,
    CAST(make_timestamp(epoch_us(articles.published_at)) AS DATE) AS published_on,
    CAST(date_trunc('week', make_timestamp(epoch_us(articles.published_at))) AS DATE) AS week,
    quotes.kind,
    quotes.act,
    quotes.speaker_id,
    coalesce(speakers.name, quotes.speaker_text) AS speaker,
    speakers.kind AS speaker_kind,
    titles.title,
    spell_title(titles.title) AS office,
    coalesce(titles.organization_id, CASE WHEN speakers.kind = 'organization' THEN quotes.speaker_id END) AS organization_id,
    coalesce(organizations.name, CASE WHEN speakers.kind = 'organization' THEN speakers.name END) AS organization,
    coalesce(addressees.name, quotes.addressee_text) AS addressee,
    quotes.text,
    quotes.quoted_text,
    quotes.is_negated,
    quotes.confidence,
    quotes.speaker_confidence
FROM quotes
JOIN articles ON articles.article_id = quotes.article_id AND articles.is_current
LEFT JOIN entities AS speakers ON speakers.entity_id = quotes.speaker_id
LEFT JOIN entities AS addressees ON addressees.entity_id = quotes.addressee_id
LEFT JOIN titles ON titles.article_id = quotes.article_id AND titles.person_id = quotes.speaker_id
LEFT JOIN entities AS organizations ON organizations.entity_id = titles.organization_id
ORDER BY quotes.article_id, quotes."start", quotes.quote_id
