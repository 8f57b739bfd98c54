"""The explorer: the warehouse in a browser, read only, and the same pages as files."""
