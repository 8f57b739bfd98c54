"""The body at which a title is held where the words beside the title do not name it.

"The committee chairperson, Dana Poole," is that of the one committee named before, "Chief executive Dana Poole" that
of the company which the sentence before is about.
"""

from __future__ import annotations

from transforms.roles.owners import only
from transforms.roles.phrases import Words
from transforms.roles.title_reader import TitlePhrase


def body_of_context(words: Words, phrase: TitlePhrase) -> int | None:
    """The body that the title's own noun means, else where it all happens, else what the sentence before is about."""
    for find in (_of_noun, _of_place, _of_subject):
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
    reading, lexicon = words.reading, words.lexicon
    post = " ".join(reading.words[phrase.first : phrase.last]).lower()
    is_post = post in lexicon.words["company_post"] or post in lexicon.words["society_post"]
    number = reading.token_sentence[phrase.first]
    if not is_post or not number or reading.sentences[number][0] != phrase.first:
        return None
    _, subject = words.topics.of(number - 1)
    bodies = {body for t in range(*reading.sentences[number - 1]) if (body := words.body_at(t)) is not None}
    return None if subject is None or len(bodies) > 1 else words.body_at(subject)
