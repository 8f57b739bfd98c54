"""Who asks what of whom: one row for each action that one party wants another to do, stop or grant."""

from transforms.demands.asking_words import DemandLexicon
from transforms.demands.demanded_acts import follow_demands
from transforms.demands.finding import Known, extract_demands

__all__ = ["DemandLexicon", "Known", "extract_demands", "follow_demands"]
