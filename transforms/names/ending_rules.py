"""What kind of thing a name means by the sort of organization or the post that it ends in, where the reader erred.

Each rule gives the kind of a group of names, or None where it cannot tell; kind_rules.py asks them in turn.
"""

from __future__ import annotations

from transforms.lexicon import Lexicon
from transforms.names.body_rules import OPEN_TO_BODIES
from transforms.names.sorted_bodies import ends_sort
from transforms.names.survey import MANY, Key, Named
from transforms.names.trimming import PLACE_LABELS

SMALL_FORMS = frozenset(("doo", "dd"))  # of companies, written in small letters
LONGEST_PERSON = 4  # words of a full name
NO_PERSON_TAGS = frozenset(("NNPS", "NNS", "VBZ", "VBD", "VBG", "VBN", "VBP", "IN", "TO"))
SHORTEST_WORD = 4  # letters of one that is looked for in small letters


def as_no_person(key: Key, weighed: str, named: Named) -> str | None:
    """A body called after somebody, "Dana Poole Foundation", or a club; no person's name has a number."""
    if weighed != "person":
        return None
    if _has_sort_of_body(key, named.lexicon) or (len(key) > 1 and key[-1] in named.lexicon.words["body_end"]):
        return "organization"
    is_number = key[0][0].isdigit() or any(word.isdigit() for word in key)
    is_thing = len(key) > 1 and (_is_prize(key, named.lexicon) or _is_of_town(key, named.lexicon))
    return "none" if is_number or is_thing else None


def _is_prize(key: Key, lexicon: Lexicon) -> bool:
    """Whether a name ends in what is called after people, "Dana Poole Award", or in a measure, "Orten Shares Index"."""
    is_measure = key[-1] in lexicon.words["measure_end"] and key[-1] not in lexicon.surnames
    return key[-1] in lexicon.words["prize"] or (is_measure and not lexicon.is_given_name(key[0]))


def _is_of_town(key: Key, lexicon: Lexicon) -> bool:
    """Whether a name is a town's and one word that organizations share: "Harland Public" and private schools."""
    is_town = lexicon.place_names.get(" ".join(key[:-1])) in ("city", "state", "country")
    return is_town and key[-1] in lexicon.generic_words and key[-1] not in lexicon.surnames


def _has_sort_of_body(key: Key, lexicon: Lexicon) -> bool:
    """Whether a name ends in a sort of organization, or has it before what that is for: "Orten Institute of Design".

    Two words may be somebody's: "Dana Church".
    """
    end = next((place for place, word in enumerate(key) if place > 1 and word in ("of", "for")), len(key))
    if lexicon.name_words.get(key[end - 1]) != "organization":
        return False
    is_full = lexicon.is_given_name(key[0]) or key[-1] in lexicon.surnames
    return len(key) >= MANY or (len(key) > 1 and not is_full)


def as_headline_words(key: Key, weighed: str, named: Named) -> str | None:
    """No name: words of a headline that has capitals throughout, "Orvane Margins Slide", of which nobody has one.

    One of them must stand in small letters elsewhere in the article, unless they are more than a person has.
    """
    lexicon, reading, names = named.lexicon, named.reading, named.groups[key]
    is_open = weighed == "person" and len(key) > 1 and named.facts[key].get("title_line", 0.0) == 1
    kinds = {reading.segments[reading.token_segment[name.first]].kind for name in names if is_open}
    if "headline" not in kinds or any(name.title is not None for name in names):
        return None
    tables = (lexicon.surnames, named.surnames)
    is_somebody = any(lexicon.is_given_name(word) or any(word in table for table in tables) for word in key)
    if is_somebody or named.is_known(key) or any(lexicon.is_particle(word) for word in key):
        return None
    longer = {word for word in key if len(word) >= SHORTEST_WORD}
    tags = {reading.tags[token] for name in names for token in range(name.first, name.last)}
    is_other = len(key) > LONGEST_PERSON or 2 * len(longer.intersection(reading.words)) >= len(key)
    return "none" if is_other or tags & NO_PERSON_TAGS else None


def as_no_place(key: Key, weighed: str, named: Named) -> str | None:
    """A body, which the article seems to take for a place: "at the Harland Ambulance Service", not "West Bank"."""
    lexicon = named.lexicon
    is_open = weighed == "place" and len(key) >= MANY and " ".join(key) not in lexicon.place_names
    is_body = is_open and lexicon.name_words.get(key[-1]) == "organization" and key[-1] not in lexicon.facilities
    is_read_so = is_body and all(name.label not in PLACE_LABELS for name in named.groups[key])
    return "organization" if is_read_so else None


def as_sorted(key: Key, weighed: str, named: Named) -> str | None:
    """A body by the sort at its end, or before "of", where a word of it is none of English: "Kessan Eye Clinic"."""
    lexicon, names = named.lexicon, named.groups[key]
    is_open = weighed in OPEN_TO_BODIES and len(key) > 1 and " ".join(key) not in lexicon.place_names
    if not is_open or any(name.title is not None for name in names):
        return None
    end = next((place for place, word in enumerate(key) if place and word in ("of", "for")), len(key))
    sort = key[end - 1]
    is_site = weighed == "place" and sort in lexicon.facilities and sort not in lexicon.words["organization_noun"]
    is_sort = (ends_sort(sort, lexicon) and not is_site) or (
        sort in lexicon.words["body_end"] and sort not in SMALL_FORMS
    )
    is_led = end < len(key) or (key[0] not in lexicon.surnames and not lexicon.is_given_name(key[0]))
    strange = named.reading.strange
    is_own = all(not strange.isdisjoint(range(name.first, name.last)) for name in names)
    return "organization" if is_sort and is_led and is_own else None


def as_bound_body(key: Key, weighed: str, named: Named) -> str | None:
    """A movement in words that hyphens bind to its sort, "Tehreek-e-Orten", and one by the sort alone."""
    sorts = named.lexicon.words["foreign_body"]
    is_bound = any("-" in word and word.partition("-")[0] in sorts for word in key)
    if not is_bound and len(key) == 1 and key[0] in sorts:
        is_bound = any(word.startswith(f"{key[0]}-") for other in named.groups for word in other)
    return "organization" if is_bound and weighed in OPEN_TO_BODIES else None


def as_bare_post(key: Key, weighed: str, named: Named) -> str | None:
    """No name: a post in capitals whose holder stands elsewhere: "the Group Migration Officer, Dana Poole"."""
    lexicon, names = named.lexicon, named.groups[key]
    words = names[0].words(named.reading)
    title = lexicon.title_of(words[-1:]) if weighed == "person" else None
    if title is None or title.sort == "honorific" or title.gender is not None or key[-1] in lexicon.surnames:
        return None
    is_single = len(key) == 1 and (title.sort == "job" or lexicon.is_given_name(key[0]))  # "Weaver", "Dean"
    is_name = is_single or key[-1] in lexicon.words["short_title"]  # "Sen"
    is_field = all(word.isupper() or _is_field(word.lower(), lexicon) for word in words[:-1])
    return "none" if is_field and not is_name and not any(name.title for name in names) else None


def _is_field(word: str, lexicon: Lexicon) -> bool:
    """Whether a word tells what a post is for: a title, a portfolio, or a word that organizations share."""
    is_told = any(word in lexicon.words[use] for use in ("portfolio", "portfolio_adjective", "sector", "rank"))
    return is_told or lexicon.is_body_word(word) or lexicon.is_title(word)


def as_first_word(key: Key, weighed: str, named: Named) -> str | None:
    """No name: the common noun that begins a headline, "Ferry strike ends", and names nobody of the article."""
    if weighed != "person" or len(key) > 1 or key[0] not in named.lexicon.facilities:
        return None
    reading = named.reading
    firsts = {reading.tokens_in(s.start, s.end)[0] for s in reading.segments if s.kind == "headline"}
    behind = ("".join(reading.words[name.first + 1 : name.first + 2]) for name in named.groups[key])
    is_common = all(name.first in firsts for name in named.groups[key]) and all(word[:1].islower() for word in behind)
    return "none" if is_common and key[0] not in named.lasts else None
