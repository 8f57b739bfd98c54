"""The body at which a title is held where the words beside the title do not name it.

"The committee chairperson, Dana Poole," is that of the one committee named before, "Chief executive Dana Poole" that
of the company which the sentence before is about.
"""

from __future__ import annotations

from transforms.grammar import SUBJECTS
from transforms.roles.owners import only
from transforms.roles.phrases import Words
from transforms.roles.title_reader import TitlePhrase

NEAR = 6  # words from a post to "when"
WHEN = frozenset(("when", "after", "since", "before"))
LAST_OPENING = 2  # number of the last sentence in which an article may still open


def body_of_context(words: Words, phrase: TitlePhrase) -> int | None:
    """The body that the title's own noun means, else where it all happens, else what the sentence before is about."""
    for find in (_of_noun, _of_place, _of_subject, _of_sequel):
        body = find(words, phrase)
        if body is not None:
            return body
    return None


def _of_place(words: Words, phrase: TitlePhrase) -> int | None:
    """The body at which a sentence opens, right before a title and a comma: "At Acme, chairman Dana Poole"."""
    texts, comma = words.reading.words, phrase.first - 1
    opens = words.sentence_start(phrase.first)
    owner = words.owner.get(comma - 1) if comma > opens and texts[comma] == "," else None
    first = opens + 1 + (texts[opens + 1 : opens + 2] == ["the"])
    is_there = owner is not None and texts[opens] == "At" and words.bounds[owner.start][0] == first
    return words.body_at(comma - 1) if is_there else None


def _of_noun(words: Words, phrase: TitlePhrase) -> int | None:
    """The one body named before whose name has the noun of the title: "union general secretary Dana Poole"."""
    texts = words.reading.words
    opens = words.sentence_start(phrase.first)
    if phrase.first > opens and words.reading.tags[phrase.first - 1] == "PRP$":
        return None  # "his campaign chairman"
    for token in range(phrase.first, phrase.last - 1):
        noun = texts[token].lower()
        is_noun = texts[token].islower() or token == opens
        if is_noun and words.lexicon.name_words.get(noun) == "organization":
            return only(words.bodies_with(noun, phrase.first))
    return None


def _of_subject(words: Words, phrase: TitlePhrase) -> int | None:
    """The body that is the subject of the sentence before, where a company's or a society's post opens this one."""
    reading = words.reading
    number = reading.token_sentence[phrase.first]
    if not is_post(words, phrase) or not number or reading.sentences[number][0] != phrase.first:
        return None
    _, subject = words.topics.of(number - 1)
    bodies = {body for t in range(*reading.sentences[number - 1]) if (body := words.body_at(t)) is not None}
    return None if subject is None or len(bodies) > 1 else words.body_at(subject)


def _of_sequel(words: Words, phrase: TitlePhrase) -> int | None:
    """The body of which an article's first sentences begin to speak: "Chief executive Dana Poole said Acme would hire".

    No other may be named in them, and it must be what a clause is about.
    """
    reading = words.reading
    number, limit = reading.token_sentence[phrase.first], words.sentence_end(phrase.first)
    post = " ".join(reading.words[phrase.first : phrase.last]).lower()
    if number > LAST_OPENING or post not in words.lexicon.words["company_post"]:
        return None
    bodies = {body for token in range(limit) if (body := words.body_at(token)) is not None}
    subjects = [token for token in range(phrase.last, limit) if reading.deps[token] in SUBJECTS]
    told = {body for token in subjects if (body := words.body_at(token)) is not None}
    is_state = any(reading.words[token].lower() in words.lexicon.words["public_body"] for token in subjects)
    return only(told) if bodies == told and not is_state else None


def is_post(words: Words, phrase: TitlePhrase) -> bool:
    """Whether a title is a post of companies or societies."""
    post = " ".join(words.reading.words[phrase.first : phrase.last]).lower()
    return any(post in words.lexicon.words[use] for use in ("company_post", "society_post"))


def body_of_clause_behind(words: Words, last: int) -> int | None:
    """The body of which the clause behind a post tells when it was filled: "became head last year when Acme grew".

    It is the subject of that clause and the only body of the sentence.
    """
    reading, limit = words.reading, words.sentence_end(last - 1)
    near = range(last, min(limit, last + NEAR))
    link = next((token for token in near if reading.words[token] in WHEN), None)
    if link is None or any(token in words.owner or reading.words[token] == "," for token in range(last, link)):
        return None
    subjects = [token for token in range(link + 1, limit) if reading.deps[token] in SUBJECTS]
    bodies = {body for t in range(words.sentence_start(last - 1), limit) if (body := words.body_at(t)) is not None}
    return words.body_at(subjects[0]) if subjects and len(bodies) == 1 else None
