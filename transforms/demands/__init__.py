"""Who asks what of whom: one row for each action that one party wants another to do, stop or grant."""

from transforms.demands.extract import Known, extract_demands
from transforms.demands.vocabulary import DemandLexicon

__all__ = ["DemandLexicon", "Known", "extract_demands"]
