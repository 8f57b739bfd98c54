"""Which mentions of one article are one thing: by name, by description, by pronoun."""
