"""What an input is: its fields, its identity, its copies and revisions, and what a revision changed."""
