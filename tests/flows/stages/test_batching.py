from hypothesis import given
from hypothesis import strategies as st

from flows.stages.batching import LONGEST, SPREAD_FROM, Batch, Copies, cut, is_worth_workers

TEXTS = st.lists(st.tuples(st.integers(1, 3), st.integers(0, 50_000)), max_size=60)


def make(texts):
    return [Copies([f"a{n}-{i}" for i in range(count)], length) for n, (count, length) in enumerate(texts)]


@given(TEXTS, st.integers(1, 64), st.integers(1, 8))
def test_every_text_is_in_one_batch_in_its_order_and_batches_are_bounded(texts, size, workers):
    copies = make(texts)
    batches = list(cut(copies, size, workers))
    assert [text for batch in batches for text in batch] == copies
    for batch in batches:
        assert sum(len(text.article_ids) for text in batch[:-1]) < size
        assert sum(text.characters for text in batch[:-1]) < size * LONGEST


@given(st.integers(2, 8), st.integers(10, 200))
def test_each_worker_gets_its_share_of_the_words(workers, count):
    batches = list(cut(make([(1, SPREAD_FROM)] * count), 64, workers))
    lengths = [sum(text.characters for text in batch) for batch in batches]
    assert max(lengths) <= SPREAD_FROM * (count // workers + 1)


def test_what_is_soon_read_is_left_to_one_process():
    assert len(list(cut(make([(1, 2_000)] * 4), 64, 8))) == 1
    assert not is_worth_workers([Batch("b", ("a",), SPREAD_FROM)])
    assert is_worth_workers([Batch("b", ("a",), SPREAD_FROM), Batch("c", ("d",), 1)])
