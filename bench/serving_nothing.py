"""A flow that does nothing: what Prefect itself takes to start a run (`python -m bench.serving`)."""

from prefect import flow


@flow
def do_nothing() -> None:
    """Does nothing."""
