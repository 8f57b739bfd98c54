"""What a finder of roles says of the woman whom the texts of these tests are about."""

from __future__ import annotations

from collections.abc import Callable, Iterable

from tests.transforms.read_texts import Read
from transforms.lexicon import Lexicon
from transforms.records import Mention, Role
from transforms.roles.phrases import Words

SUBJECT = "Marta Quint"


def roles_of_subject(
    one: Read, lexicon: Lexicon, find: Callable[[Words, Mention, int, int], Iterable[Role]]
) -> list[Role]:
    """The roles that the finder gives her first mention, which must be there."""
    words = Words(one.reading, one.entities, lexicon)
    mention = next(m for m in one.entities.mentions if one.words((m.start, m.end)) == SUBJECT)
    return list(find(words, mention, *words.bounds[mention.start]))
