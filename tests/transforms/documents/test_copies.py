import random

from hypothesis import given, settings
from hypothesis import strategies as st

from transforms.documents.copies import cluster_articles, write_signature
from transforms.ids import hash_text

WORDS = "port ferry wage board vote river bank strike tax field mayor price road court loan crew".split()  # noqa: SIM905


def story(seed, sentences=30):
    pick = random.Random(seed)
    return "\n\n".join(" ".join(pick.choices(WORDS, k=14)).capitalize() + "." for _ in range(sentences))


def cluster(texts):
    rows = [{"article_id": a, "content_hash": hash_text(t), "signature": write_signature(t)} for a, t in texts]
    return cluster_articles(rows)


def test_wire_copy_with_another_head_and_foot_is_one_cluster():
    wire = story(1)
    local = "Our own headline\n\nBy A Local\n\n" + wire.replace("Ferry", "The ferry") + "\n\nRead more about ferries"
    clusters = cluster([("a", wire), ("b", local), ("c", story(2))])
    assert clusters["a"] == clusters["b"]
    assert clusters["c"] == "c"


def test_shortened_copy_is_found_and_a_shared_paragraph_is_not_enough():
    wire = story(3)
    paragraphs = wire.split("\n\n")
    half = "\n\n".join(paragraphs[:22])
    other = "\n\n".join([*story(4).split("\n\n"), *paragraphs[:3]])
    clusters = cluster([("a", wire), ("b", half), ("c", other)])
    assert clusters["a"] == clusters["b"] != clusters["c"]


@settings(max_examples=20, deadline=None)
@given(st.permutations(range(9)))
def test_order_does_not_matter(order):
    texts = [(f"n{i}", story(i % 4) + "\n\n" + story(100 + i, 3)) for i in range(9)]
    assert cluster([texts[i] for i in order]) == cluster(texts)


def test_short_and_odd_texts_stand_alone_unless_equal():
    texts = ["", "Rates rose.", "Rates rose.", "”“”“", "\ud800" * 90, "x" * 100_000]
    clusters = cluster([(f"n{i}", text) for i, text in enumerate(texts)])
    assert clusters["n1"] == clusters["n2"]
    assert len(set(clusters.values())) == 5
