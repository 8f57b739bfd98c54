"""Which names of one article mean the same body or place: short forms, initials and other names of a country."""

from __future__ import annotations

from transforms.entities.clusters import MOST_RIVALS, Cluster, Index, Key
from transforms.lexicon import Lexicon
from transforms.names.words import Name
from transforms.reading.reading import Reading

SMALL_WORDS = frozenset(["of", "the", "and", "for", "in", "on", "at", "to", "de", "la", "&", "'s"])
ACRONYM = 3  # letters from which initials tell a body whatever kind its long name was read as
COUNTRY = "="  # stands before a country's code in its key, so that no initials equal it
NATION = frozenset({("nation",), ("country",), ("homeland",)})
OURS = frozenset(("our", "Our", "this", "the", "your", "my"))
CLEAR = 2  # times as many mentions as the next country
MEMBERS = 2  # words of whom a body consists, "of" among them
CLIPPED = (3, 4)  # letters of a clipped name
PLACE_WORDS = frozenset(("city", "county", "state", "of", "province", "district", "island"))


def cluster_bodies(names: list[tuple[Name, Key]], lexicon: Lexicon) -> list[Cluster]:
    """The bodies, places and other things of an article: equal names, then short names joined to longer ones."""
    by_key: dict[tuple[str, Key], Cluster] = {}
    for name, whole in names:
        key = _plain(whole, name.kind, lexicon)
        cluster = by_key.setdefault((name.kind, key), Cluster(name.kind))
        cluster.add(name, key)
        if key != whole and name.kind == "organization":
            cluster.formal.add(key)
            cluster.initials.update(word for word in _every_initials(whole) if len(word) >= ACRONYM)
    index = Index()
    merged: list[Cluster] = []
    for (kind, key), cluster in sorted(by_key.items(), key=lambda item: -len(item[0][1])):
        home = _find_home(kind, key, cluster, index, lexicon)
        if home is None:
            merged.append(cluster)
            home = cluster
        else:
            home.take(cluster)
        others = [word for name in _known_names(key, lexicon) for word in name]
        others += [word for alias in _home_aliases(key, lexicon) for word in alias.split()]
        index.add(home, (*key, *_every_initials(key), *sorted(cluster.initials), *others, *_clippings(key)))
    return _join_known(merged, lexicon)


def _known_names(key: Key, lexicon: Lexicon) -> tuple[Key, ...]:
    """The names of the well-known body that a name means."""
    return lexicon.known_bodies.get(" ".join(key), ())


def _home_aliases(key: Key, lexicon: Lexicon) -> frozenset[str]:
    return lexicon.home_aliases.get(" ".join(key), frozenset())


def _clippings(key: Key) -> tuple[str, ...]:
    """What a name of several words may be clipped to: "Met" for "Metropolitan Museum"."""
    return tuple(key[0][:size] for size in CLIPPED if len(key) > 1 and len(key[0]) > size + 2)


def _join_known(clusters: list[Cluster], lexicon: Lexicon) -> list[Cluster]:
    """Joins bodies whose longest names mean one well-known body ("Justice Department" and "DOJ")."""
    homes: dict[Key, Cluster] = {}
    joined = []
    for cluster in clusters:
        longest = max(cluster.keys, key=len)
        names = _known_names(longest, lexicon) if cluster.kind == "organization" else ()
        home = homes.setdefault(names[0], cluster) if names else cluster
        if home is cluster:
            joined.append(cluster)
        else:
            home.take(cluster)
    return joined


def drop_common(clusters: list[Cluster], lexicon: Lexicon) -> list[Cluster]:
    """The clusters without those that have but a common word for a name, which means no longer one: "the Company"."""
    return [cluster for cluster in clusters if not all(_is_common(key, cluster.kind, lexicon) for key in cluster.keys)]


def _is_common(key: Key, kind: str, lexicon: Lexicon) -> bool:
    """Whether a name is one word that says what sort of organization or country is meant, and none of its own."""
    if len(key) > 1 or kind not in ("organization", "place"):
        return False
    if key[0] in lexicon.words["state_noun"] and (kind == "place" or key[0] not in lexicon.name_words):
        return True
    is_sort = key[0] in lexicon.collectives or (key[0] in lexicon.generic_words and key[0] not in lexicon.name_words)
    is_own = kind == "place" or _stands_alone(key[0], lexicon) or key[0] in lexicon.organization_names
    return is_sort and not is_own


def join_nation(reading: Reading, clusters: list[Cluster]) -> list[Cluster]:
    """The clusters with "our Nation" joined to the country most spoken of, where one is by far; not "The Nation"."""
    countries = [c for c in clusters if c.kind == "place" and any(key[0].startswith(COUNTRY) for key in c.keys)]
    countries.sort(key=lambda c: -len(c.names))
    counts = [len(country.names) for country in countries]
    if not counts or (len(counts) > 1 and counts[0] < CLEAR * counts[1]):
        return clusters
    kept = []
    for cluster in clusters:
        if set(cluster.keys) <= NATION and all(_is_ours(reading, name) for name in cluster.names):
            countries[0].take(cluster)
        else:
            kept.append(cluster)
    return kept


def _is_ours(reading: Reading, name: Name) -> bool:
    return name.outside is None and name.first > 0 and reading.words[name.first - 1] in OURS


def _plain(key: Key, kind: str, lexicon: Lexicon) -> Key:
    """The key without a legal form at its end; a country by its code."""
    if kind == "place":
        code = lexicon.country_codes.get(" ".join(key))
        return (COUNTRY + code,) if code else key
    while len(key) > 1 and key[-1] in lexicon.words["legal_form"]:
        key = key[:-1]
    if len(key) == 2 and key[0] in lexicon.words["majority"] and _stands_alone(key[1], lexicon):
        return key[1:]
    return key


def _find_home(kind: str, key: Key, cluster: Cluster, index: Index, lexicon: Lexicon) -> Cluster | None:
    first = cluster.names[0].first
    rivals = [rival for rival in index.find(key) if rival.kind == kind or _is_acronym_of(key, kind, rival)]
    rivals = [rival for rival in rivals if not _are_two_companies(cluster, rival)]
    fitting = [
        r
        for r in rivals
        if " ".join(key) in r.initials
        or _is_company_front(key, r, lexicon)
        or any(_is_short(key, long, kind, lexicon) for long in r.some_keys())
    ]
    if not fitting and kind == "organization":
        fitting = [r for r in rivals if any(" ".join(key) in _home_aliases(long, lexicon) for long in r.some_keys())]
        if not fitting and " ".join(key) not in lexicon.home_names:
            fitting = [r for r in rivals if any(key == (clip,) for long in r.some_keys() for clip in _clippings(long))]
        if len(fitting) == 1:
            return fitting[0]
        fitting = [r for r in rivals if any(_is_head(key, long, lexicon) for long in _every_name(r, lexicon))]
        # a common word is short for the one body named before that has it; of several, for none
        return fitting[0] if len(fitting) == 1 and _is_before(fitting[0], first) else None
    if len(key) == 1 and _stands_alone(key[0], lexicon):  # "Senate" before "Fenwick Senate" is another's
        whole = [
            r for r in fitting if any(long[:1] == key and _are_members(long[1:], lexicon) for long in r.some_keys())
        ]
        fitting = whole or [r for r in fitting if _is_before(r, first) or _is_national(r, lexicon)]
    if len(fitting) < 2:
        return fitting[0] if fitting else None
    if len({len(rival.names) for rival in fitting}) == 1 and len(key) == 1 and not _is_initials(key[0], cluster):
        return None  # any of several bodies
    return max(fitting, key=lambda rival: (rival.names[0].first < first, len(rival.names)))


def _are_two_companies(one: Cluster, other: Cluster) -> bool:
    """Whether both are named with a legal form, and differently: "Harland Motor Co." and "Harland Motor Credit Co."."""
    return bool(one.formal) and bool(other.formal) and one.formal.isdisjoint(other.formal)


def _is_company_front(key: Key, company: Cluster, lexicon: Lexicon) -> bool:
    """Whether a name of several words begins that of a company with a legal form: "Siam Orten" of "Siam Orten Plc"."""
    is_long = len(key) > 1 and lexicon.name_words.get(key[-1]) != "organization"
    return is_long and any(len(key) < len(long) and long[: len(key)] == key for long in company.formal)


def _every_name(cluster: Cluster, lexicon: Lexicon) -> list[Key]:
    """The cluster's names, and those of the well-known body that its longest name means."""
    return [*cluster.some_keys(), *_known_names(max(cluster.some_keys(), key=len), lexicon)]


def _is_before(cluster: Cluster, first: int) -> bool:
    return any(name.first < first for name in cluster.names[:MOST_RIVALS])


def _is_national(cluster: Cluster, lexicon: Lexicon) -> bool:
    """Whether a name begins with a country or nationality."""
    fronts = (" ".join(key[:size]) for key in cluster.some_keys() for size in (1, 2) if len(key) > size)
    return any(lexicon.place_names.get(front) in ("country", "nationality") for front in fronts)


def _is_acronym_of(key: Key, kind: str, rival: Cluster) -> bool:
    """Whether a name may be the initials of a body that was read as a place, or the other way round ("KSC")."""
    if len(key) > 1 or len(key[0]) < ACRONYM or not {kind, rival.kind} <= {"organization", "place"}:
        return False
    return any(key[0] in _every_initials(long) for long in rival.some_keys())


def _is_initials(word: str, cluster: Cluster) -> bool:
    return any(name.last - name.first == 1 for name in cluster.names) and len(word) <= 6


def _every_initials(key: Key) -> tuple[str, ...]:
    """What a name's letters may be: with and without small words, and with words that are initials already ("HM")."""
    whole = (word if len(word) == 2 else word[0] for word in key if word not in SMALL_WORDS and word != "&")
    return _initials(key), _initials(key, every=True), "".join(whole)


def _initials(key: Key, every: bool = False) -> str:
    parts = (part for word in key if every or word not in SMALL_WORDS for part in word.split("-"))
    return "".join(part[:1] for part in parts)


def _is_short(short: Key, long: Key, kind: str, lexicon: Lexicon) -> bool:
    """Whether a shorter name is the initials, the head or the tail of a longer one."""
    if len(long) <= len(short):
        return False
    if _is_abbreviated(short, long):
        return True
    size = len(short)
    if kind == "place":
        return _is_short_place(short, long, lexicon)
    if long[:size] == short:
        return _is_head_of(short, long[size:], lexicon)
    return long[-size:] == short and _is_qualified(long[:-size], short, lexicon)


def _is_abbreviated(short: Key, long: Key) -> bool:
    """Whether a name is the initials of a longer one, with its place or without, or whose the longer one is."""
    initials = len(short) == 1 and 2 <= len(short[0]) <= 8 and short[0] in _every_initials(long)
    # "UX Springfield" for "University of X, Springfield"
    with_place = len(short) == 2 and short[1] == long[-1] and short[0] == _initials(long[:-1])
    # "St. Brigid's" for "St. Brigid's Hospital"
    owner = long[: len(short)] == (*short[:-1], short[-1] + "'s")
    return initials or with_place or owner


def _is_short_place(short: Key, long: Key, lexicon: Lexicon) -> bool:
    """Whether a place's longer name only says what sort of place it is; "Kansas City" is no part of Kansas."""
    size = len(short)
    rest = long[size:] if long[:size] == short else long[:-size] if long[-size:] == short else ("?",)
    if rest == ("county",) and lexicon.place_names.get(" ".join(short)) == "city":
        return False  # St. Louis has no part in the county of that name
    if rest == ("city",) and lexicon.place_names.get(" ".join(long)) in ("city", "town"):
        return " ".join(short) in lexicon.words["city_and_state"]
    return all(word in PLACE_WORDS for word in rest)


def _is_head_of(short: Key, rest: Key, lexicon: Lexicon) -> bool:
    """Whether what follows the short name adds nothing, tells the trade, or what it is for ("Poole Fund for Arts").

    The trade is told behind two words or more, "Swift Heron Mining", or behind one that nobody else has.
    """
    if _are_members(rest, lexicon):
        return True
    known = " ".join(short) in lexicon.name_words or _stands_alone(short[-1], lexicon)
    if known:
        return False
    light = lexicon.words["light_word"]
    if all(word in light for word in rest):
        return True
    for_what = rest[0] in ("for", "of", "on") and lexicon.name_words.get(short[-1]) == "organization"
    is_trade = all(word in light or word in lexicon.words["sector"] for word in rest)
    is_own = len(short) == 1 and _is_own_word(short[0], lexicon) and short[0] not in lexicon.organization_names
    return (for_what and _is_telling(short, lexicon)) or (is_trade and (is_own or _is_telling(short, lexicon)))


def _are_members(rest: Key, lexicon: Lexicon) -> bool:
    """Whether what follows a body's short name says who sits in it: "House" and "House of Representatives"."""
    return len(rest) == MEMBERS and rest[0] == "of" and lexicon.is_plural_title(rest[1])


def _is_qualified(front: Key, short: Key, lexicon: Lexicon) -> bool:
    """Whether what stands before the short name only says where the body is, or the short name is no common word."""
    where = " ".join(front)
    if where in lexicon.place_names or where in lexicon.country_codes:
        return True
    if len(short) == 1:
        return False
    return lexicon.name_words.get(short[-1]) != "organization" or _is_telling(short, lexicon)


def _is_telling(key: Key, lexicon: Lexicon) -> bool:
    """Whether a name of several words has one that few bodies have ("Udvar Center", but not "National Committee")."""
    return len(key) > 1 and any(_is_own_word(word, lexicon) for word in key)


def _is_head(short: Key, long: Key, lexicon: Lexicon) -> bool:
    """Whether one word is what a longer name says the body is ("Church"), or all that tells it ("Church of X")."""
    word = short[0]
    if len(short) > 1 or len(long) < 2 or _stands_alone(word, lexicon):
        return False
    if long[0] == word:
        return long[1] in ("of", "for", "on") or _is_own_word(word, lexicon)
    if long[-1] != word or word in lexicon.place_names:
        return False
    if lexicon.name_words.get(word) == "organization":
        return True
    return word not in lexicon.words["light_word"] and word not in lexicon.generic_words


def _is_own_word(word: str, lexicon: Lexicon) -> bool:
    """Whether a word is one that few bodies have: "Zenith" of "Zenith Energy"."""
    return lexicon.place_names.get(word, "town") == "town" and not lexicon.is_body_word(word)


def _stands_alone(word: str, lexicon: Lexicon) -> bool:
    """Whether a common word alone is a body's name ("Congress"), and not short for whatever longer name has it."""
    return lexicon.generic_words.get(word) == "country"
