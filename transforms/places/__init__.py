"""Which place a name means and in which country it lies."""
