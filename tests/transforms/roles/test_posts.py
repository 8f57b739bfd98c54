"""What somebody's own deed says of an office, and what others hand on."""

from __future__ import annotations

import pytest

from tests.transforms.read_texts import read_texts
from transforms.roles.awards import find_awards
from transforms.roles.pairs import find_pairs
from transforms.roles.phrases import Words
from transforms.roles.posts import find_posts
from transforms.roles.role_makers import is_office_noun

# a text about Marta Quint, and the words of the roles that her own deed gives her
DEEDS = {
    "Marta Quint rose to become treasurer of Tern Shipping.": ["treasurer"],
    "Marta Quint hoped to become treasurer of Tern Shipping.": [],
    "Marta Quint used to be treasurer of Tern Shipping.": ["treasurer"],
    "Marta Quint won the presidency of the Quillan Trust.": ["presidency"],
    "Marta Quint kept her post as treasurer of the Quillan Trust.": ["treasurer"],
    "Marta Quint was promoted to treasurer.": ["treasurer"],
    "Marta Quint was not promoted to treasurer.": [],
    "Marta Quint takes over as treasurer.": ["treasurer"],
}
# the same, and what others give her
AWARDS = {
    "Tern Shipping promoted Marta Quint to treasurer.": ["treasurer"],
    "Tern Shipping hired Marta Quint from Acme Mills as treasurer.": ["treasurer"],
    "Tern Shipping sent Marta Quint to Oslo.": [],
    "The chairmanship of the Quillan Trust passed to Marta Quint.": ["chairmanship"],
    "They made Marta Quint a rich woman.": [],
}


@pytest.fixture(scope="module")
def read(annotator):
    return read_texts(annotator, {text: text for text in [*DEEDS, *AWARDS, PAIR]})


PAIR = "Marta Quint and Dana Poole, president and treasurer of the Quillan Trust, resigned."


def words_and_mention(one, lexicon):
    mention = next(m for m in one.entities.mentions if one.words((m.start, m.end)) == "Marta Quint")
    return Words(one.reading, one.entities, lexicon), mention


@pytest.mark.parametrize("text", DEEDS)
def test_a_deed_tells_of_an_office(read, lexicon, text):
    one = read[text]
    words, mention = words_and_mention(one, lexicon)
    subject = one.reading.root(*words.bounds[mention.start])
    roles = find_posts(words, mention, one.reading.heads[subject])
    assert [one.words((role.start, role.end)) for role in roles] == DEEDS[text]


@pytest.mark.parametrize("text", AWARDS)
def test_an_office_is_handed_on(read, lexicon, text):
    one = read[text]
    words, mention = words_and_mention(one, lexicon)
    roles = find_awards(words, mention, *words.bounds[mention.start])
    assert [one.words((role.start, role.end)) for role in roles] == AWARDS[text]


def test_people_and_posts_stand_in_the_same_order(read, lexicon):
    one = read[PAIR]
    words, mention = words_and_mention(one, lexicon)
    roles = find_pairs(words, mention, *words.bounds[mention.start])
    assert [one.words((role.start, role.end)) for role in roles] == ["president"]


def test_an_office_is_a_thing(read, lexicon):
    one = read["The chairmanship of the Quillan Trust passed to Marta Quint."]
    words, _ = words_and_mention(one, lexicon)
    assert [one.reading.words[t] for t in range(4) if is_office_noun(words, t)] == ["chairmanship"]
