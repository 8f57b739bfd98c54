"""How far a speaker can be trusted, by the evidence that names him and by how sure the source is."""

from __future__ import annotations

from bisect import bisect_right
from collections.abc import Iterable, Mapping
from dataclasses import dataclass

from transforms.quotes.statements import Statement

OTHER = "other"  # the row for evidence that has too few examples for one of its own


@dataclass(frozen=True)
class Trust:
    """Shares of right speakers: by evidence where the source is sure, and by how sure the source is."""

    by_evidence: Mapping[str, float]
    edges: tuple[float, ...]  # least probability of the source, rising
    by_source: tuple[float, ...]  # share of right sources from each edge on

    def of(self, statement: Statement, evidence: str) -> float:
        """The probability that the speaker is right: that of the source times that of what it means."""
        place = bisect_right(self.edges, statement.source_share) - 1
        means = self.by_evidence.get(evidence, self.by_evidence[OTHER])
        return round(means * self.by_source[max(place, 0)], 4)


def read_trust(rows: Iterable[Mapping[str, str]]) -> Trust:
    """The counts of speaker_confidence.csv as shares, each one right and one wrong row towards a half."""
    shares = [(row["about"], row["feature"], (int(row["right"]) + 1) / (int(row["rows"]) + 2)) for row in rows]
    sources = sorted((float(feature), share) for about, feature, share in shares if about == "source")
    evidence = {feature: share for about, feature, share in shares if about == "evidence"}
    return Trust(evidence, tuple(edge for edge, _ in sources), tuple(share for _, share in sources))
