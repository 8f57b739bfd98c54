"""Trains the weights that `seeds/models/` holds; nothing here runs in the product."""
