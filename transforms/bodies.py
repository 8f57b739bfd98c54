"""Which names of one article mean the same body or place: short forms, initials and other names of a country."""

from __future__ import annotations

from transforms.clusters import Cluster, Index, Key
from transforms.lexicon import Lexicon
from transforms.names import Name

LEGAL_FORMS = frozenset(["inc", "corp", "co", "ltd", "llc", "plc", "lp", "llp", "ag", "sa", "nv", "spa", "gmbh"])
SMALL_WORDS = frozenset(["of", "the", "and", "for", "in", "on", "at", "to", "de", "la", "&", "'s"])
# What a longer name adds to a shorter one that still means the same body ("Acme" and "Acme Motors Inc")
LIGHT_WORDS = LEGAL_FORMS | frozenset(
    ("company", "corporation", "group", "holdings", "international", "industries", "motor", "motors", "airlines",
     "news", "tour", "technologies", "systems", "partners", "energy", "foods", "entertainment", "media", "bank",
     "united", "city", "fc", "church", "communications", "networks", "pharmaceuticals", "stores", "brothers",
     "electric", "enterprise", "enterprises", "sachs", "of", "the", "party", "university", "&")
)  # fmt: skip
PLACE_WORDS = frozenset(("city", "county", "state", "of", "province", "district", "island"))


def cluster_bodies(names: list[tuple[Name, Key]], lexicon: Lexicon) -> list[Cluster]:
    """The bodies, places and other things of an article: equal names, then short names joined to longer ones."""
    by_key: dict[tuple[str, Key], Cluster] = {}
    for name, key in names:
        key = _plain(key, name.kind, lexicon)
        by_key.setdefault((name.kind, key), Cluster(name.kind)).add(name, key)
    index = Index()
    merged: list[Cluster] = []
    for (kind, key), cluster in sorted(by_key.items(), key=lambda item: -len(item[0][1])):
        home = _find_home(kind, key, cluster, index, lexicon)
        if home is None:
            merged.append(cluster)
            home = cluster
        else:
            home.take(cluster)
        index.add(home, (*key, _initials(key), _initials(key, every=True)))
    return merged


def _plain(key: Key, kind: str, lexicon: Lexicon) -> Key:
    """The key without a legal form at its end; a country by its code."""
    if kind == "place":
        code = lexicon.country_codes.get(" ".join(key))
        return (code,) if code else key
    while len(key) > 1 and key[-1] in LEGAL_FORMS:
        key = key[:-1]
    return key


def _find_home(kind: str, key: Key, cluster: Cluster, index: Index, lexicon: Lexicon) -> Cluster | None:
    fitting = [
        rival
        for rival in index.find(key)
        if rival.kind == kind and any(_is_short(key, long, kind, lexicon) for long in rival.some_keys())
    ]
    if len(fitting) < 2:
        return fitting[0] if fitting else None
    if len({len(rival.names) for rival in fitting}) == 1 and len(key) == 1 and not _is_initials(key[0], cluster):
        return None  # any of several bodies
    first = cluster.names[0].first
    return max(fitting, key=lambda rival: (rival.names[0].first < first, len(rival.names)))


def _is_initials(word: str, cluster: Cluster) -> bool:
    return any(name.last - name.first == 1 for name in cluster.names) and len(word) <= 6


def _initials(key: Key, every: bool = False) -> str:
    return "".join(word[0] for word in key if every or word not in SMALL_WORDS)


def _is_short(short: Key, long: Key, kind: str, lexicon: Lexicon) -> bool:
    """Whether a shorter name is the initials, the head or the tail of a longer one."""
    if len(long) <= len(short):
        return False
    if len(short) == 1 and 2 <= len(short[0]) <= 8 and short[0] in (_initials(long), _initials(long, every=True)):
        return True
    size = len(short)
    if kind == "place":
        rest = long[size:] if long[:size] == short else long[:-size] if long[-size:] == short else ("?",)
        return all(word in PLACE_WORDS for word in rest)
    if long[:size] == short:
        known = " ".join(short) in lexicon.name_words or short[-1] in ("senate", "house")
        return not known and all(word in LIGHT_WORDS for word in long[size:])
    if long[-size:] == short:
        return _is_qualified(long[:-size], short, lexicon)
    return False


def _is_qualified(front: Key, short: Key, lexicon: Lexicon) -> bool:
    """Whether what stands before the short name only says where the body is, or the short name is no common word."""
    where = " ".join(front)
    if where in lexicon.place_names or where in lexicon.country_codes:
        return True
    return len(short) > 1 and lexicon.name_words.get(short[-1]) != "organization"
