-- Which organizations are quoted most, by themselves or through their people?
-- organization_id: The organization
-- organization: Its name
-- statements: Statements, those repeated in copies of one text once
-- by_itself: Of these, statements with the organization as speaker
-- speakers: Through how many people it speaks
-- stories: Texts they stand in, copies once
SELECT
    organization_id,
    any_value(organization) AS organization,
    count(DISTINCT statement_key) AS statements,
    count(DISTINCT statement_key) FILTER (speaker_id = organization_id) AS by_itself,
    count(DISTINCT speaker_id) FILTER (speaker_id <> organization_id) AS speakers,
    count(DISTINCT cluster_id) AS stories
FROM statements
WHERE organization_id IS NOT NULL
GROUP BY organization_id
ORDER BY statements DESC, organization, organization_id
