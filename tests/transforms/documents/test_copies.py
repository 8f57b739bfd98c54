import random

import pyarrow as pa
import pyarrow.compute as pc
from hypothesis import given, settings
from hypothesis import strategies as st

from transforms.documents.copies import write_signature
from transforms.documents.copy_clusters import TEXTS, Prints
from transforms.ids import hash_text

WORDS = "port ferry wage board vote river bank strike tax field mayor price road court loan crew".split()  # noqa: SIM905


def story(seed, sentences=30):
    pick = random.Random(seed)
    return "\n\n".join(" ".join(pick.choices(WORDS, k=14)).capitalize() + "." for _ in range(sentences))


def sign(texts):
    columns = ("article_id", "content_hash", "signature")
    rows = zip(*((article, hash_text(text), write_signature(text)) for article, text in texts), strict=True)
    return pa.table(dict(zip(columns, rows, strict=True)), schema=pa.schema([(name, pa.string()) for name in columns]))


def join(signed, before):
    prints = Prints(signed, before)
    return prints.join(signed.filter(pc.is_in(signed["article_id"], pa.array(prints.unsigned, pa.string()))))


def name(clusters):
    return dict(zip(clusters["article_id"].to_pylist(), clusters["cluster_id"].to_pylist(), strict=True))


def cluster(texts):
    return name(join(sign(texts), TEXTS.empty_table())[1])


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


@settings(max_examples=25, deadline=None)
@given(st.lists(st.sets(st.integers(0, 11)), min_size=1, max_size=4))
def test_what_the_pass_before_found_changes_nothing(passes):
    """Texts come and go; some are joined only through others, which are gone in the next pass."""
    parts = story(7, 40).split("\n\n")
    chain = ["\n\n".join(parts[3 * i : 3 * i + 22]) for i in range(7)]
    texts = [(f"n{i}", text) for i, text in enumerate([*chain, *chain[:2], story(8), "", "short"])]
    before = TEXTS.empty_table()
    for chosen in passes:
        signed = sign([texts[i] for i in sorted(chosen)]) if chosen else sign(texts).slice(0, 0)
        before, clusters = join(signed, before)
        assert name(clusters) == name(join(signed, TEXTS.empty_table())[1])
