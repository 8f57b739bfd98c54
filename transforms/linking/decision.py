"""What linking decides of one article-level entity."""

from __future__ import annotations

from typing import NamedTuple

ALONE = 0.5  # confidence of what is not joined to anything


class Decision(NamedTuple):
    """The real-world thing (kind and key), the rule that found it and how sure it is, 0 to 1."""

    kind: str
    key: str
    rule: str
    confidence: float

    @property
    def thing(self) -> tuple[str, str]:
        """Kind and key, which together are one entity."""
        return self.kind, self.key
