"""Keeps spaCy from importing its command line, which nothing here needs: a third of its start, and 16 MB a process."""

from __future__ import annotations

import sys
from types import ModuleType
from typing import Any

COMMANDS = "spacy.cli"


def spare_commands() -> None:
    """Imports spaCy without its commands and what these need, such as typer and requests. For processes of our own.

    To be called before anything that imports spaCy. It offers one function of the commands, which is then found when
    it is called, and the commands can be imported afterwards.
    """
    if "spacy" in sys.modules:
        return
    package, module = ModuleType(COMMANDS), ModuleType(f"{COMMANDS}.info")
    package.__path__ = []
    module.info = _describe  # type: ignore[attr-defined]
    hidden = {found.__name__: found for found in (package, module)}
    sys.modules |= hidden
    try:
        import spacy  # noqa: F401
    finally:
        for name in hidden:
            sys.modules.pop(name, None)


def _describe(*given: Any, **more: Any) -> Any:
    from spacy.cli.info import info

    return info(*given, **more)
