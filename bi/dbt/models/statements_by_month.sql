-- Statements of each speaker in each month; copies of one text count once. Undated statements have no month.
SELECT
    date_trunc('month', published_on) AS month,
    speaker_id,
    speaker,
    count(DISTINCT statement_key) AS statements
FROM {{ source('onrecord', 'statements') }}
WHERE speaker IS NOT NULL
GROUP BY ALL
