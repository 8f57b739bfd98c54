"""Made names of thirty countries: who, where and which office, in articles whose answers are known."""
