"""The words of a role and the body it is held at: "senior director of economic policy at the Fenwick Center"."""

from __future__ import annotations

from dataclasses import dataclass

from transforms.lexicon import LONGEST_TITLE, Lexicon, Title
from transforms.reading import Reading
from transforms.records import ArticleEntities, Mention

PREPOSITIONS = frozenset(("of", "at", "for", "with", "to", "in", "from", "on", "and"))
MODIFIER_TAGS = frozenset(("NN", "NNS", "NNP", "NNPS", "JJ", "VBG", "VBN", "HYPH"))
BRIDGE_TAGS = MODIFIER_TAGS | {"DT", "PRP$", "POS", "JJS", "RB", "CD", "``", "''"}
FORMER = frozenset(("former", "ex", "ex-", "late", "onetime", "one-time", "retired", "then", "outgoing", "previous"))
PARTY_ROLES = frozenset(
    ("leader", "spokesman", "spokeswoman", "spokesperson", "chairman", "chairwoman", "chair", "boss", "whip",
     "secretary", "treasurer")
)  # fmt: skip
COLLECTIVE_END = frozenset(("company", "firm", "group", "organization", "unit", "owner"))
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
        for mention in entities.mentions:
            if mention.form == "name":
                first, last = reading.tokens_in(mention.start, mention.end)
                self.bounds[mention.start] = (first, last)
                for token in range(first, last):
                    self.owner[token] = mention

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
            title = self._title(first, last)
            if title is not None:
                return TitlePhrase(first, last, last - 1, title)
        return None

    def title_before(self, last: int, floor: int) -> TitlePhrase | None:
        """The longest title that ends right before a token."""
        if last - 1 > floor and self.reading.words[last - 1] == ".":
            found = self.title_before(last - 1, floor)
            return found and TitlePhrase(found.first, last, found.head, found.title)
        if last <= floor or not self.lexicon.is_title_end(self.reading.words[last - 1]):
            return None
        for first in range(max(floor, last - LONGEST_TITLE), last):
            title = self._title(first, last)
            if title is not None:
                return TitlePhrase(first, last, last - 1, title)
        return None

    def long_title_before(self, last: int, floor: int) -> TitlePhrase | None:
        """A title with "of" that ends right before a token: "Director of Road Safety" before a name."""
        reading = self.reading
        token = last - 1
        while token > max(floor, last - LONGEST_TITLE) and reading.tags[token] in ("NNP", "NNPS"):
            token -= 1
        if token == last - 1 or token <= floor or reading.words[token].lower() not in ("of", "for"):
            return None
        phrase = self.title_before(token, floor)
        if phrase is None or not reading.words[phrase.first][0].isupper():
            return None
        return TitlePhrase(phrase.first, last, phrase.head, phrase.title)

    def skip_honorific(self, place: int, floor: int) -> int:
        """Where the words before a name begin when "Mr." or "Lord" is left out."""
        while place > floor:
            title = self.lexicon.titles.get(self.reading.words[place - 1].lower().rstrip("."))
            if title is None or title.sort != "honorific":
                break
            place -= 1
        return place

    def bodies_in(self, first: int, last: int) -> int | None:
        """The first body named among the tokens."""
        for token in range(first, last):
            mention = self.owner.get(token)
            if mention is not None and mention.kind == "organization":
                return mention.entity
        return None

    def only_body(self, token: int) -> int | None:
        """The body named in the sentence before a token, where it is the only one."""
        found = {self.owner[t].entity for t in range(self.sentence_start(token), token) if self._is_body(t)}
        return found.pop() if len(found) == 1 else None

    def _is_body(self, token: int) -> bool:
        return token in self.owner and self.owner[token].kind == "organization"

    def _title(self, first: int, last: int) -> Title | None:
        phrase = " ".join(word.rstrip(".") for word in self.reading.words[first:last]).lower()
        title = self.lexicon.titles.get(phrase)
        return None if title is None or title.sort == "honorific" else title

    def widen(self, phrase: TitlePhrase, floor: int) -> TitlePhrase:
        """The title with the words before it that narrow it ("home affairs spokesman"), names left out."""
        first = phrase.first
        reading = self.reading
        while first > floor and reading.tags[first - 1] in MODIFIER_TAGS and first - 1 not in self.owner:
            word = reading.words[first - 1].lower()
            if word in FORMER or self.lexicon.place_names.get(word) == "nationality":
                break
            first -= 1
        return TitlePhrase(first, phrase.last, phrase.head, phrase.title)

    def is_former(self, phrase: TitlePhrase) -> bool:
        """Whether the words say that the role is past."""
        first = max(self.sentence_start(phrase.first), phrase.first - 4)
        for token in range(phrase.head - 1, first - 1, -1):
            word = self.reading.words[token].lower()
            if word in FORMER or word.startswith("ex-"):
                return True
            if self.reading.tags[token] not in MODIFIER_TAGS and token not in self.owner:
                return False
        return False

    def body_before(self, phrase: TitlePhrase) -> int | None:
        """The body named right before a title: "Acme spokesman", "Acme's president"."""
        token = phrase.first - 1
        floor = self.sentence_start(phrase.first)
        while token >= floor and self.reading.words[token].lower() in FORMER:
            token -= 1
        if token >= floor and self.reading.tags[token] == "POS":
            token -= 1
        mention = self.owner.get(token) if token >= floor else None
        return self._body(mention, phrase)

    def _body(self, mention: Mention | None, phrase: TitlePhrase) -> int | None:
        if mention is None:
            return None
        if mention.kind == "organization":
            return mention.entity
        party = mention.kind == "group" and self.entities[mention.entity].country_code is None
        return mention.entity if party and self.reading.words[phrase.head].lower() in PARTY_ROLES else None

    def follow(self, phrase: TitlePhrase) -> tuple[TitlePhrase, int | None]:
        """The title with what narrows it after it, and the body: "director | of policy | at the Fenwick Center"."""
        limit = self.sentence_end(phrase.first)
        last, words = phrase.last, self.reading.words
        for _ in range(3):
            if last >= limit or words[last].lower() not in PREPOSITIONS:
                break
            if words[last].lower() == "and":
                second = self.title_at(last + 1, limit) if last + 1 < limit else None
                if second is None:
                    break
                last = second.last
                continue
            body, end = self._body_after(last + 1, limit)
            if body is not None:
                return TitlePhrase(phrase.first, last, phrase.head, phrase.title), body
            if end == last + 1 or any(self.owner[t].kind == "person" for t in range(last + 1, end) if t in self.owner):
                break
            last = end
        return TitlePhrase(phrase.first, last, phrase.head, phrase.title), None

    def _body_after(self, first: int, limit: int) -> tuple[int | None, int]:
        """The first body in the noun phrase from a token on, and where the phrase ends."""
        token = first
        while token < min(limit, first + REACH):
            mention = self.owner.get(token)
            if mention is None:
                if self.reading.tags[token] not in BRIDGE_TAGS:
                    break
                token += 1
                continue
            last = self.bounds[mention.start][1]
            if mention.kind == "organization":
                return self._owned(mention, last, limit), last
            token = last
        return None, token

    def _owned(self, mention: Mention, last: int, limit: int) -> int:
        """For "Acme's parent company, Acme Holdings" the body after the comma, else the mention's own."""
        reading = self.reading
        if last < limit and reading.tags[last] == "POS":
            for token in range(last + 1, min(limit, last + 5)):
                named = self.owner.get(token + 2) if reading.words[token].lower() in COLLECTIVE_END else None
                if named is not None and named.kind == "organization" and reading.words[token + 1] == ",":
                    return named.entity
        return mention.entity
