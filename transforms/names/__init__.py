"""Where names stand in an article, and what kind of thing each of them means."""
