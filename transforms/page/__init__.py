"""What kind of text a line is (headline, byline, caption, boilerplate), and the date and language of a page."""
