"""Who somebody is by the post that stands beside the name, where the reader took the name for another thing's.

"Dana Poole, a lawyer for the Harbour Trust," and "Fenwick's ambassador to Harland, Dana Poole," name people, whatever
the words of the name look like.
"""

from __future__ import annotations

from transforms.grammar import OFFICE_LINKS
from transforms.lexicon import LONGEST_TITLE, Lexicon
from transforms.names.body_rules import OPEN_TO_PEOPLE
from transforms.names.splits import may_be_person
from transforms.names.survey import Key, Named
from transforms.names.words import Name
from transforms.reading.reading import Reading

LONGEST_SEAT = 5  # words of an organization's name before a post
FULL = (2, 3)  # words of a full name
LEADING = frozenset(("a", "an", "the", "its", "their", "our"))  # before a post in apposition
CLOSED_BY = frozenset((",", "."))
SORTS = frozenset(("office", "job"))


def as_post_holder(key: Key, weighed: str, named: Named) -> str | None:
    """Somebody with a full name whose post stands right behind it, with where it is held."""
    lexicon, names = named.lexicon, named.groups[key]
    is_open = weighed in OPEN_TO_PEOPLE or weighed == "person"  # whom a later rule may take for an organization
    if len(key) not in FULL or not is_open or named.is_known(key) or lexicon.is_body_word(key[-1]):
        return None
    is_named = lexicon.is_given_name(key[0]) or key[-1] in lexicon.surnames
    is_named = is_named or all(name.label == "PERSON" for name in names)
    is_other = key[-1] in lexicon.facilities or key[-1].rstrip(".") in lexicon.words["legal_form"]
    is_front = any(other != key and len(other) > 1 and other[0] == key[0] for other in named.groups)
    if is_other or (is_front and not is_named) or named.facts[key].get("also_lower"):
        return None
    tests = (_has_post, _becomes) if is_named else (_has_post,)
    return "person" if any(test(named.reading, name, lexicon, is_named) for test in tests for name in names) else None


def _has_post(reading: Reading, name: Name, lexicon: Lexicon, is_named: bool) -> bool:
    """Whether a comma, an article or "former" and a title stand behind the name, and no list goes on there."""
    words, token = reading.words, name.last + 1
    limit = reading.sentences[reading.token_sentence[name.first]][1]
    if token >= limit or words[name.last] != "," or not may_be_person(reading, lexicon, name.first, name.last):
        return False
    is_led = words[token].lower() in LEADING
    token += is_led
    while token < limit and words[token].lower() in lexicon.words["state_of_post"] | lexicon.words["former"]:
        token, is_led = token + 1, True
    end = _end_of_post(reading, lexicon, token if not is_named else _over_names(reading, token, limit), limit)
    if end is None or not (is_led or is_named):
        return False
    is_held = words[end : end + 1] != [] and words[end] in OFFICE_LINKS | {"for", "to", "of"}
    return is_held or (is_named and is_led and words[end : end + 1] != [] and words[end] in CLOSED_BY)


def _over_names(reading: Reading, first: int, limit: int) -> int:
    """Where a post begins behind the name of whose it is: "a | United Orten Front | MP"."""
    end = first
    while (
        end < min(limit, first + LONGEST_SEAT) and reading.words[end][0].isupper() and not reading.words[end].isupper()
    ):
        end += 1
    return end if reading.words[end : end + 1] != [] else first


def _becomes(reading: Reading, name: Name, lexicon: Lexicon, is_named: bool) -> bool:
    """Whether the name becomes somebody of an organization's: "Dana Poole would become its treasurer"."""
    words, token = reading.words, name.last
    limit = reading.sentences[reading.token_sentence[name.first]][1]
    token += reading.tags[token : token + 1] == ["MD"]
    if reading.lemmas[token : token + 1] != ["become"] or words[token + 1 : token + 2] not in (["its"], ["the"]):
        return False
    return _end_of_post(reading, lexicon, token + 2, limit) is not None


def _end_of_post(reading: Reading, lexicon: Lexicon, first: int, limit: int) -> int | None:
    """Where the title ends that begins at a token; none that means businesses as well as people, "a producer of"."""
    words = reading.words
    for end in range(min(limit, first + LONGEST_TITLE), first, -1):
        title = lexicon.title_of(words[first:end])
        if title is not None and title.sort in SORTS:
            head = words[end - 1].lower()
            is_either = head in lexicon.words["either_noun"] or lexicon.tells_body(head) or lexicon.is_descriptor(head)
            return None if is_either or reading.tags[end - 1] == "NNS" else end
    return None
