"""The stages of a run as plain functions: ingest, transform, load, and what carries them out."""
