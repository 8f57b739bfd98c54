"""A small run of the fuzzer of bench/: mutated articles break no rule, take no long time and keep every law."""

from bench.fuzz_articles import WOUNDS, try_articles


def test_mutated_articles_are_annotated_and_accounted_for(tmp_path):
    found = list(try_articles(60, tmp_path, seed=3))
    assert [f"{tried.wounds}: {tried.wrong}" for tried in found if tried.wrong] == []
    assert sum(tried.letters > 500 for tried in found) > 30
    assert {wound.__name__ for wound in WOUNDS} <= {name for tried in found for name in tried.wounds.split(", ")}
