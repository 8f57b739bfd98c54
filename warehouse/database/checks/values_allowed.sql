-- Columns with a list of allowed values hold no other.
-- Made from warehouse/laws by `make docs`.
SELECT 'entities.kind' AS place, kind AS value
FROM entities WHERE kind NOT IN ('person', 'organization', 'place', 'group', 'event', 'work', 'law', 'product')
UNION ALL
SELECT 'entity_changes.change' AS place, change AS value
FROM entity_changes WHERE change NOT IN ('merged', 'split', 'renamed')
UNION ALL
SELECT 'changes.table_name' AS place, table_name AS value
FROM changes WHERE table_name NOT IN ('quotes', 'money_claims', 'demands', 'entities')
UNION ALL
SELECT 'changes.change' AS place, change AS value
FROM changes WHERE change NOT IN ('added', 'dropped', 'reworded', 'reattributed')
UNION ALL
SELECT 'rejects.stage' AS place, stage AS value
FROM rejects WHERE stage NOT IN ('ingest', 'transform', 'load')
UNION ALL
SELECT 'runs.status' AS place, status AS value
FROM runs WHERE status NOT IN ('running', 'completed', 'completed_with_rejects', 'failed', 'killed')
