"""What may be a name in an article: spaCy's entities put right, and capitalised words that it passed over."""

from __future__ import annotations

from itertools import pairwise, zip_longest

from transforms.grammar import APOSTROPHES, HYPHENS, SINGLE_MARKS
from transforms.lexicon import Lexicon
from transforms.names.called_after import join_called_after
from transforms.names.citations import part_authors
from transforms.names.conduct import has_staff
from transforms.names.deals import part_deals
from transforms.names.holders import ends_seat, part_holders
from transforms.names.legal_forms import with_forms
from transforms.names.match_rows import part_matches
from transforms.names.numbered import find_numbered
from transforms.names.partners import part_people
from transforms.names.portfolios import cut_portfolios, find_portfolios
from transforms.names.repairs import Ground, is_epithet, is_rank, over_particles, repair_spans
from transforms.names.series import part_series
from transforms.names.short_names import find_short
from transforms.names.splits import INITIALLED, POSSESSIVES, Span3
from transforms.names.strange_words import find_strange
from transforms.names.trimming import DETERMINERS, trim_name
from transforms.names.whole_people import find_whole_people
from transforms.names.wholes import join_wholes
from transforms.names.words import KINDS, Name, ends_title
from transforms.reading.reading import Reading

BREAKS = frozenset(("(", ")", "[", "]", "/", "|", "—", "\n", "\t"))
ORIGIN = 3  # words of "Hilda of Fenwick"
MISREAD = frozenset(("VB", "VBP", "RB", "NN", "JJ"))  # what a word of a name may be taken for
FEWEST_INITIALS = 3
FULL = 2  # words of a name that may go on
NAME_TAGS = frozenset({"NNP", "NNPS"})


def find_candidates(reading: Reading, lexicon: Lexicon) -> list[Name]:
    """What may be a name, in text order and without overlap: trimmed entities and other capitalised words."""
    ground = Ground(reading, lexicon, bytearray(len(reading)))
    portfolios = find_portfolios(reading, lexicon)
    found = _without_overlap([*find_whole_people(reading, lexicon), *find_numbered(reading, lexicon)])
    spans = _without_whole(found, [span for span in reading.entities if span[2] in KINDS])
    spans = [_without_possessive(reading, lexicon, *span) for span in spans]
    spans = join_wholes(reading, lexicon, part_matches(reading, lexicon, spans))
    spans = list(part_people(reading, lexicon, spans))
    spans = list(part_holders(reading, lexicon, list(cut_portfolios(reading, spans, portfolios))))
    for first, last in [*portfolios.items(), *((first, last) for first, last, _ in reading.entities)]:
        if last - first > 1 or not _is_initialled(reading, first):  # "S.Poole", read as a date
            ground.take(first, last)
    for whole in found:
        ground.take(whole.title_first, whole.last)
    spans = part_series(reading, lexicon, join_called_after(ground, spans))
    spans = part_authors(reading, with_forms(reading, lexicon, repair_spans(ground, spans)))
    for span in _join(reading, lexicon, spans):
        span = _extend(ground, *_with_government(reading, *span))
        for first, last, label in _split(reading, lexicon, *span):
            name = trim_name(reading, lexicon, first, last, label)
            if name is not None and not ends_title(reading, lexicon, name):
                found.append(name)
                ground.take(name.title_first, name.first)
    found += find_short(ground, found)
    ends = set(portfolios.values())
    runs = [
        (first, last, "PERSON" if (first in ends and last - first > 1) or _is_initialled(reading, first) else "")
        for first, last in _capital_runs(ground, found)
    ]
    for first, last, label in repair_spans(ground, list(part_holders(reading, lexicon, runs))):
        name = trim_name(reading, lexicon, first, last, label)
        if name is not None:
            found.append(name)
    names = sorted(found + _find_initials(reading, found), key=lambda n: n.first)
    return _without_titles(reading, lexicon, part_deals(reading, names, lexicon))


def _without_titles(reading: Reading, lexicon: Lexicon, names: list[Name]) -> list[Name]:
    """The names without those that are but part of the title before the next: "Datin | Seri | Siti Poole"."""

    def is_part(name: Name, following: Name) -> bool:
        is_within = following.title_first <= name.first and name.last <= following.first
        return is_within and " ".join(name.words(reading)).lower() not in lexicon.place_names

    return [name for name, behind in pairwise([*names, names[-1]]) if not is_part(name, behind)] if names else names


def _without_overlap(names: list[Name]) -> list[Name]:
    """The names in text order, none that begins within the one before."""
    found: list[Name] = []
    for name in sorted(names, key=lambda name: name.first):
        if not found or found[-1].last <= name.first:
            found.append(name)
    return found


def _without_whole(names: list[Name], spans: list[Span3]) -> list[Span3]:
    """The spans that touch none of the names."""
    taken = {token for name in names for token in range(name.title_first, name.last)}
    return [span for span in spans if taken.isdisjoint(range(*span[:2]))] if taken else spans


def _find_initials(reading: Reading, names: list[Name]) -> list[Name]:
    """The words in capitals that are the letters of an organization named in the article, whatever they are read as."""
    bodies = (name.words(reading) for name in names if name.label == "ORG")
    letters = ("".join(word[0] for word in words if word[0].isupper()) for words in bodies)
    initials = {word for word in letters if len(word) >= FEWEST_INITIALS}
    places = [token for token, word in enumerate(reading.words) if word in initials]
    named = {token for name in names if places for token in range(name.first, name.last)}
    return [Name(token, token + 1, "ORG", token) for token in places if token not in named]


def _without_possessive(reading: Reading, lexicon: Lexicon, first: int, last: int, label: str) -> Span3:
    """A known place's span without the mark of a possessive: "South Korea | 's Trade Ministry"."""
    is_owner = last - first > 1 and reading.words[last - 1] in POSSESSIVES
    is_place = is_owner and " ".join(reading.words[first : last - 1]).lower() in lexicon.place_names
    return first, last - is_place, label


def _join(reading: Reading, lexicon: Lexicon, spans: list[Span3]) -> list[Span3]:
    """The spans with those made one that are parts of one name: a person's two words, a city and its team."""
    joined: list[Span3] = []
    for first, last, label in spans:
        if joined and _is_one(reading, lexicon, joined[-1], (first, last, label)):
            joined[-1] = (joined[-1][0], last, "PERSON" if joined[-1][2] == "PERSON" else label)
        else:
            joined.append((first, last, label))
    return [_before_title(reading, lexicon, span, right) for span, right in zip_longest(joined, joined[1:])]


def _before_title(reading: Reading, lexicon: Lexicon, span: Span3, right: Span3 | None) -> Span3:
    """The body of a span that runs into the title of the person after it ("Acme Director of Safety" Dana Poole)."""
    first, last, label = span
    if label in ("PERSON", "GPE", "NORP") or right is None or right[2] != "PERSON" or right[0] != last:
        return span
    cut = next((t for t in range(first + 1, last) if lexicon.is_title(reading.words[t])), None)
    return span if cut is None else (first, cut, "ORG")


def _is_one(reading: Reading, lexicon: Lexicon, left: Span3, right: Span3) -> bool:
    if left[1] < right[0] or reading.token_sentence[left[0]] != reading.token_sentence[right[0]]:
        return False
    if " ".join(reading.words[left[0] : right[1]]).lower() in lexicon.place_names:
        return True  # "Baja | California"
    if left[2] == right[2] == "PERSON" and _begins_name(reading, left, right, lexicon):
        return True
    if left[2] == "NORP" and right[2] == "PERSON":
        return _is_misread_given(reading, left, right, lexicon)
    if left[2] == "GPE" and right[2] == "ORG":
        return any(right[0] <= reading.heads[t] < right[1] for t in range(left[0], left[1]))
    last = left[1] - 1
    last_word = reading.words[last]
    titled = left[0] + 1 == last and lexicon.is_title(reading.words[left[0]])
    single = right[1] - right[0] == 1 and (left[0] == last or titled)
    given = left[2] == "PERSON" or lexicon.is_given_name(last_word)
    bound = reading.heads[last] == right[0] or reading.heads[right[0]] == last or left[2] == right[2] == "GPE"
    given = given and bound and reading.tags[right[0]] in NAME_TAGS
    return single and given and right[2] in ("PERSON", "GPE", "ORG") and last_word.lower() not in lexicon.place_names


def _is_misread_given(reading: Reading, left: Span3, right: Span3, lexicon: Lexicon) -> bool:
    """Whether a word that was read as a people's, and is none's, is a given name: "Tarki | Al-Orten"."""
    word, surname = reading.words[left[0]].lower(), reading.words[right[0]]
    is_people = any(word in known for known in (lexicon.place_names, lexicon.faiths, lexicon.parties))
    is_arabic = surname.partition("-")[0].lower() in lexicon.words["bound_article"] | {"al"} and surname[0].isupper()
    return left[1] == right[0] == left[0] + 1 and is_arabic and not is_people


def _begins_name(reading: Reading, left: Span3, right: Span3, lexicon: Lexicon) -> bool:
    """Whether a name goes on in the next: "Faith | Mc Poole", "Mariam bint Sultan | Al Noori", "Ana Paz | Ruiz"."""
    words, behind = reading.words[left[0] : left[1]], reading.words[right[0] : right[1]]
    is_single = len(words) == 1 and not lexicon.is_title(words[0])
    is_full = len(words) == FULL and len(behind) == 1 and lexicon.is_given_name(words[0])
    is_surname = is_full and reading.tags[right[0]] == "NNP" and behind[0].istitle()
    is_surname = is_surname and not (lexicon.is_title(behind[0]) or lexicon.is_given_name(behind[0]))
    return is_single or is_surname or not lexicon.words["patronymic"].isdisjoint(words)


def _with_government(reading: Reading, first: int, last: int, label: str) -> Span3:
    """A leader's name with the "administration" after it is a body, if there is one (not "a Poole administration")."""
    follows = last < len(reading) and reading.words[last].lower() == "administration"
    if not follows or label not in ("PERSON", "ORG", "GPE"):
        return first, last, label
    imagined = first > 0 and reading.words[first - 1].lower() == "a" and reading.deps[last] != "compound"
    return (first, last, label) if imagined else (first, last + 1, "ORG")


def _extend(ground: Ground, first: int, last: int, label: str) -> Span3:
    """The span with the capitalised words beside it that belong to the same noun phrase, titles left alone."""
    reading, lexicon, covered = ground
    words = reading.words
    while last < len(reading) and _belongs(reading, covered, last, first, last) and not lexicon.is_title(words[last]):
        if label == "PERSON" and reading.tags[last] == "NNPS":
            break  # what is called after a person: "the Poole Papers"
        if label == "ORG" and lexicon.is_given_name(words[last]) and ends_seat(reading, lexicon, last - 1):
            break  # "head of Orten Growers' Union | Dana" before "Poole"
        covered[last] = 1
        last += 1
    while first > 0 and _belongs(reading, covered, first - 1, first, last):
        if lexicon.is_title(words[first - 1]) or (label == "PERSON" and _is_no_given(words[first - 1], lexicon)):
            break
        if label == "PERSON" and ends_seat(reading, lexicon, first - 1):
            break
        first -= 1
        covered[first] = 1
    if label == "PERSON":
        first, last = _over_misread(ground, first, last)
        first -= _is_before_binder(ground, first)
    first, last, label = _from_front(ground, first, last, label)
    first, last, label = over_particles(ground, (first, last, label), {})
    ground.take(first, last)
    return first, last, label


def _over_misread(ground: Ground, first: int, last: int) -> tuple[int, int]:
    """A person's name with a word read as another beside it: "Per | Holte", "Beth | Sallow", "CEO | Do | Kwon"."""
    words, lexicon = ground.reading.words, ground.lexicon
    last += 2 * _is_bound(ground, first, last)
    if last - first > 1:
        return first - _is_behind_title(ground, first - 1), last
    if lexicon.is_given_name(words[first]) and _is_plain(ground, last, last - 1) and not _is_titled(words, last + 1):
        return first, last + 1
    is_known = first > 1 and lexicon.is_given_name(words[first - 1]) and words[first - 2].islower()
    is_read_so = is_known and _is_plain(ground, first - 1, first - 2, MISREAD | {"IN"})
    return first - (is_read_so or _is_behind_title(ground, first - 1)), last


def _is_bound(ground: Ground, first: int, last: int) -> bool:
    """Whether an apostrophe binds a surname to a name, as in East Africa: "Peter Ochieng’ | Odera".

    It is glued to the name, which no plural ends, and closes no quotation.
    """
    reading = ground.reading
    words = reading.words
    if last + 1 >= len(words) or words[last] not in APOSTROPHES or ground.taken[last + 1]:
        return False
    start = reading.sentences[reading.token_sentence[first]][0]
    is_open = not SINGLE_MARKS.isdisjoint(words[start:first])
    is_glued = reading.ends[last - 1] == reading.starts[last] < reading.starts[last + 1] - 1
    is_plural = words[last - 1][-1] in "sxz"
    return is_glued and not is_open and not is_plural and reading.tags[last + 1] == "NNP" and words[last + 1].istitle()


def _is_titled(words: list[str], token: int) -> bool:
    """Whether a word has a capital, as all have in some headlines."""
    return token < len(words) and words[token][0].isupper()


def _is_plain(ground: Ground, token: int, beside: int, tags: frozenset[str] = MISREAD) -> bool:
    """Whether a word is capitalised as names are, has one of the tags, is no title, and stands in the same sentence."""
    reading = ground.reading
    if token >= len(reading) or ground.taken[token] or reading.tags[token] not in tags:
        return False
    word, is_same = reading.words[token], reading.token_sentence[token] == reading.token_sentence[beside]
    return is_same and word.istitle() and word.isalpha() and not ground.lexicon.is_title(word)


def _from_front(ground: Ground, first: int, last: int, label: str) -> Span3:
    """The span of whom somebody works for, with the words before it: "Transparency | Orten researcher Dana Poole"."""
    reading, floor = ground.reading, ground.bounds(first)[0]
    if not has_staff(reading, last, ground.lexicon):
        return first, last, label
    begin = first
    while begin > floor and not ground.taken[begin - 1] and _is_front(ground, begin - 1):
        begin -= 1
    return (first, last, label) if begin == first else (begin, last, "ORG")


def _is_front(ground: Ground, token: int) -> bool:
    """Whether a word before a name is a proper noun in capitals and no title."""
    word = ground.reading.words[token]
    return word[0].isupper() and ground.reading.tags[token] in NAME_TAGS and not ground.lexicon.is_title(word)


def _is_behind_title(ground: Ground, token: int) -> bool:
    """Whether a word before somebody's name is part of it, as a title stands before: "CEO | Do | Kwon"."""
    words = ground.reading.words
    if token < 1 or ground.taken[token - 1] or words[token].lower() in DETERMINERS:
        return False
    title = ground.lexicon.title_of((words[token - 1],))
    return title is not None and title.sort in ("office", "job") and _is_plain(ground, token, token - 1)


def _is_before_binder(ground: Ground, first: int) -> bool:
    """Whether a given name stands before what a reader saw alone: "Faith | Mc Poole", "Ma. | Teresa Poole".

    Or before a surname with a particle: "Lerato | van der Poole".
    """
    words, lexicon = ground.reading.words, ground.lexicon
    is_short = words[first - 1].rstrip(".").lower() in lexicon.words["short_given"] and words[first - 1].endswith(".")
    if first == ground.bounds(first)[0]:
        return False
    is_given = lexicon.is_given_name(words[first - 1]) or first - 1 in ground.reading.strange
    if lexicon.begins_surname(words[first]) and is_given:
        return _is_plain(ground, first - 1, first, MISREAD | NAME_TAGS)
    is_bound = lexicon.is_binder(words[first]) or is_short
    return is_bound and not ground.taken[first - 1] and _is_front(ground, first - 1)


def _is_no_given(word: str, lexicon: Lexicon) -> bool:
    """Whether a word before a person's name tells what the person is: "Justices", "Scots"."""
    return lexicon.is_plural_title(word) or lexicon.place_names.get(word.lower()) == "nationality"


def _belongs(reading: Reading, covered: bytearray, token: int, first: int, last: int) -> bool:
    if covered[token] or reading.tags[token] not in NAME_TAGS or not reading.words[token][0].isupper():
        return False
    if reading.token_sentence[token] != reading.token_sentence[first]:
        return False
    head = reading.heads[token]
    if first <= head < last and reading.deps[token] in ("compound", "flat", "nmod"):
        return True
    return any(reading.heads[t] == token and reading.deps[t] in ("compound", "flat") for t in (first, last - 1))


def _split(reading: Reading, lexicon: Lexicon, first: int, last: int, label: str) -> list[Span3]:
    """The parts of a span that runs over brackets, or over a lower-case word that no person's name has."""
    cuts = [first - 1]
    for token in range(first + 1, last - 1):
        word = reading.words[token]
        epithet = word == "the" and is_epithet(reading, lexicon, token + 1)
        origin = word == "of" and last - first == ORIGIN and lexicon.is_given_name(reading.words[first])
        origin = origin or (word == "of" and is_rank(reading, lexicon, token - 1))
        is_bound = reading.words[token - 1] in HYPHENS and word not in lexicon.words["compound_end"]  # "Ji-hoon"
        is_bound = is_bound or (word in lexicon.words["bound_article"] and reading.words[token + 1] in HYPHENS)
        is_verb = label == "ORG" and word.islower() and reading.tags[token] in ("VBD", "VBZ", "MD")
        is_sum = reading.tags[token] == "$" and reading.tags[token + 1] == "CD"  # "fined the group Acme | $4 | million"
        if (
            is_verb
            or is_sum
            or (word in BREAKS and not _is_in_form(reading, token))
            or (label == "PERSON" and _is_no_name(word, lexicon) and not epithet and not origin and not is_bound)
        ):
            cuts.append(token)
    cuts.append(last)
    spans = [(a + 1, b, label) for a, b in pairwise(cuts) if a + 1 < b]
    # what stands after such a word ("Dana the Trader", "Dana — Acme") nobody saw as a person of its own
    return [(a, b, "" if a > first and reading.words[a - 1] in ("the", "—") else kind) for a, b, kind in spans]


def _is_in_form(reading: Reading, token: int) -> bool:
    """Whether a stroke stands between the letters of a legal form: "Orvane A/S"."""
    letters = (reading.words[token - 1], reading.words[token + 1])
    return reading.words[token] == "/" and all(len(word) == 1 and word.isupper() for word in letters)


def _is_no_name(word: str, lexicon: Lexicon) -> bool:
    return word.islower() and word.isalpha() and len(word) > 1 and not lexicon.is_particle(word)


def _is_initialled(reading: Reading, token: int) -> bool:
    """Whether a word is a name with its initial glued to it: "S.Poole"."""
    word = reading.words[token]
    return word[1:2] == "." and INITIALLED.match(word) is not None


def _capital_runs(ground: Ground, names: list[Name]) -> list[tuple[int, int]]:
    """Runs of capitalised proper nouns that no span covers, particles and the "of" of a rank included.

    What is no word of English begins one whatever the reader took it for: "Kudu is under investigation".
    """
    reading, lexicon, covered = ground
    runs = []
    token, end = 0, len(reading)
    words, tags = reading.words, reading.tags
    strangers = find_strange(reading, lexicon, names)
    while token < end:
        is_name = tags[token] in NAME_TAGS or token in strangers or _is_initialled(reading, token)
        if covered[token] or not is_name or not words[token][0].isupper():
            token += 1
            continue
        first, last = token, token + 1
        sentence = reading.token_sentence[token]
        while last < end and not covered[last] and reading.token_sentence[last] == sentence:
            if tags[last] in NAME_TAGS and words[last][0].isupper():
                last += 1
            elif last + 1 == end or tags[last + 1] not in NAME_TAGS or covered[last + 1]:
                break
            elif lexicon.is_particle(words[last]) or is_rank(reading, lexicon, last - 1):
                last += 2
            else:
                break
        runs.append((first, last))
        token = last
    return runs
