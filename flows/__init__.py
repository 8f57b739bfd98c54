"""When and in what order: the command line and the Prefect flows."""

import warehouse  # noqa: F401  # says where Arrow takes memory, before anything imports Arrow
