"""Parts that are installed on request: which extra of pyproject.toml brings which package."""

from __future__ import annotations

# Package as it is imported -> the extra that brings it; a test compares them with pyproject.toml.
EXTRAS = {
    "trafilatura": "web",
    "feedparser": "web",
    "warcio": "web",
    "protego": "web",
    "docx": "documents",
    "striprtf": "documents",
    "xlsxwriter": "export",
    "psycopg": "export",
    "jinja2": "ui",
    "markupsafe": "ui",
    "starlette": "ui",
    "uvicorn": "ui",
    "deltalake": "lakehouse",
    "pyiceberg": "lakehouse",
    "prefect_dask": "dask",
    "prefect_ray": "ray",
}


def is_extra(error: ModuleNotFoundError) -> bool:
    """Whether the package that is missing is one that an extra brings."""
    return (error.name or "").partition(".")[0] in EXTRAS


def name_missing(error: ModuleNotFoundError) -> str:
    """What to install, as a sentence without a full stop.

    >>> name_missing(ModuleNotFoundError("No module named 'docx'", name="docx"))
    "this needs the package docx: pip install 'onrecord[documents]'"
    """
    package = (error.name or "").partition(".")[0]
    if is_extra(error):
        return f"this needs the package {package}: pip install 'onrecord[{EXTRAS[package]}]'"
    return f"the installation is not complete, the package {package} is missing: install onrecord again"
