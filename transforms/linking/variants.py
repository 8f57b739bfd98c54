"""Full names of one surname: which of them are one person."""

from __future__ import annotations

from collections import Counter, defaultdict
from collections.abc import Callable
from dataclasses import dataclass, field

from transforms.linking.keys import NameParser, PersonName
from transforms.linking.known import Known

RARER = 3  # "Luther King" may be "Luther King Jr." when it is at most so many times as frequent and they never meet


@dataclass(slots=True)
class Variant:
    """One full name, how often it stands for someone, and the readings that have it."""

    name: PersonName
    count: int = 0
    readings: list[int] = field(default_factory=list)
    genders: Counter[str] = field(default_factory=Counter)
    known: Known | None = None


Meet = Callable[[list[Variant], list[Variant]], bool]


def join_variants(variants: list[Variant], parser: NameParser, meet: Meet) -> dict[str, list[Variant]]:
    """Joins names where nicknames, middle names and suffixes allow; by key.

    `meet` tells whether two lists of names stand side by side in some article, which parts father and son.
    """
    if len(variants) == 1:  # as most surnames have: nothing to join
        name = variants[0].name
        alone = (parser.formal(name.given), name.surname, name.suffix)
        return {_key(variants, " ".join(part for part in alone if part)): variants}
    joined: dict[str, list[Variant]] = {}
    for given, members in _by_given(variants, parser).items():
        for suffix, same in _by_suffix(members, meet).items():
            for middle, group in _by_middle(same).items():
                parts = (given, middle, group[0].name.surname, suffix)
                joined.setdefault(_key(group, " ".join(part for part in parts if part)), []).extend(group)
    return joined


def _key(group: list[Variant], key: str) -> str:
    known = {variant.known.key for variant in group if variant.known}
    return known.pop() if len(known) == 1 else key


def _by_given(variants: list[Variant], parser: NameParser) -> dict[str, list[Variant]]:
    """By given name, a nickname with what it is short for; "Jim" and "Jimmy" join only where a "James" is named."""
    counts: Counter[str] = Counter()
    for variant in variants:
        counts[variant.name.given] += variant.count
    leader = {given: given for given in counts}
    for given in sorted(counts):
        longer = [name for name in parser.longer_names(given) if name in counts and name != given]
        if longer:
            best = min(longer, key=lambda name: (-counts[name], name))
            near = [best, *(name for name in longer if best in parser.longer_names(name))]
            _join_leaders(leader, [given, *near])
    grouped: dict[str, list[Variant]] = defaultdict(list)
    for variant in variants:
        grouped[leader[variant.name.given]].append(variant)
    roots = {name: min(parser.formal(v.name.given) for v in members) for name, members in grouped.items()}
    shared = Counter(roots.values())
    return {roots[name] if shared[roots[name]] == 1 else name: members for name, members in grouped.items()}


def _join_leaders(leader: dict[str, str], givens: list[str]) -> None:
    leaders = {leader[given] for given in givens}
    first = min(leaders)
    for given, one in leader.items():
        if one in leaders:
            leader[given] = first


def _by_suffix(variants: list[Variant], meet: Meet) -> dict[str, list[Variant]]:
    """Parts father and son; a suffix is dropped where no article names both and the plain name is no far commoner."""
    grouped: dict[str, list[Variant]] = defaultdict(list)
    for variant in variants:
        grouped[variant.name.suffix].append(variant)
    plain = grouped.get("", [])
    suffixes = [suffix for suffix in grouped if suffix]
    if not plain or len(suffixes) != 1:
        return grouped
    marked = grouped[suffixes[0]]
    rare = sum(v.count for v in plain) <= RARER * sum(v.count for v in marked)
    one_known = len({v.known.key for v in (*plain, *marked) if v.known}) == 1 and any(v.known for v in marked)
    if one_known or (rare and not meet(plain, marked)):
        return {suffixes[0] if one_known else "": [*plain, *marked]}
    return grouped


def _by_middle(variants: list[Variant]) -> dict[str, list[Variant]]:
    """Splits by middle initials only where two sets of initials contradict each other."""
    groups: dict[str, list[Variant]] = {}
    for variant in sorted(variants, key=lambda v: (-len(v.name.initials), v.name.initials, order(v.name))):
        initials = variant.name.initials
        home = next((have for have in groups if initials and have.startswith(initials)), None)
        groups.setdefault(initials if home is None else home, []).append(variant)
    named = [initials for initials in groups if initials]
    if len(named) <= 1:
        return {"": [variant for group in groups.values() for variant in group]}
    known = {initials for initials in named if any(v.known for v in groups[initials])}
    if "" in groups and any(v.known for v in groups[""]):
        # the plain name is a well-known person's: whoever has other initials is someone else
        return groups
    if len(known) == 1 and "" in groups:
        groups[known.pop()].extend(groups.pop(""))
    return groups


def order(name: PersonName) -> tuple[str, ...]:
    """A sort key of full names."""
    return (name.surname, name.given, " ".join(name.middle), name.suffix)
