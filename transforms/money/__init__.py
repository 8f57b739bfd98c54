"""Monetary claims: amounts, and what the text says of them."""

from __future__ import annotations

from transforms.money.claims import extract_claims
from transforms.money.usd import UsdConverter
from transforms.money.vocabulary import MoneyLexicon

__all__ = ["MoneyLexicon", "UsdConverter", "extract_claims"]
