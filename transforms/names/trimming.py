"""Cuts a span down to the name in it: no articles, signs, titles and small words; offices and sums are no names."""

from __future__ import annotations

import re

from transforms.grammar import HYPHENS, SUFFIXES
from transforms.lexicon import LONGEST_TITLE, Lexicon
from transforms.names.sorted_bodies import is_lettered_sort
from transforms.names.splits import POSSESSIVES
from transforms.names.titled import is_addressed, is_decorated, trim_person
from transforms.names.words import Name, name_key
from transforms.reading.reading import Reading

DETERMINERS = frozenset(
    ("the", "a", "an", "this", "that", "these", "those", "his", "her", "its", "their", "our", "my", "your", "neither")
)
OF_TWO = frozenset(("both", "either"))
EDGE_TAGS = frozenset({"POS", "``", "''", ",", ".", ":", "-LRB-", "-RRB-", "_SP", "HYPH", "NFP"})
EDGE_WORDS = frozenset({"'", "’", "‘", '"', "“", "”", "'s", "’s", "(", ")", "[", "]", "-", "–", "—", "/", "*", "|"})
PRONOUNS = frozenset(("i", "we", "you", "they", "he", "she", "it", "that", "there", "what", "who"))
SUM = re.compile(r"([^\W\d]{1,3}\.?\$?|[$€£¥₹])\d[\d.,]*(?:bn|mn|bil|mil|m|k|tn|trn)?$", re.IGNORECASE)
GOALS = re.compile(r"\d{1,2}$")  # of one side in the score of a match
SCORE = 3  # words of a score
PREFIXED = 3  # tokens of a word with a prefix
SHORTEST_UNASKED = 4  # words of a name that is no form of address
SHORTEST_SMALL = 3  # letters of a body that is named in small letters: "nba"
VERBS = frozenset(("VB", "VBD", "VBG", "VBN", "VBP", "VBZ"))
PLACE_LABELS = frozenset(("GPE", "LOC", "FAC"))
PARTY_LETTERS = frozenset("DRI")


def trim_name(reading: Reading, lexicon: Lexicon, first: int, last: int, label: str) -> Name | None:
    """The name within a span: without articles, quotation marks, possessives and, for people, titles.

    None where nothing is left, or what is left is no name.
    """
    first, last = _trim_edges(reading, lexicon, first, last, label)
    if _is_seat(reading, lexicon, first, last) or _is_governed(reading, lexicon, first, last, label):
        first, label = first + 2, "GPE"
    first = _behind_at(reading, first, last, label)
    first = _behind_part(reading, lexicon, first, last, label)
    label = "PERSON" if is_addressed(reading, lexicon, first, last, label) else label
    whole, last = last, _before_office(reading, lexicon, first, last)
    if last < whole and lexicon.place_names.get(" ".join(reading.words[first:last]).lower()) == "nationality":
        label = "NORP"  # "Dutch | Farm" before "Minister"
    last -= _is_sort(reading, lexicon, first, last, label)
    while first < last and _dangles(reading, last):
        last -= 1  # "Office of the | Prime Minister"
    if label not in ("PERSON", "GPE") and _begins_title(reading, lexicon, first, last):
        return None
    last = _with_own_possessive(reading, lexicon, first, last, label)
    if label == "ORG" and is_decorated(reading, lexicon, first, last):
        label = "PERSON"
    if (
        first == last
        or (label == "ORG" and _is_description(reading.words[first:last], lexicon))
        or _is_no_word(reading, lexicon, first, last)
        or _tells_office(reading, lexicon, first, last, label)
    ):
        return None
    return (
        trim_person(reading, lexicon, first, last, label)
        if label in ("PERSON", "")
        else Name(first, last, label, first)
    )


def _trim_edges(reading: Reading, lexicon: Lexicon, first: int, last: int, label: str) -> tuple[int, int]:
    """The span without articles, signs and prefixes at its head, without signs and small words at its end."""
    words, tags = reading.words, reading.tags
    while first < last and (_is_determiner(words, first, last) or _is_edge(words[first], tags[first])):
        first += 1
    first = _skip_prefix(reading, lexicon, first, last, label)
    first += is_lettered_sort(reading, lexicon, first, last)
    first += _is_descriptor(reading, lexicon, first, last) or _is_state_of_post(reading, lexicon, first, last)
    if last - first > SCORE and _is_score(words[last - SCORE : last]):
        last -= SCORE  # "beat Kessan Stars 2-0"
    if last - first > 1 and GOALS.match(words[last - 1]) and _is_score(words[last - 1 : last + SCORE - 1]):
        last -= 1  # "beat Kessan Stars 2 | -0"
    while first < last and _is_loose(reading, last, lexicon):
        last -= 1
    return first, _before_small_words(reading, lexicon, first, last, label)


def _is_score(words: list[str]) -> bool:
    """Whether three words are the score of a match."""
    is_whole = len(words) == SCORE and words[1] in HYPHENS
    return is_whole and GOALS.match(words[0]) is not None and GOALS.match(words[2]) is not None


def _is_no_word(reading: Reading, lexicon: Lexicon, first: int, last: int) -> bool:
    """Whether what is left of a span is a number, a day, a common word, a contraction or a party's letter."""
    words = reading.words
    is_ticker = words[first - 1 : first] == ["<"]
    is_address = any("@" in word[1:-1] for word in words[first:last])
    is_address = is_address or (last - first == 1 and words[first].islower() and "." in words[first])  # "a.k.a"
    if is_ticker or is_address or not any(c.isalpha() for c in words[first]) or _is_contraction(words[first]):
        return True
    is_number = words[first][0].isdigit() and words[first] == words[first].lower()  # "8.7bn"
    is_party = words[first] in PARTY_LETTERS and first > 0 and words[first - 1] == "("
    if last - first == 1 and words[first].lower().rstrip(".") in SUFFIXES:
        return True  # "Rev. Sr. Dana Poole"
    if last - first == 1 and (words[first] in lexicon.short_titles or _is_common(reading, lexicon, first)):
        return True
    if last - first == 1 and _tells_people(reading, lexicon, first):
        return True
    if _are_ranks_behind(reading, lexicon, first, last) or (last - first == 1 and _is_bound_letter(reading, first)):
        return True
    is_adverb = words[first][-2:] == "ly" and words[last : last + 1] == [","] and reading.tags[first] == "RB"
    is_day = words[first] in lexicon.months and reading.tags[last : last + 1] == ["CD"]
    return last - first == 1 and (is_number or is_party or is_day or is_adverb)


def _is_bound_letter(reading: Reading, token: int) -> bool:
    """Whether a word is the letter with which a hyphenated one begins: "U-turn", "A-level"."""
    behind = reading.words[token + 1 : token + 3]
    is_bound = len(behind) == 2 and behind[0] in HYPHENS and reading.ends[token] == reading.starts[token + 1]
    return is_bound and len(reading.words[token]) == 1 and behind[1].islower()


def _tells_people(reading: Reading, lexicon: Lexicon, token: int) -> bool:
    """Whether a plural but tells what several people do: "Farmers cannot wait"."""
    word, is_first = reading.words[token], reading.sentences[reading.token_sentence[token]][0] == token
    is_noun = reading.tags[token] == "NNS" or (is_first and reading.tags[token] in ("NNPS", "NNP"))
    if not is_noun or not lexicon.is_plural_title(word):
        return False
    return word.lower() not in lexicon.surnames and word.lower() not in lexicon.organization_names


def _are_ranks_behind(reading: Reading, lexicon: Lexicon, first: int, last: int) -> bool:
    """Whether words are letters for services or orders right behind somebody's name: "Dana Poole, IAS," "(Retd)"."""
    words = reading.words
    is_set_off = words[first - 1 : first] in ([","], ["("])
    named = first - 1 - is_set_off  # the last word of the name
    if named < 0 or reading.tags[named] != "NNP":
        return False
    if last - first == 1 and words[first - 1] == "(" and words[first].isupper() and lexicon.is_title(words[first]):
        return True  # "(CEO)"
    is_inset = words[first - 1] == "("  # "(Retd)"
    ranks = [(word, word.lower().replace(".", "")) for word in words[first:last]]  # "Dana Poole, S.J.,"
    are_ranks = all(w in lexicon.words["rank_behind"] and (word.isupper() or is_inset) for word, w in ranks)
    return are_ranks and (is_set_off or last - first > 1)


def _is_description(words: list[str], lexicon: Lexicon) -> bool:
    """Whether several words in small letters but describe an organization: "the national academy"."""
    are_small = len(words) > 1 and all(word.isalpha() and word.islower() for word in words)
    return are_small and " ".join(words) not in lexicon.organization_names


def _is_common(reading: Reading, lexicon: Lexicon, token: int) -> bool:
    """Whether a word in small letters is none that is known for a name: "the cane commissioner"."""
    word = reading.words[token]
    if not (word.isalpha() and word.islower()):
        return False
    if reading.tags[token] in VERBS or word in lexicon.words["public_body"]:
        return True  # "has fed us", "approved by congress"
    if len(word) < SHORTEST_SMALL and word in lexicon.organization_names:
        return True  # what is left of a damaged word, as "ge" of "image", is not GE
    is_known = word in lexicon.organization_names or word in lexicon.place_names
    return reading.tags[token] in ("NN", "NNS", "JJ") and not is_known


def _tells_office(reading: Reading, lexicon: Lexicon, first: int, last: int, label: str) -> bool:
    """Whether what is left of a span is a form of address, an office or a sum of money."""
    if last - first < SHORTEST_UNASKED and _is_address(reading, lexicon, first, last):
        return True
    if last - first == 1 and _is_bare_title(reading, lexicon, first, label):
        return True
    return _is_office(reading, lexicon, first, last, label) or _is_sum(reading.words[first], lexicon)


def _is_determiner(words: list[str], first: int, last: int) -> bool:
    """Whether an article or the like stands at the head of a name, not the letter of "A-League"."""
    return words[first].lower() in DETERMINERS and (first + 1 == last or words[first + 1] not in HYPHENS)


def _is_descriptor(reading: Reading, lexicon: Lexicon, first: int, last: int) -> bool:
    """Whether a sentence begins with what the name behind is: "Drugmaker | Orvexa", not "Builders Association"."""
    if first + 1 >= len(reading) or first != reading.sentences[reading.token_sentence[first]][0]:
        return False
    word, following = reading.words[first].lower(), reading.words[first + 1]
    is_body = following.lower() in lexicon.name_words or following.lower() in lexicon.organization_nouns
    is_many = word in OF_TWO or (word.endswith("s") and word.removesuffix("s") in lexicon.organization_nouns)
    if is_many and reading.words[last : last + 1] in ([","], ["and"]) and last - first > 1 and not is_body:
        return following[0].isupper()  # "Unions | Orvexa and Tilva"
    is_business = word in lexicon.words["any_business"] and not (
        word in lexicon.surnames or lexicon.is_given_name(word) or lexicon.is_body_word(word)
    )
    return (is_business or lexicon.is_descriptor(word)) and following[0].isupper() and not is_body


def _is_state_of_post(reading: Reading, lexicon: Lexicon, first: int, last: int) -> bool:
    """Whether a capital is but that of how a post behind the name is held: "Acting | Orten Mills" chairman."""
    if last - first < 2 or last >= len(reading) or not reading.words[first + 1][0].isupper():
        return False
    is_state = reading.words[first].lower() in lexicon.words["state_of_post"] | lexicon.words["former"]
    behind = range(last + 1, min(last + LONGEST_TITLE, len(reading)) + 1)
    return is_state and any(lexicon.title_of(reading.words[last:end]) is not None for end in behind)


def _before_small_words(reading: Reading, lexicon: Lexicon, first: int, last: int, label: str) -> int:
    """The end of a name without small letters after it: "Dana Poole" of "Dana Poole-style" and "Dana Poole years".

    `first` where nothing tells that a person is named: "Zenobia flava" is a plant, "heckler" a word.
    """
    words, end = reading.words, last
    while end - first > 2 and words[end - 1] in lexicon.words["compound_end"] and words[end - 2] in HYPHENS:
        end -= 2
    if label != "PERSON" or first == end or words[end - 2] in HYPHENS or not words[end - 1].islower():
        return end
    while end > first and words[end - 1].islower() and words[end - 1] not in lexicon.words["patronymic_end"]:
        end -= 1
    if end < last and reading.tags[end] in ("VBD", "VBZ"):
        return end  # "Orvane | got"
    if end == first:  # all in small letters
        return last if last - first > 1 and lexicon.is_given_name(words[first]) else first
    return end if end - first > 1 or lexicon.is_given_name(words[first]) else first


def _is_seat(reading: Reading, lexicon: Lexicon, first: int, last: int) -> bool:
    """Whether the words are a party's letter and a member's state or town: "(D-Fenwick)", "Dana Poole, R-Ohio"."""
    words = reading.words[first:last]
    if len(words) < 3 or words[0] not in PARTY_LETTERS or words[1] not in HYPHENS or not first:
        return False
    before, place = reading.words[first - 1], " ".join(words[2:])
    is_closed = place[-1] == "." or reading.words[last : last + 1] == [","]
    return before == "(" or (before == "," and (is_closed or lexicon.place_names.get(place.lower()) == "state"))


def _is_sort(reading: Reading, lexicon: Lexicon, first: int, last: int, label: str) -> bool:
    """Whether a place's span ends with a common noun for what it is: "Kessan | district", "Orten | bridge"."""
    words = reading.words[first:last]
    is_open = label in PLACE_LABELS and len(words) > 1 and words[-1].islower() and words[-2][0].isupper()
    return is_open and words[-1] in lexicon.words["division_noun"] and "'s" not in words and "’s" not in words


def _is_governed(reading: Reading, lexicon: Lexicon, first: int, last: int, label: str) -> bool:
    """Whether a place's span begins with whoever governs it: "Wali of Orten", not "Prince of Wales Island"."""
    words = reading.words[first:last]
    is_open = label in PLACE_LABELS and len(words) > 2 and words[1] == "of"
    return is_open and lexicon.is_title(words[0]) and not _is_ruler(words[0].lower(), lexicon)


def _is_ruler(word: str, lexicon: Lexicon) -> bool:
    return any(word in lexicon.words[use] for use in ("noble", "royal"))


def _behind_at(reading: Reading, first: int, last: int, label: str) -> int:
    """Where a place begins behind what happens there: "Mass at | Orten Square"."""
    words = reading.words[first:last]
    is_behind = label in PLACE_LABELS and len(words) > 2 and words[1] == "at" and words[2][0].isupper()
    return first + 2 if is_behind else first


def _behind_part(reading: Reading, lexicon: Lexicon, first: int, last: int, label: str) -> int:
    """Where a company begins behind the part of it with which a sentence begins: "Customers of | Orvane"."""
    words = reading.words[first:last]
    is_part = label == "ORG" and len(words) > 2 and words[1] == "of" and words[2][0].isupper()
    is_first = is_part and first == reading.sentences[reading.token_sentence[first]][0]
    return first + 2 if is_first and words[0].lower() in lexicon.words["company_part"] else first


def _before_office(reading: Reading, lexicon: Lexicon, first: int, last: int) -> int:
    """The end of a name without the first words of the title after it: "Acme Holdings | Vice" before "Chairman"."""
    words = reading.words
    for start in range(max(first + 1, last - 2), last):
        for end in range(last + 1, min(last + 3, len(words) + 1)):
            if words[end - 1][0].isupper() and lexicon.title_of(words[start:end]):
                return start
    return last


def _begins_title(reading: Reading, lexicon: Lexicon, first: int, last: int) -> bool:
    """Whether the words are but the beginning of a title: "Home" of "Home Secretary"."""
    return any(
        lexicon.title_of(reading.words[first:end]) is not None
        for end in range(last + 1, min(last + 3, len(reading) + 1))
    )


def _with_own_possessive(reading: Reading, lexicon: Lexicon, first: int, last: int, label: str) -> int:
    """The end of a body's name that is written as a possessive: "Macy's", not that of a person called Macy."""
    words = reading.words
    if last == len(words) or words[last] not in POSSESSIVES or first == last:
        return last
    is_subject = reading.tags[last + 1 : last + 2] in (["VBD"], ["VBZ"], ["MD"])
    if label != "ORG" and not is_subject:
        return last
    return last + 1 if " ".join(name_key(words[first : last + 1])) in lexicon.organization_names else last


def _is_own_prefix(reading: Reading, lexicon: Lexicon, first: int, last: int, label: str) -> bool:
    """Whether a prefix is part of an organization's name: "Anti-Hunger Commission", "Inter-Island Committee"."""
    words = reading.words
    is_long = label != "PERSON" and last - first > PREFIXED
    is_field = is_long and words[first].istitle() and words[first + 1] == "-" and words[first + 2].istitle()
    is_land = is_field and words[first + 2].lower() in lexicon.place_names  # "Anti-Soviet Union"
    end = next((t for t in range(first + PREFIXED, last) if words[t] in ("of", "for", "on")), last)
    return is_field and not is_land and lexicon.name_words.get(words[end - 1].lower()) == "organization"


def _skip_prefix(reading: Reading, lexicon: Lexicon, first: int, last: int, label: str) -> int:
    """Where the name begins after "pro-", "post-" and the like; one with a bracket in it is no name."""
    if _is_own_prefix(reading, lexicon, first, last, label):
        return first
    while first < last:
        word = reading.words[first]
        prefix, hyphen, rest = word.partition("-")
        is_prefix = prefix.lower() in lexicon.words["prefix"] and not prefix.isupper()  # "UN-related"
        if is_prefix and (rest or reading.words[first + 1 : first + 2] == ["-"]):
            first += 1 if rest else 2
        elif (not prefix and hyphen) or "[" in word or "]" in word:
            first += 1
        else:
            break
    return min(first, last)


def _is_contraction(word: str) -> bool:
    """Whether the word is a pronoun and a verb, which a curly apostrophe may hide from the reader: "I’d"."""
    head, apostrophe, _ = word.partition("’")
    return bool(apostrophe) and head.lower() in PRONOUNS


def _is_address(reading: Reading, lexicon: Lexicon, first: int, last: int) -> bool:
    """Whether the words are but titles, by which somebody is addressed: "Madam Chair", "Mr. Vice President"."""
    address, *titles = reading.words[first - (first > 0 and lexicon.is_honorific(reading.words[first - 1])) : last]
    whole = lexicon.title_of(titles) is not None
    return lexicon.is_honorific(address) and bool(titles) and (whole or all(map(lexicon.is_title, titles)))


def _is_bare_title(reading: Reading, lexicon: Lexicon, token: int, label: str) -> bool:
    """Whether the word is a form of address or, as no body, a title of several people or "of" something."""
    word = reading.words[token]
    if lexicon.is_honorific(word) or _is_before_holder(reading, lexicon, token):
        return True
    of = reading.words[token + 1 : token + 2] == ["of"] and lexicon.is_title(word)
    return label in ("PERSON", "") and (of or lexicon.is_plural_title(word))


def _is_before_holder(reading: Reading, lexicon: Lexicon, token: int) -> bool:
    """Whether the word is the title of whom the next words name, or of nobody named: "Sheikh | Omar", "the Amir"."""
    title = lexicon.title_of((reading.words[token],))
    if title is None or title.sort != "office":
        return False
    named = reading.tags[token + 1 : token + 2] == ["NNP"] and reading.words[token + 1][0].isupper()
    return named or (token > 0 and reading.words[token - 1].lower() == "the")


def _is_office(reading: Reading, lexicon: Lexicon, first: int, last: int, label: str) -> bool:
    """Whether the words are offices and no name: "Prime Minister", "Deputy", and no "Dean Bishop"."""
    words = reading.words[first:last]
    whole = lexicon.title_of(words) if len(words) > 1 else None
    if whole is not None and whole.sort == "honorific":
        return True  # "Royal Highness"
    are_titles = len(words) > 1 and (whole is not None or all(map(lexicon.is_title, words)))
    if are_titles and reading.tags[last : last + 1] == ["NNP"]:
        return True  # "Amir Sheikh" before whose titles these are
    if lexicon.is_given_name(words[0]) or _is_surname(words[-1], lexicon):
        return False
    if len(words) > 1:
        return are_titles
    title = lexicon.title_of(words)
    is_sure = title is not None and words[0].lower() not in lexicon.words["ambiguous_title"]
    return is_sure and title is not None and title.sort in ("office", "job") and label in ("PERSON", "")


def _is_surname(word: str, lexicon: Lexicon) -> bool:
    return word.lower() in lexicon.surnames


def _is_sum(word: str, lexicon: Lexicon) -> bool:
    """Whether a word is a sum of money that is glued to its sign: "RM1bil", "N$2,25"."""
    sign = SUM.match(word)
    return sign is not None and sign[1].lower() in lexicon.currency_signs


def _dangles(reading: Reading, last: int) -> bool:
    """Whether no name ends at a token: behind a preposition in small letters ("Fenwick Institute | for").

    What a hyphen binds is no such word: "Min-an".
    """
    word, is_bound = reading.words[last - 1], last > 1 and reading.words[last - 2] in HYPHENS
    return reading.tags[last - 1] in ("IN", "TO", "CC", "DT") and word.islower() and not is_bound


def _is_loose(reading: Reading, last: int, lexicon: Lexicon) -> bool:
    """Whether no name ends at a token: behind a mark, a small word, a sum of money."""
    word = reading.words[last - 1]
    return word == "&" or _is_edge(word, reading.tags[last - 1]) or _dangles(reading, last) or _is_sum(word, lexicon)


def _is_edge(word: str, tag: str) -> bool:
    return word in EDGE_WORDS or (tag in EDGE_TAGS and not word[0].isalnum())
