"""Prefect around the stages: flows, schedules, servers, alerts."""
