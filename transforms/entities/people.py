"""Which names of one article mean the same person."""

from __future__ import annotations

from transforms.entities.clusters import Cluster, Index, Key
from transforms.lexicon import Lexicon
from transforms.names.words import Name, family_names, surname_of

HEAD = 3  # letters that two spellings of a surname share
FOUR = 4  # words of a name whose surname may stand within it


def cluster_people(people: list[tuple[Name, Key]], lexicon: Lexicon, suffixed: list[bool]) -> list[Cluster]:
    """The people of an article: full names first, then each surname or given name to the person it fits.

    `suffixed` tells of each name whether it ends in Jr. or the like.
    """
    surnames = {surname_of(key, lexicon) for _, key in people if len(key) > 2}
    people = [(name, key[-1:] if key in surnames else key) for name, key in people]  # "von Poole", whoever he is
    full = [(name, key, mark) for (name, key), mark in zip(people, suffixed, strict=True) if len(key) > 1]
    clusters, index = _cluster_full_names(full, lexicon)
    others = _index_other_names(clusters)
    singles: dict[str, Cluster] = {}
    for name, key in people:
        if len(key) == 1:
            chosen = (
                _choose(index.find(key), name) or singles.get(key[0]) or _find_otherwise(others, name, key[0], lexicon)
            )
            if chosen is None:
                chosen = singles[key[0]] = Cluster("person", gender=_gender_alone(name, key[0], lexicon))
                clusters.append(chosen)
            chosen.add(name, key, _gender(name, key, lexicon))
    return clusters


def _index_other_names(clusters: list[Cluster]) -> Index:
    """The people by inner words of their names, by given names ("=ada") and by first letters of surnames ("lov*")."""
    index = Index()
    for cluster in clusters:
        for key in cluster.some_keys():
            inner = (word for word in key[1:-1] if len(word) > 2)
            given = ("=" + key[0],) if len(key[-1]) > 1 else ()
            index.add(cluster, (*inner, *given, key[-1][:HEAD] + "*"))
    return index


def _find_otherwise(others: Index, name: Name, word: str, lexicon: Lexicon) -> Cluster | None:
    """The one person whom an inner name means ("Lula"), a nickname ("Bill"), or a surname in another spelling.

    An honorific stands before the inner word of a name of four ("Mr Goh" of "Aldous Goh Kee Boon").
    """
    found = others.find((word,)) if name.title is None or name.title.sort == "honorific" else []
    if name.title is not None:
        found = [c for c in found if any(len(key) >= FOUR and word in key[1:-1] for key in c.some_keys())]
    if not found and name.title is None:
        found = others.find(tuple("=" + formal for formal in sorted(lexicon.formal_names.get(word, ()))))
    if not found:
        rivals = others.find((word[:HEAD] + "*",))
        found = [c for c in rivals if any(_is_misspelt(key[-1], word) for key in c.some_keys())]
    return _choose(found, name) if len(found) == 1 else None


def _cluster_full_names(people: list[tuple[Name, Key, bool]], lexicon: Lexicon) -> tuple[list[Cluster], Index]:
    clusters: list[Cluster] = []
    sharing, index = Index(), Index()
    namesakes = _namesakes(people)
    for name, key, suffixed in people:
        gender = _gender(name, key, lexicon)
        junior = suffixed and (key[0], key[-1]) in namesakes
        rivals = (c for c in sharing.find(key) if c.is_junior == junior)
        cluster = next((c for c in rivals if _same_person(c, key, gender, lexicon)), None)
        if cluster is None:
            clusters.append(cluster := Cluster("person", is_junior=junior))
        if key not in cluster.keys:
            sharing.add(cluster, key)
            index.add(cluster, (key[0], *family_names(key)))
        cluster.add(name, key, gender)
    return clusters, index


def _namesakes(people: list[tuple[Name, Key, bool]]) -> set[tuple[str, str]]:
    """First and last words of the names that father and son share in this article.

    Who is "Ron Petty Jr." first may later be "Ron Petty"; where that name comes first or more often, it is another's.
    """
    marks: dict[tuple[str, str], list[bool]] = {}
    for _, key, suffixed in people:
        marks.setdefault((key[0], key[-1]), []).append(suffixed)
    return {ends for ends, ours in marks.items() if any(ours) and (not ours[0] or 2 * sum(ours) < len(ours))}


def _gender(name: Name, key: Key, lexicon: Lexicon) -> str | None:
    """By the honorific, else the given name, else the title: women are called "spokesman" and "chairman" too."""
    title = name.title
    if title is not None and title.gender is not None and title.sort == "honorific":
        return title.gender
    given = lexicon.gender_of(key[0]) if len(key) > 1 and not lexicon.begins_surname(key[0]) else None
    return given or (title.gender if title is not None else None)


def _gender_alone(name: Name, word: str, lexicon: Lexicon) -> str | None:
    """By the one word that somebody is called in the whole text: "Edwin" is a given name, "Judge Edwin" a surname."""
    is_given = name.title is None and word not in lexicon.surnames and word not in lexicon.known_people
    return lexicon.gender_of(word) if is_given else None


def _same_person(cluster: Cluster, key: Key, gender: str | None, lexicon: Lexicon) -> bool:
    if gender and cluster.gender and gender != cluster.gender:  # of a longer name's tail the first word says little
        return len(key) > 1 and any(key == known[-len(key) :] for known in cluster.some_keys())
    return any(_same_name(known, key, lexicon) for known in cluster.some_keys())


def _same_name(one: Key, two: Key, lexicon: Lexicon) -> bool:
    if 1 in (len(one[-1]), len(two[-1])):
        return one == two  # "George W." and "George H. W." without their surname
    if set(one) <= set(two) or set(two) <= set(one):
        return True
    if one[-1] == two[-1]:
        return _same_given(one[0], two[0], lexicon) and _same_middle(one[1:-1], two[1:-1])
    return one[:-1] == two[:-1] and _is_misspelt(one[-1], two[-1])


def _same_middle(one: Key, two: Key) -> bool:
    """Whether middle names agree as far as both are given.

    >>> _same_middle(("j",), ("james",)), _same_middle(("w",), ("hw",))
    (True, False)
    """
    first, second = ("".join(word if len(word) <= 2 else word[0] for word in words) for words in (one, two))
    return first.startswith(second) or second.startswith(first)


def _same_given(one: str, two: str, lexicon: Lexicon) -> bool:
    """Whether two given names may be one person's: equal, an initial, a nickname or one letter apart."""
    if one == two:
        return True
    if len(one) == 1 or len(two) == 1:
        return one[0] == two[0]
    formal_one = lexicon.formal_names.get(one, frozenset()) | {one}
    formal_two = lexicon.formal_names.get(two, frozenset()) | {two}
    return bool(formal_one & formal_two) or _is_misspelt(one, two)


def _is_misspelt(one: str, two: str) -> bool:
    """Whether two words of some length differ by one letter.

    >>> _is_misspelt("larsen", "larson"), _is_misspelt("joan", "john")
    (True, False)
    """
    if one == two or min(len(one), len(two)) < 6 or not (one + two).isalpha() or abs(len(one) - len(two)) > 1:
        return one == two
    head = next((i for i, (a, b) in enumerate(zip(one, two, strict=False)) if a != b), min(len(one), len(two)))
    tails = (one[head:], two[head:])
    return tails[0][1:] == tails[1][1:] or tails[0][1:] == tails[1] or tails[0] == tails[1][1:]


def _choose(candidates: list[Cluster], name: Name) -> Cluster | None:
    """The one of these people whom a mention means: by its title's gender, then whoever is named most, then last."""
    gender = name.title.gender if name.title is not None else None
    fitting = [c for c in candidates if not (gender and c.gender and c.gender != gender)]
    if not fitting:
        return None
    return max(fitting, key=lambda c: (c.names[0].first < name.first, len(c.names), c.last_before(name.first)))
