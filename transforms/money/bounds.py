"""Reads what bounds an amount: "more than", "up to", "or so", "-plus", and what only looks like it."""

from __future__ import annotations

from transforms.money.drafts import Draft
from transforms.money.rate_phrases import phrase_at
from transforms.money.tokens import Tokens
from transforms.money.vocabulary import Modifier, MoneyLexicon

LOW_ONLY = frozenset({"at_least", "more_than"})
HIGH_ONLY = frozenset({"up_to", "less_than"})


def read_bounds(drafts: list[Draft], tokens: Tokens, lexicon: MoneyLexicon) -> None:
    """Set the modifier and the open end of each draft; ranges keep both ends."""
    before: Draft | None = None
    for draft in drafts:
        if not draft.is_range:
            _bound(draft, _modifier_of(draft, tokens, lexicon), tokens)
            if before is not None and draft.modifier == "exact" and is_gloss(before, draft, tokens):
                _bound(draft, before.modifier if before.modifier != "range" else None, tokens)
        before = draft


def _modifier_of(draft: Draft, tokens: Tokens, lexicon: MoneyLexicon) -> str | None:
    if draft.quantity.plus:
        return "at_least"
    after = _read_after(draft.last, tokens, lexicon)
    rate = phrase_at(draft.last, tokens, lexicon) if after is None else None
    if rate is not None:
        after = _read_after(rate.last, tokens, lexicon)
    before = _read_before(draft, tokens, lexicon)
    return before if before in HIGH_ONLY | LOW_ONLY or after is None else after


def _bound(draft: Draft, modifier: str | None, tokens: Tokens) -> None:
    """Apply a modifier; a vague amount ("millions") stays open above whatever is said of it."""
    if modifier is None or modifier == "exact":
        return
    if draft.quantity.vague and draft.high is None:
        draft.modifier = modifier if modifier in LOW_ONLY else draft.modifier
        return
    draft.modifier = modifier
    if modifier in LOW_ONLY:
        draft.high = None
    elif modifier in HIGH_ONLY:
        draft.low = None


def _read_before(draft: Draft, tokens: Tokens, lexicon: MoneyLexicon) -> str | None:
    """The modifier right before the amount, or before an article or "another" that opens it."""
    place = draft.first
    if tokens.word(place - 1) in ("(", '"', "“", "``") or (tokens.word(place - 1) == "-" and tokens.gap(place) > 0):
        return None
    if tokens.word(place - 1) == ">" and "<" in tokens.words[max(0, place - 4) : place]:
        return None  # the end of a tag: "<b>$5"
    found = _ending_at(place, tokens, lexicon)
    steps = 0
    skipped = ""
    while found is None and steps < 3 and tokens.word(place - 1) in lexicon.words["before_amount"]:
        place, steps = place - 1, steps + 1
        skipped = tokens.word(place)
        found = _ending_at(place, tokens, lexicon)
    if found is None:
        return None
    # "under a $5 million contract" is no bound, "nearly a $5 million" and "exceeds a $4 billion" are
    if skipped in ("a", "an") and found.modifier != "about" and found.words[-1] in lexicon.words["place_preposition"]:
        return None
    if found.words == ("some",) and tokens.gap(draft.first) > 1:
        return None
    return found.modifier


def _ending_at(place: int, tokens: Tokens, lexicon: MoneyLexicon) -> Modifier | None:
    """The longest modifier whose last word stands right before token `place`."""
    if tokens.gap(place) > 1:
        return None
    for modifier in lexicon.modifiers_before.get(tokens.word(place - 1), ()):
        start = place - len(modifier.words)
        if start < 0 or tuple(tokens.words[start:place]) != modifier.words:
            continue
        return None if tokens.word(start - 1) in modifier.unless_after else modifier
    return None


def _read_after(i: int, tokens: Tokens, lexicon: MoneyLexicon) -> str | None:
    """The modifier at token i, right behind the amount or its rate; its words become part of nothing."""
    for modifier in lexicon.modifiers_after.get(tokens.word(i), ()):
        n = len(modifier.words)
        if tuple(tokens.words[i : i + n]) != modifier.words or tokens.gap(i) > 1:
            continue
        if tokens.word(i + n) in modifier.unless_after or tokens.word(i + n) in ("than", "$", "of"):
            continue
        if modifier.modifier == "plus":
            # "$5 million plus" closes a phrase; "$5 plus tips" adds something
            return "at_least" if not tokens.is_word(i + n) and not tokens.is_number(i + n) else None
        if modifier.words[0] in ("or", "and") and tokens.word(i + n) in ("of",):
            continue
        return modifier.modifier
    return None


def is_gloss(before: Draft, draft: Draft, tokens: Tokens) -> bool:
    """Whether the amount only says the one before it in another currency: "up to £18 million ($24 million)"."""
    if before.code == draft.code:
        return False
    between = tokens.words[before.last : draft.first]
    is_inside = between == [";"] and tokens.word(draft.last) in (")", "]", ";")
    return is_inside or between in (["("], ["/"], ["or"], [",", "or"])
