"""Who someone is: the offices, jobs and posts that an article says people hold, and where."""
