"""What an article says people are: offices, jobs and posts."""

from __future__ import annotations

from transforms.lexicon import LONGEST_TITLE, Lexicon
from transforms.reading import Reading
from transforms.records import ArticleEntities, Role

FORMER = frozenset({"former", "ex", "ex-", "late", "then", "onetime", "one-time", "retired"})


def find_roles(reading: Reading, entities: ArticleEntities, lexicon: Lexicon) -> list[Role]:
    """The roles the article gives its people, in text order."""
    roles = []
    for mention in entities.mentions:
        if mention.kind != "person" or mention.form != "name":
            continue
        first, last = reading.tokens_in(mention.start, mention.end)
        found = _title_before(reading, lexicon, first) or _apposition(reading, lexicon, last)
        if found is None:
            continue
        start, end = reading.span(*found[:2])
        former = found[0] > 0 and reading.words[found[0] - 1].lower() in FORMER
        roles.append(Role(mention.entity, None, start, end, former, found[2]))
    return roles


def _title_before(reading: Reading, lexicon: Lexicon, first: int) -> tuple[int, int, str] | None:
    if first == 0:
        return None
    place = first - 1 if reading.words[first - 1] == "," else first
    for start in range(max(0, place - LONGEST_TITLE), place):
        title = lexicon.titles.get(" ".join(w.rstrip(".") for w in reading.words[start:place]).lower())
        if title is not None and title.sort != "honorific":
            return start, place, "title_before"
    return None


def _apposition(reading: Reading, lexicon: Lexicon, last: int) -> tuple[int, int, str] | None:
    if last >= len(reading) or reading.words[last] != ",":
        return None
    for token in range(last + 1, min(last + 10, len(reading))):
        if reading.words[token] in {",", "."}:
            break
        for end in range(min(token + LONGEST_TITLE, len(reading)), token, -1):
            title = lexicon.titles.get(" ".join(w.rstrip(".") for w in reading.words[token:end]).lower())
            if title is not None and title.sort != "honorific":
                return token, end, "apposition"
    return None
