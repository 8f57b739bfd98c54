"""The words of asking, read once from demand_cues.csv and demand_words.csv."""

from __future__ import annotations

from collections.abc import Iterable, Mapping
from dataclasses import dataclass
from functools import cached_property

GIVING = "give"  # the verb of "gave the company until Friday to pay"
Rows = Iterable[Mapping[str, str]]


@dataclass(frozen=True)
class DemandLexicon:
    """What demands are found with.

    frames: part of speech (verb | noun) and lemma of a cue to the ways it takes what is asked for
    proposing: cues with their frames by which a demand is only proposed
    words: small lists by use
    confidence: name of a rule to the share of its rows that were right
    """

    frames: Mapping[tuple[str, str], frozenset[str]]
    proposing: frozenset[tuple[str, str, str]]
    words: Mapping[str, frozenset[str]]
    confidence: Mapping[str, float]

    @classmethod
    def from_seeds(cls, seeds: Mapping[str, Rows]) -> DemandLexicon:
        """The lexicon in the tables of demands, and what non_statements.csv says of sources that stay unnamed."""
        frames: dict[tuple[str, str], set[str]] = {}
        words: dict[str, set[str]] = {}
        proposing = set()
        for row in seeds["demand_cues"]:
            cue = (row["pos"], row["cue"])
            frames.setdefault(cue, set()).add(row["frame"])
            if row["status"] == "proposed":
                proposing.add((*cue, row["frame"]))
        for row in seeds["demand_words"]:
            words.setdefault(row["use"], set()).add(row["word"])
        words["naming"] = {row["word"] for row in seeds["non_statements"] if row["why"] == "naming"}
        return cls(
            frames={cue: frozenset(found) for cue, found in frames.items()},
            proposing=frozenset(proposing),
            words={use: frozenset(found) for use, found in words.items()},
            confidence={row["rule"]: float(row["right"]) for row in seeds["demand_confidence"]},
        )

    @cached_property
    def asking_verbs(self) -> frozenset[str]:
        """The verbs of asking."""
        return frozenset(word for pos, word in self.frames if pos == "verb")

    @cached_property
    def cue_lemmas(self) -> frozenset[str]:
        """The verbs and nouns that may begin a demand: those of asking, of listing and for demands, and "give"."""
        return frozenset(word for _, word in self.frames) | self.words["listing"] | self.words["demand_noun"] | {GIVING}

    def frames_of(self, pos: str, lemma: str) -> frozenset[str]:
        """How a verb or noun takes what is asked for; empty for words that do not ask."""
        return self.frames.get((pos, lemma), frozenset())
