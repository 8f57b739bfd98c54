"""What is in the text: pure functions, text and tables in, rows out."""
