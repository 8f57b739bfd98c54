"""Prefect around the stages: flows, schedules, servers, alerts."""

import os

# Read by Prefect when it is imported: nothing is sent anywhere, and an ephemeral server gets time to start.
os.environ.setdefault("DO_NOT_TRACK", "1")
os.environ.setdefault("PREFECT_SERVER_ANALYTICS_ENABLED", "false")
os.environ.setdefault("PREFECT_SERVER_EPHEMERAL_STARTUP_TIMEOUT_SECONDS", "60")
