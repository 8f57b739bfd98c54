from hypothesis import given
from hypothesis import strategies as st

from transforms.reading.word_list import WordList

WORDS = st.text("abß😀", max_size=4)


@given(st.sets(WORDS), WORDS)
def test_a_list_has_the_words_it_was_made_of(words, other):
    kept = WordList(words)
    assert set(kept) == words - {""}
    assert len(kept) == len(words - {""})
    assert all(word in kept for word in words if word)
    assert (other in kept) == (other in words - {""})
    assert 7 not in kept
