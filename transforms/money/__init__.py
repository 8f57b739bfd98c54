"""Monetary claims: amounts, and what the text says of them."""

from __future__ import annotations

from transforms.money.claims import MoneyTools, extract_claims

__all__ = ["MoneyTools", "extract_claims"]
