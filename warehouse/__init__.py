"""What the tables are and how they are kept."""

import os

# Arrow would keep its memory in huge pages, which the system fills up behind the back of a process that runs for long:
# 25 MB of each for tables of one. It looks here when it first needs memory, so before any other module.
os.environ.setdefault("ARROW_DEFAULT_MEMORY_POOL", "system")
