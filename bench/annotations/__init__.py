"""Stand-off annotations of articles that may not be printed here, and what joins them with their texts."""
