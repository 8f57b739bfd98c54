"""Made articles in which it is plain who says what, and the count of words that end in a wrong mouth."""
