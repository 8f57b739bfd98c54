"""The words of a role and the body it is held at: "senior director of harbour policy at the Fenwick Center"."""

from __future__ import annotations

from transforms.grammar import HYPHENS, OFFICE_LINKS
from transforms.records import Mention
from transforms.roles.owners import only, owner_of_its
from transforms.roles.title_reader import MODIFIER_TAGS, REACH_BACK, TitlePhrase, TitleReader

PREPOSITIONS = frozenset(("of", "at", "for", "with", "to", "in", "from", "on", "and"))
NARROWING = frozenset(("of", "for", "to", "in", "on"))  # say what the work is; "at" and "from" say where
BRIDGE_TAGS = MODIFIER_TAGS | {"DT", "PRP$", "POS", "JJS", "RB", "CD", "``", "''"}
NOUN_TAGS = frozenset(("NN", "NNS", "NNP", "NNPS"))
DATED = frozenset(("NNP", "CD"))  # tags of "in June" and "in 2011"
WHENCE = frozenset(("of", "from"))  # behind a holder's name and before the body
WHERE = frozenset(("at", "with"))  # the same where somebody works; an office's holder may be but a guest there
CLOSING = frozenset(("”", '"', "''", ")", "’"))  # behind a shorter name of the same organization
BREAKS = frozenset((",", ".", ")", ";", ":", "-", "–", "—"))  # behind a body that a list's comma stands before
LONGEST_OPENING = 10  # words before "its" in a phrase that opens a sentence
BRACKETED = 3  # tokens of a title's letters or field in brackets: "director general (DG) of"
SORT = 4  # words of what a body is
REACH = 9  # words between a preposition and the body it introduces


class Words(TitleReader):
    """The titles of a reading with what narrows them, and the bodies they are held at."""

    def body_before(self, phrase: TitlePhrase) -> int | None:
        """The body named right before a title: "Acme spokesman", "Acme's head", "its head", "the bank's head"."""
        token = phrase.first - 1
        floor = self.sentence_start(phrase.first)
        while token >= floor and token not in self.owner and self._is_aside(token):
            token -= 1
        token -= token > floor and self.reading.words[token] == "(" and self._is_body(token - 1)
        token = self._before_land(self._before_field(token, floor), floor)
        if token < floor:
            return None
        if self.reading.words[token].lower() == "its":
            return self._owner_of_its(token, floor, phrase)
        if self.reading.words[token].lower() == "whose":  # "the Quillan Trust, whose | head, Dana Poole,"
            return self._body(self.body_at(token - 1 - (self.reading.words[token - 1] == ",")), phrase)
        if self._is_possessive(token):
            token -= 1
        mention = self.owner.get(token)
        if mention is not None and mention.kind == "group" and self.reading.words[token - 1] in HYPHENS:
            return None  # "the neo-Orten leader"
        found = self._body(self.described.get(token) if mention is None else mention.entity, phrase)
        return self._possessor(phrase) if found is None and mention is None else found

    def _possessor(self, phrase: TitlePhrase) -> int | None:
        """The body that owns a title over other words: "the Quillan Trust's longest-serving | treasurer"."""
        children = self.reading.children[phrase.head]
        owners = (child for child in children if self.reading.deps[child] == "poss" and self._is_body(child))
        return next((self._body(self.owner[owner].entity, phrase) for owner in owners), None)

    def _before_field(self, token: int, floor: int) -> int:
        """The possessive before the first of two things a post is for: "Acme's | marketing and sales | chief"."""
        if token <= floor or self.reading.words[token] != "and":
            return token
        first = token - 1
        while first > floor and first not in self.owner and self.reading.tags[first] in MODIFIER_TAGS:
            first -= 1
        return first if first < token - 1 and self._is_possessive(first) else token

    def _before_land(self, token: int, floor: int) -> int:
        """The token before the place that a title is for, behind whoever has it: "its Fenwick | chief"."""
        first = token
        while first >= floor and first in self.owner and self.owner[first].kind == "place":
            first -= 1
        is_owner = first >= floor and (self.reading.words[first].lower() == "its" or self._is_possessive(first))
        return first if first < token and (is_owner or self._is_body(first)) else token

    def body_behind(self, last: int, phrase: TitlePhrase) -> int | None:
        """The body of which the holder of a title is, right behind the name: "Pastor Dana Poole of Orten Chapel"."""
        limit = self.sentence_end(last - 1)
        link = last + (last < limit and self.reading.words[last] == ",")
        wanted = WHENCE if phrase.title.sort == "office" else WHENCE | WHERE
        is_linked = link + 1 < limit and self.reading.words[link] in wanted
        return None if not is_linked else self._body(self.body_after(link + 1, limit)[0], phrase)

    def body_ends(self, link: int, end: int) -> bool:
        """Whether all of a phrase at a preposition is the name of a body: "of the Quillan Trust"."""
        is_linked = self.reading.words[link].lower() in WHENCE | WHERE
        body, last = self.body_after(link + 1, end) if is_linked else (None, link)
        return body is not None and last == end

    def body_listed(self, phrase: TitlePhrase) -> int | None:
        """The body between commas behind a title without an article: "Dana Poole, analyst, Acme Securities, said"."""
        limit, words = self.sentence_end(phrase.first), self.reading.words
        is_bare = words[phrase.first - 1] in (",", "(") and words[phrase.last : phrase.last + 1] == [","]
        owner = self.owner.get(phrase.last + 1) if is_bare and phrase.last + 1 < limit else None
        if owner is None or owner.kind == "person":
            return None
        end = self.bounds[owner.start][1]
        behind = self.owner.get(end + 1) if words[end : end + 1] == [","] and end + 1 < limit else None
        if behind is not None and behind.kind == "organization":  # "president, Middle East & Africa, Acme"
            owner, end = behind, self.bounds[behind.start][1]
        is_apart = owner.kind == "organization" and (end >= limit or words[end] in BREAKS)
        return self._body(owner.entity, phrase) if is_apart else None

    def _owner_of_its(self, token: int, floor: int, phrase: TitlePhrase) -> int | None:
        """The body that "its" means; none beside a country, which has ministers, or of a work."""
        near = range(max(floor, token - REACH_BACK), token)
        places = any(place in self.owner and self.owner[place].kind == "place" for place in near)
        if places or self.reading.words[phrase.head].lower() in self.lexicon.words["author"]:
            return None
        named = owner_of_its(self.topics, token, self.body_at)
        return self._body_ahead(token, floor) if named is None else named

    def _body_ahead(self, token: int, floor: int) -> int | None:
        """The only body named behind "its" in a phrase that opens a sentence: "As its head, Poole told the Council"."""
        tags = self.reading.tags
        is_opening = token - floor < LONGEST_OPENING and tags[floor] in ("IN", "VBG", "TO", "VBN")
        limit = self.sentence_end(token)
        is_ended = is_opening and "," in self.reading.words[token:limit]
        behind = range(token, min(limit, token + REACH_BACK)) if is_ended else range(0)
        return only({self.owner[place].entity for place in behind if self._is_body(place)})

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
        uses = ("party_post", "party_head")[: 1 + (self.entities[entity].kind == "organization")]
        head = self.reading.words[phrase.head].lower()
        return entity if party and any(head in self.lexicon.words[use] for use in uses) else None

    def parties_before(self, token: int) -> set[int | None]:
        """The parties named before a token."""
        named = {owner.entity for place, owner in self.owner.items() if place < token and owner.kind == "organization"}
        return {entity for entity in named if self._is_party(entity)}

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
        at += BRACKETED * (words[at : at + 1] == ["("] and words[at + 2 : at + 3] == [")"] and self._is_field(at + 1))
        is_whole = False
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
            is_whole = is_whole or words[at].lower() not in NARROWING  # "president | from May to June"
            last = last if is_whole else self._narrowed(last, at, end)
            at = end
            if last == at:
                last = at = self._over_second_field(at, limit)
        body = self._where_at_work(at, limit) if body is None else body
        return TitlePhrase(phrase.first, last, phrase.head, phrase.title), body

    def _is_field(self, token: int) -> bool:
        """Whether a word in brackets is a title's letters or what it is for: "(DG)", "(Operations)"."""
        return self.reading.words[token][0].isupper() and not self.is_person(token)

    def _where_at_work(self, token: int, limit: int) -> int | None:
        """The body in a clause on what the work is: "a professor | specialising in migration at Acme University"."""
        reading = self.reading
        if (
            token >= limit
            or reading.tags[token] != "VBG"
            or reading.lemmas[token] not in self.lexicon.words["field_verb"]
        ):
            return None
        ends = (t for t in range(token, min(limit, token + REACH)) if reading.words[t] in ("at", ","))
        link = next(ends, token)
        return self.body_after(link + 1, limit)[0] if reading.words[link] == "at" else None

    def _over_field(self, last: int) -> int:
        """Where a title ends that goes on with what the office is for: "Minister | of Mines and Energy"."""
        starts = (last + 1, last + 2)  # behind "of" or "of the"
        return next((self.fields[first] for first in starts if first in self.fields), last)

    def _over_second_field(self, joint: int, limit: int) -> int:
        """Where a second thing that the work is ends, before where it is done: "for rates | and currencies | at"."""
        token = joint + 1
        if self.reading.words[joint : joint + 1] not in (["and"], ["&"]):
            return joint
        while token < limit and token not in self.owner and self.reading.tags[token] in MODIFIER_TAGS:
            token += 1
        is_title = self.lexicon.is_title_end(self.reading.words[token - 1])
        is_placed = token < limit and self.reading.words[token].lower() in OFFICE_LINKS
        return token if token > joint + 1 and is_placed and not is_title else joint

    def _narrowed(self, last: int, preposition: int, end: int) -> int:
        """Where the title ends when a phrase follows it: "director | of policy", but not "lawyer | in Springfield"."""
        word = self.reading.words[preposition].lower()
        behind = range(preposition + 1, end)
        is_where = word == "in" and any(token in self.owner or self.reading.tags[token] in DATED for token in behind)
        following = self.reading.words[preposition + 1 : preposition + 2]
        is_date = self.reading.tags[preposition + 1 : preposition + 2] == ["CD"]
        is_day = word == "on" and (is_date or not self.lexicon.days.isdisjoint(following))
        if word not in NARROWING or is_where or is_day:
            return last
        while end > preposition + 1 and self.reading.tags[end - 1] not in NOUN_TAGS:
            end -= 1
        return end if end > preposition + 1 else last

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
                if reading.words[token] == "and" and self._is_kind_of_body(token + 1):
                    token += 1
                    continue
                if reading.tags[token] not in BRIDGE_TAGS or self._is_apart(token):  # a group | called ...
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

    def _is_kind_of_body(self, first: int) -> bool:
        """Whether what a body is stands before its name: "design organisation | The Quillan Society"."""
        token, end = first, min(first + SORT, len(self.reading))
        while token < end and self.reading.tags[token] in MODIFIER_TAGS and self.reading.words[token].islower():
            token += 1
        is_sort = token > first and self.reading.lemmas[token - 1] in self.lexicon.organization_nouns
        return is_sort and (self._is_body(token) or self._is_body(token + 1))

    def _is_apart(self, token: int) -> bool:
        """Whether a participle tells of a noun before it; "so-called" is but a word of what follows."""
        return self.reading.deps[token] == "acl" and self.reading.tags[token - 1] != "HYPH"

    def _is_about(self, first: int, last: int, limit: int) -> bool:
        """Whether a body's name only says what sort of thing is meant: "an Acme subsidiary", "the Senate campaign"."""
        reading = self.reading
        if reading.words[last : last + 2] == ["-", "based"]:
            return True
        if last >= limit or last in self.owner or reading.tags[last] not in NOUN_TAGS:
            return False
        if reading.tags[last - 1] == "CD":
            return False  # "the Push for $20 | campaign"
        return (
            reading.words[first - 1].lower() in ("a", "an")
            or reading.lemmas[last].lower() in self.lexicon.words["doing"]
        )

    def _is_body_name(self, mention: Mention, last: int) -> bool:
        """Whether a name is a body's, or a place's where people work ("the Wilson Center")."""
        house = mention.kind == "place" and self.lexicon.name_words.get(self.reading.words[last - 1].lower())
        is_known = self.reading.text[mention.start : mention.end].lower() in self.lexicon.place_names  # "West Bank"
        return mention.kind == "organization" or (house == "organization" and not is_known)

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
