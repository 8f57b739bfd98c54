"""Where titles stand in an article, and the names beside them by token."""

from __future__ import annotations

from dataclasses import dataclass

from transforms.grammar import HYPHENS
from transforms.lexicon import LONGEST_TITLE, Lexicon, Title
from transforms.names.portfolios import INTRODUCING, find_portfolios
from transforms.reading.reading import Reading
from transforms.records import ArticleEntities, Mention
from transforms.roles.owners import Topics, only

MODIFIER_TAGS = frozenset(("NN", "NNS", "NNP", "NNPS", "JJ", "VBG", "VBN", "HYPH"))
FIELD_TAGS = frozenset(("NNP", "NNPS", "NN", "NNS", "JJ"))  # of what an office is for
FORMER_REACH = 4  # words and names before a title, of which "former" may be one
REACH_BACK = 80  # words looked at before "its", or in a clause, for a body: bounds the work on endless sentences


@dataclass(frozen=True, slots=True)
class TitlePhrase:
    """Words of a role: tokens first to last, half open, the head's place, and what the head says."""

    first: int
    last: int
    head: int
    title: Title


class TitleReader:
    """A reading with its name mentions by token, and the titles among its words."""

    def __init__(self, reading: Reading, entities: ArticleEntities, lexicon: Lexicon) -> None:
        self.reading = reading
        self.entities = entities.entities
        self.lexicon = lexicon
        self.owner: dict[int, Mention] = {}
        self.bounds: dict[int, tuple[int, int]] = {}  # mention's start in the text to its tokens
        self.described: dict[int, int] = {}  # last token of a description ("the group") to the body it means
        self._by_word: dict[str, list[tuple[int, int]]] = {}  # words of bodies' names, where they stand, the bodies
        known = lexicon.words
        nouns = (known["any_business"] | frozenset(lexicon.collectives)) - known["public_body"]
        self.topics = Topics(reading, nouns | known["party_word"])
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
        found = find_portfolios(reading, lexicon)  # what offices are for: first token to the end
        self.fields = {first: end for first, end in found.items() if not self._is_in_body(first, end)}
        self.field_before = {end: first for first, end in self.fields.items()}
        behind = (range(*field) for field in self.fields.items() if reading.words[field[0] - 1] in INTRODUCING)
        self.field_behind = {token for field in behind for token in field}  # of an office: "Minister of | Mines"

    def sentence_end(self, token: int) -> int:
        """One past the last token of the token's sentence."""
        return self.reading.sentences[self.reading.token_sentence[token]][1]

    def sentence_start(self, token: int) -> int:
        """The first token of the token's sentence; a sentence that is but "Sens." belongs to the next.

        So does one that is cut behind a title: "A bench led by Justice | Dana Poole said".
        """
        number = self.reading.token_sentence[token]
        first, _ = self.reading.sentences[number]
        before = self.reading.sentences[number - 1][0] if number else first
        if number and first - before > 1 and self.reading.words[first - 1][0].isupper():
            is_same = self.reading.token_segment[first] == self.reading.token_segment[first - 1]
            return before if is_same and self.lexicon.is_title(self.reading.words[first - 1]) else first
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
                glued = self._end_of_glued(first, last, limit)
                if glued > last:
                    return TitlePhrase(first, glued, last - 1, title)
                bound = last + 2 if self.lexicon.before_suffix(self.reading.words, last + 2) == last else last
                return TitlePhrase(first, bound if bound <= limit else last, last - 1, title)
        return None

    def _end_of_glued(self, first: int, last: int, limit: int) -> int:
        """Where a title ends whose words hyphens bind: "editor|-in-chief"; else where it ended."""
        words, end = self.reading.words, last
        while end + 1 < limit and words[end] in HYPHENS and self.reading.starts[end] == self.reading.ends[end - 1]:
            end += 2
            if "".join(words[first:end]).lower() in self.lexicon.titles:
                return end
        return last

    def title_before(self, last: int, floor: int) -> TitlePhrase | None:
        """The longest title that ends right before a token."""
        end = last - 1 if last - 1 > floor and self.reading.words[last - 1] == "." else last
        end = self.lexicon.before_suffix(self.reading.words, end)
        glued = self._glued_before(end, floor)
        if glued is not None:
            return TitlePhrase(glued[0], last, end - 1, glued[1])
        if end <= floor or not self.lexicon.is_title_end(self.reading.words[end - 1]):
            return None
        for first in range(max(floor, end - LONGEST_TITLE), end):
            title = self._title(first, end)
            if title is not None:
                return TitlePhrase(first, last, end - 1, title)
        return None

    def _glued_before(self, end: int, floor: int) -> tuple[int, Title] | None:
        """Where a title begins whose words hyphens bind and that ends before a token: "editor-in-chief"."""
        if end - 2 <= floor or self.reading.words[end - 2] not in HYPHENS:
            return None
        first = self.reading.hyphenated_from(end - 1, floor)
        title = self.lexicon.titles.get("".join(self.reading.words[first:end]).lower())
        return None if title is None else (first, title)

    def long_title_before(self, last: int, floor: int) -> TitlePhrase | None:
        """A title with "of" that ends right before a token: "Director of Road Safety" before a name."""
        reading = self.reading
        token = last - 1
        while token > max(floor, last - LONGEST_TITLE) and reading.tags[token] in FIELD_TAGS:
            if self._is_body(token):
                return None  # "Chief Executive of | Acme"
            token -= 1
        if token == last - 1 or token <= floor or reading.words[token].lower() not in ("of", "for"):
            return None
        phrase = self.title_before(token, floor)
        if phrase is None or not (reading.words[phrase.first][0].isupper() or self._is_of_work(phrase, token, last)):
            return None
        return TitlePhrase(phrase.first, last, phrase.head, phrase.title)

    def plural_title(self, last: int, floor: int) -> TitlePhrase | None:
        """The title of several people that ends right before a token: "judges"."""
        if last - 1 < floor or self.reading.tags[last - 1] not in ("NNS", "NNPS"):
            return None
        for first in range(max(floor, last - LONGEST_TITLE), last):
            texts = [word.rstrip(".") for word in self.reading.words[first:last]]
            if not texts[-1].endswith("s"):
                return None
            title = self.lexicon.title_of([*texts[:-1], texts[-1].removesuffix("s")])
            if title is not None and title.sort in ("office", "job"):
                return TitlePhrase(first, last, last - 1, title)
        return None

    def _is_of_work(self, phrase: TitlePhrase, link: int, last: int) -> bool:
        """Whether a post and what it is for stand in small letters: "head of rugby"; not "the owner of racehorse"."""
        words = self.reading.words
        is_head = words[phrase.head].lower() in self.lexicon.words["work_head"]
        small = range(phrase.first, last)
        return (
            is_head
            and all(words[t].islower() and t not in self.owner for t in small)
            and not self.title_before(last, link)
        )

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
            if self._ends_office(first, floor):
                break
            first -= 1
        return TitlePhrase(self._whole_words(first, phrase.first), phrase.last, phrase.head, phrase.title)

    def _ends_office(self, last: int, floor: int) -> bool:
        """Whether an office with "of" ends before a token: "Chief of Defence Staff | General"."""
        other = self.title_before(last, floor)
        return other is not None and "of" in self.reading.words[other.first : last]

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
        is_opening = token == self.sentence_start(token) or reading.words[token - 1] == ","
        if tag == "VBN" and is_opening and reading.lemmas[token].lower() in self.lexicon.words["appointing_verb"]:
            return False  # "Dana Poole, elected | mayor of Fenwick"
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
        floor, token, looked = self.sentence_start(phrase.first), phrase.head - 1, phrase.first - phrase.head
        while token >= floor and looked < FORMER_REACH:
            word = self.reading.words[token].lower()
            if word in self.lexicon.words["former"] or word.startswith("ex-"):
                return True
            if self.reading.tags[token] not in MODIFIER_TAGS and token not in self.owner:
                return False
            token = self.bounds[self.owner[token].start][0] - 1 if token in self.owner else token - 1
            looked += 1
        return False

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

    def _is_in_body(self, first: int, last: int) -> bool:
        """Whether a name that begins at a token is a party's, or goes on: "head of | Civil Rights | Watch"."""
        if not self._is_body(first):
            return False
        mention = self.owner[first]
        is_party = self.reading.text[mention.start : mention.end].lower() in self.lexicon.parties
        return is_party or self.bounds[mention.start][1] > last

    def is_short_form(self, token: int) -> bool:
        """Whether letters in brackets stand at a token, behind the name that they are short for: "(HHO)"."""
        spelt = self.reading.words[token : token + 3]
        is_short = len(spelt) == 3 and spelt[0] == "(" and spelt[2] == ")" and spelt[1].isupper()
        return is_short and self._is_body(token - 1 - (self.reading.tags[token - 1] == "POS"))

    def end_of_body(self, token: int) -> int:
        """The end of the body's name that holds the token, else of the token: "Bank of Harland" for "Bank"."""
        if not self._is_body(token):
            return token + 1
        end = token + 1
        while self.owner.get(end) is self.owner[token]:
            end += 1
        return end

    def body_at(self, token: int) -> int | None:
        """The body whose name or description ends at a token, or whose name holds it."""
        return self.owner[token].entity if self._is_body(token) else self.described.get(token)

    def is_called_body(self, entity: int) -> bool:
        """Whether a word of an organization's names says that it is one: "Orten Council", not "Orten South"."""
        kinds = self.lexicon.name_words
        return any(
            kinds.get(word.lower()) == "organization" for name in self.entities[entity].names for word in name.split()
        )

    def is_person(self, token: int) -> bool:
        """Whether a token belongs to a person's name."""
        return token in self.owner and self.owner[token].kind == "person"
