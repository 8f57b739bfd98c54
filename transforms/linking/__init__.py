"""Which article-level entities are one real person, organization or place across all articles."""

from transforms.linking.link import Linked, link_articles, link_rows, link_tables

__all__ = ["Linked", "link_articles", "link_rows", "link_tables"]
