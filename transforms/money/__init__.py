"""Monetary claims: amounts, and what the text says of them."""

from __future__ import annotations

from transforms.money.claims import extract_claims
from transforms.money.lexicon import MoneyLexicon
from transforms.money.usd import UsdConverter

__all__ = ["MoneyLexicon", "UsdConverter", "extract_claims"]
