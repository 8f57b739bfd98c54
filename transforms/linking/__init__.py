"""Which article-level entities are one real person, organization or place across all articles."""

from transforms.linking.link import Linked, link_rows, link_tables

# The tables of seeds/ whose change calls for linking anew.
SEEDS_READ = (
    "countries",
    "generic_body_words",
    "known_entities",
    "name_parts",
    "nicknames",
    "overrides",
    "title_fields",
)

__all__ = ["SEEDS_READ", "Linked", "link_rows", "link_tables"]
