"""The words of a role and the body it is held at: "senior director of harbour policy at the Fenwick Center"."""

from __future__ import annotations

from dataclasses import dataclass

from transforms.grammar import HYPHENS
from transforms.lexicon import LONGEST_TITLE, Lexicon, Title
from transforms.names.portfolios import INTRODUCING, find_portfolios
from transforms.reading.reading import Reading
from transforms.records import ArticleEntities, Mention
from transforms.roles.owners import Topics, only, owner_of_its

PREPOSITIONS = frozenset(("of", "at", "for", "with", "to", "in", "from", "on", "and"))
NARROWING = frozenset(("of", "for", "to", "in", "on"))  # say what the work is; "at" and "from" say where
MODIFIER_TAGS = frozenset(("NN", "NNS", "NNP", "NNPS", "JJ", "VBG", "VBN", "HYPH"))
BRIDGE_TAGS = MODIFIER_TAGS | {"DT", "PRP$", "POS", "JJS", "RB", "CD", "``", "''"}
FIELD_TAGS = frozenset(("NNP", "NNPS", "NN", "NNS", "JJ"))  # of what an office is for
NOUN_TAGS = frozenset(("NN", "NNS", "NNP", "NNPS"))
DATED = frozenset(("NNP", "CD"))  # tags of "in June" and "in 2011"
WHENCE = frozenset(("of", "from"))  # behind a holder's name and before the body
WHERE = frozenset(("at", "with"))  # the same where somebody works; an office's holder may be but a guest there
CLOSING = frozenset(("”", '"', "''", ")", "’"))  # behind a shorter name of the same organization
REACH_BACK = 80  # words looked at before "its", or in a clause, for a body: bounds the work on endless sentences
REACH = 9  # words between a preposition and the body it introduces


@dataclass(frozen=True, slots=True)
class TitlePhrase:
    """Words of a role: tokens first to last, half open, the head's place, and what the head says."""

    first: int
    last: int
    head: int
    title: Title


class Words:
    """A reading with its name mentions by token."""

    def __init__(self, reading: Reading, entities: ArticleEntities, lexicon: Lexicon) -> None:
        self.reading = reading
        self.entities = entities.entities
        self.lexicon = lexicon
        self.owner: dict[int, Mention] = {}
        self.bounds: dict[int, tuple[int, int]] = {}  # mention's start in the text to its tokens
        self.described: dict[int, int] = {}  # last token of a description ("the group") to the body it means
        self._by_word: dict[str, list[tuple[int, int]]] = {}  # words of bodies' names, where they stand, the bodies
        self.topics = Topics(reading)
        self.fields = find_portfolios(reading, lexicon)  # what offices are for: first token to the end
        self.field_before = {end: first for first, end in self.fields.items()}
        behind = (range(*field) for field in self.fields.items() if reading.words[field[0] - 1] in INTRODUCING)
        self.field_behind = {token for field in behind for token in field}  # of an office: "Minister of | Mines"
        for mention in entities.mentions:
            if mention.form == "nominal" and mention.kind == "organization":
                self.described[reading.tokens_in(mention.start, mention.end)[1] - 1] = mention.entity
            if mention.form == "name":
                first, last = reading.tokens_in(mention.start, mention.end)
                self.bounds[mention.start] = (first, last)
                for token in range(first, last):
                    self.owner[token] = mention
                    if mention.kind == "organization" and last - first > 1:
                        self._by_word.setdefault(reading.words[token].lower(), []).append((token, mention.entity))

    def sentence_end(self, token: int) -> int:
        """One past the last token of the token's sentence."""
        return self.reading.sentences[self.reading.token_sentence[token]][1]

    def sentence_start(self, token: int) -> int:
        """The first token of the token's sentence; a sentence that is but "Sens." belongs to the next."""
        number = self.reading.token_sentence[token]
        first, _ = self.reading.sentences[number]
        before = self.reading.sentences[number - 1][0] if number else first
        abbreviated = first - before == 2 and self.reading.words[first - 1] == "."
        return before if abbreviated and self.lexicon.is_title(self.reading.words[before]) else first

    def title_at(self, first: int, limit: int) -> TitlePhrase | None:
        """The longest title that begins at a token."""
        if self.reading.words[first].lower().rstrip(".") not in self.lexicon.title_starts:
            return None
        for last in range(min(first + LONGEST_TITLE, limit), first, -1):
            is_owner = last < limit and last - first > 1 and self.reading.tags[last] == "POS"  # "head of Acme's"
            title = None if is_owner else self._title(first, last)
            if title is not None:
                bound = last + 2 if self.lexicon.before_suffix(self.reading.words, last + 2) == last else last
                return TitlePhrase(first, bound if bound <= limit else last, last - 1, title)
        return None

    def title_before(self, last: int, floor: int) -> TitlePhrase | None:
        """The longest title that ends right before a token."""
        end = last - 1 if last - 1 > floor and self.reading.words[last - 1] == "." else last
        end = self.lexicon.before_suffix(self.reading.words, end)
        if end <= floor or not self.lexicon.is_title_end(self.reading.words[end - 1]):
            return None
        for first in range(max(floor, end - LONGEST_TITLE), end):
            title = self._title(first, end)
            if title is not None:
                return TitlePhrase(first, last, end - 1, title)
        return None

    def long_title_before(self, last: int, floor: int) -> TitlePhrase | None:
        """A title with "of" that ends right before a token: "Director of Road Safety" before a name."""
        reading = self.reading
        token = last - 1
        while token > max(floor, last - LONGEST_TITLE) and reading.tags[token] in FIELD_TAGS:
            token -= 1
        if token == last - 1 or token <= floor or reading.words[token].lower() not in ("of", "for"):
            return None
        phrase = self.title_before(token, floor)
        if phrase is None or not reading.words[phrase.first][0].isupper():
            return None
        return TitlePhrase(phrase.first, last, phrase.head, phrase.title)

    def bodies_with(self, word: str, before: int) -> set[int]:
        """The bodies named before a token of whose names the word is one."""
        return {entity for token, entity in self._by_word.get(word, ()) if token < before}

    def bodies_in(self, first: int, last: int) -> int | None:
        """The first body named among the tokens; no more than REACH_BACK of them are looked at."""
        for token in range(first, min(last, first + REACH_BACK)):
            mention = self.owner.get(token)
            if mention is not None and mention.kind == "organization":
                return mention.entity
        return None

    def only_body(self, token: int) -> int | None:
        """The body named in the sentence before a token, where it is the only one."""
        near = range(max(self.sentence_start(token), token - REACH_BACK), token)
        return only({self.owner[place].entity for place in near if self._is_body(place)})

    def _is_body(self, token: int) -> bool:
        return token in self.owner and self.owner[token].kind == "organization"

    def end_of_body(self, token: int) -> int:
        """The end of the body's name that holds the token, else of the token: "Bank of Harland" for "Bank"."""
        if not self._is_body(token):
            return token + 1
        end = token + 1
        while self.owner.get(end) is self.owner[token]:
            end += 1
        return end

    def _title(self, first: int, last: int) -> Title | None:
        words, tag = self.reading.words[first:last], self.reading.tags[first]
        title = self.lexicon.title_of(words)
        if (
            title is None
            or title.sort == "honorific"
            or (len(words) > 1 and self.reading.tags[last : last + 1] == ["POS"])
        ):
            return None  # "a member of Parliament's committee"
        is_verb = len(words) == 1 and tag in ("VB", "VBD", "VBZ", "JJR") and words[0].lower() != "chair"
        return None if is_verb else title

    def widen(self, phrase: TitlePhrase, floor: int) -> TitlePhrase:
        """The title with the words before it that narrow it ("home affairs spokesman"), names left out."""
        first = phrase.first
        named = phrase.title.sort == "office" and self.reading.words[first][0].isupper()
        while first > floor and self._narrows(first - 1):
            if (
                named
                and self.reading.words[first - 1].islower()
                and self.reading.words[first - 1] not in self.lexicon.words["rank"]
            ):
                break
            first -= 1
        return TitlePhrase(self._whole_words(first, phrase.first), phrase.last, phrase.head, phrase.title)

    def _narrows(self, token: int) -> bool:
        """Whether a word before a title can be part of it."""
        reading = self.reading
        tag, word = reading.tags[token], reading.words[token].lower()
        if (
            token in self.owner
            or token in self.field_behind
            or word in self.lexicon.words["former"]
            or word == "fellow"
            or word in self.lexicon.words["style"]
            or self.lexicon.place_names.get(word) == "nationality"
        ):
            return False
        if tag in ("VBG", "VBN"):  # "managing editor", but not "including President"
            return reading.deps[token] in ("amod", "compound", "nmod")
        return tag in MODIFIER_TAGS or (tag == "CD" and reading.tags[token + 1] == "HYPH")

    def _whole_words(self, first: int, limit: int) -> int:
        """The first token without a word cut at its hyphen ("then|-Sen.", "Acme Prize|-winning") and without an age."""
        words, tags = self.reading.words, self.reading.tags
        while first < limit and (tags[first] == "HYPH" or words[first] in HYPHENS):
            first += 1 if words[first - 1].lower() in self.lexicon.words["former"] else 2
        if [word.lower() for word in words[first + 1 : first + 5]] == ["-", "year", "-", "old"]:
            first += 5
        return min(first, limit)

    def is_former(self, phrase: TitlePhrase) -> bool:
        """Whether the words say that the role is past."""
        first = max(self.sentence_start(phrase.first), phrase.first - 4)
        for token in range(phrase.head - 1, first - 1, -1):
            word = self.reading.words[token].lower()
            if word in self.lexicon.words["former"] or word.startswith("ex-"):
                return True
            if self.reading.tags[token] not in MODIFIER_TAGS and token not in self.owner:
                return False
        return False

    def body_before(self, phrase: TitlePhrase) -> int | None:
        """The body named right before a title: "Acme spokesman", "Acme's head", "its head", "the bank's head"."""
        token = phrase.first - 1
        floor = self.sentence_start(phrase.first)
        while token >= floor and token not in self.owner and self._is_aside(token):
            token -= 1
        if token < floor:
            return None
        if self.reading.words[token].lower() == "its":
            return self._owner_of_its(token, floor, phrase)
        if self._is_possessive(token):
            token -= 1
        mention = self.owner.get(token)
        return self._body(self.described.get(token) if mention is None else mention.entity, phrase)

    def body_behind(self, last: int, phrase: TitlePhrase) -> int | None:
        """The body of which the holder of a title is, right behind the name: "Pastor Dana Poole of Orten Chapel"."""
        limit = self.sentence_end(last - 1)
        link = last + (last < limit and self.reading.words[last] == ",")
        wanted = WHENCE if phrase.title.sort == "office" else WHENCE | WHERE
        is_linked = link + 1 < limit and self.reading.words[link] in wanted
        return None if not is_linked else self._body(self.body_after(link + 1, limit)[0], phrase)

    def _owner_of_its(self, token: int, floor: int, phrase: TitlePhrase) -> int | None:
        """The body that "its" means; none beside a country, which has ministers, or of a work."""
        near = range(max(floor, token - REACH_BACK), token)
        places = any(place in self.owner and self.owner[place].kind == "place" for place in near)
        if places or self.reading.words[phrase.head].lower() in self.lexicon.words["author"]:
            return None
        return owner_of_its(self.topics, token, self.body_at)

    def body_at(self, token: int) -> int | None:
        """The body whose name or description ends at a token, or whose name holds it."""
        return self.owner[token].entity if self._is_body(token) else self.described.get(token)

    def _is_aside(self, token: int) -> bool:
        """Whether a word between a body and a title tells nothing of the two: "former", an age."""
        word = self.reading.words[token].lower()
        is_time = word in self.lexicon.words["former"] or word in ("year", "old")
        return is_time or word in CLOSING or self.reading.tags[token] in ("HYPH", "CD")

    def _is_possessive(self, token: int) -> bool:
        """Whether a token is the mark of a possessive; the tagger takes that of "Lakes' head" for a quotation mark."""
        alone = self.reading.words[token] in ("'", "’") and token - 1 in self.owner
        return self.reading.tags[token] == "POS" or (alone and self.reading.words[token - 1].endswith("s"))

    def _body(self, entity: int | None, phrase: TitlePhrase) -> int | None:
        """The entity where it is a body at which the title can be held."""
        if entity is None or self.entities[entity].kind not in ("organization", "group"):
            return None
        if self.entities[entity].kind == "organization" and not self._is_party(entity):
            return entity
        # A party has a leader; its senators and candidates hold no post in it, and a nationality is no party
        party = self.entities[entity].kind == "organization" or self.entities[entity].country_code is None
        return entity if party and self.reading.words[phrase.head].lower() in self.lexicon.words["party_post"] else None

    def _is_party(self, entity: int) -> bool:
        names = {name.lower() for name in self.entities[entity].names}
        if names & self.lexicon.parties:
            return True
        return any(word in self.lexicon.words["party_word"] for name in names for word in name.split())

    def follow(self, phrase: TitlePhrase) -> tuple[TitlePhrase, int | None]:
        """The title with what narrows it after it, and the body: "director | of policy | at the Fenwick Center"."""
        limit = self.sentence_end(phrase.first)
        last = at = self._longest(phrase, limit)
        words, body = self.reading.words, None
        last = at = self._over_field(last)
        for _ in range(3):
            if at >= limit or words[at].lower() not in PREPOSITIONS:
                break
            if words[at].lower() == "and":
                second = self._second_title(at + 1, limit)
                if second is None:
                    break
                last = at = second
                continue
            body, end = self.body_after(at + 1, limit)
            if body is not None or any(self.is_person(token) for token in range(at + 1, end)):
                break
            last = self._narrowed(last, at, end)
            at = end
        return TitlePhrase(phrase.first, last, phrase.head, phrase.title), body

    def _over_field(self, last: int) -> int:
        """Where a title ends that goes on with what the office is for: "Minister | of Mines and Energy"."""
        starts = (last + 1, last + 2)  # behind "of" or "of the"
        return next((self.fields[first] for first in starts if first in self.fields), last)

    def _narrowed(self, last: int, preposition: int, end: int) -> int:
        """Where the title ends when a phrase follows it: "director | of policy", but not "lawyer | in Springfield"."""
        word = self.reading.words[preposition].lower()
        behind = range(preposition + 1, end)
        is_where = word == "in" and any(token in self.owner or self.reading.tags[token] in DATED for token in behind)
        if word not in NARROWING or is_where:
            return last
        while end > preposition + 1 and self.reading.tags[end - 1] not in NOUN_TAGS:
            end -= 1
        return end if end > preposition + 1 else last

    def is_person(self, token: int) -> bool:
        """Whether a token belongs to a person's name."""
        return token in self.owner and self.owner[token].kind == "person"

    def _longest(self, phrase: TitlePhrase, limit: int) -> int:
        """Where the title ends, "of State" included where the list of titles has it."""
        for first in range(phrase.first, phrase.head + 1):
            longer = self.title_at(first, limit)
            if longer is not None and longer.last > phrase.last:
                return longer.last
        return phrase.last

    def _second_title(self, first: int, limit: int) -> int | None:
        """Where a title right after "and" ends; None where it is another person's ("head and chairman Dana Poole")."""
        while first < limit - 1 and first not in self.owner and self.reading.tags[first] in MODIFIER_TAGS:
            if (
                self.title_at(first, limit) is not None
                or self.reading.words[first].lower() in self.lexicon.words["former"]
            ):
                break
            first += 1
        second = self.title_at(first, limit) if first < limit else None
        if second is None:
            return None
        last = second.last
        while last < limit and last not in self.owner and self.reading.tags[last] in NOUN_TAGS:
            last += 1
        is_title = self.lexicon.is_title_end(self.reading.words[last - 1])
        return last if is_title and not self.is_person(last) else None

    def body_after(self, first: int, limit: int) -> tuple[int | None, int]:
        """The first body in the noun phrase from a token on, and where the phrase ends."""
        reading = self.reading
        token = first
        while token < min(limit, first + REACH):
            mention = self.owner.get(token)
            if mention is None:
                if reading.tags[token] not in BRIDGE_TAGS or reading.deps[token] == "acl":  # a group | called ...
                    break
                if token in self.described:
                    apart = self._end_of_apart(token + 1, limit)
                    return (None, apart) if apart else (self.described[token], token + 1)
                token += 1
                continue
            last = self.bounds[mention.start][1]
            if self._is_body_name(mention, last) and not self._is_about(token, last, limit):
                apart = self._end_of_apart(last, limit)
                return (None, apart) if apart else (self._owned(mention, last, limit), last)
            token = last
        return None, token

    def _is_about(self, first: int, last: int, limit: int) -> bool:
        """Whether a body's name only says what sort of thing is meant: "an Acme subsidiary", "the Senate campaign"."""
        reading = self.reading
        if last >= limit or last in self.owner or reading.tags[last] not in NOUN_TAGS:
            return False
        return (
            reading.words[first - 1].lower() in ("a", "an")
            or reading.lemmas[last].lower() in self.lexicon.words["doing"]
        )

    def _is_body_name(self, mention: Mention, last: int) -> bool:
        """Whether a name is a body's, or a place's where people work ("the Wilson Center")."""
        house = mention.kind == "place" and self.lexicon.name_words.get(self.reading.words[last - 1].lower())
        return mention.kind == "organization" or house == "organization"

    def _owned(self, mention: Mention, last: int, limit: int) -> int:
        """For "Acme's parent company, Acme Holdings" the body after the comma, else the mention's own."""
        reading = self.reading
        if last >= limit or reading.tags[last] != "POS":
            return mention.entity
        for token in range(last + 1, min(limit, last + 5)):
            part = self.owner.get(token)
            if part is not None:  # "Parliament's Foreign Affairs Committee"
                return part.entity if part.kind == "organization" else mention.entity
            named = self.owner.get(token + 2) if self._is_collective(token) else None
            if named is not None and named.kind == "organization" and reading.words[token + 1] == ",":
                return named.entity
        return mention.entity

    def _end_of_apart(self, last: int, limit: int) -> int:
        """Where a body without a name ends that is no part of the named one, "the company's labour union"; else 0."""
        reading = self.reading
        if last >= limit or reading.tags[last] != "POS":
            return 0
        end = last + 1
        while end < min(limit, last + REACH) and end not in self.owner and reading.tags[end] in BRIDGE_TAGS:
            if reading.lemmas[end].lower() in self.lexicon.words["apart"]:
                return 0 if end + 1 in self.owner else end + 1
            end += 1
        return 0

    def _is_collective(self, token: int) -> bool:
        return self.reading.words[token].lower() in self.lexicon.words["collective"]
