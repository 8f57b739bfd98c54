"""Excerpts in the manner of the news, each sum annotated, and the share of whole claims that are read right."""
