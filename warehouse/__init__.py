"""What the tables are and how they are kept."""
