"""What is due to be annotated, cut into batches so that every worker has its share."""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Sequence
from dataclasses import dataclass
from itertools import groupby
from operator import itemgetter

import pyarrow.compute as pc

from flows.settings import Settings
from flows.stages.refusing import describe_refusal
from transforms.ids import make_id
from transforms.version import PIPELINE_VERSION
from warehouse.lake.lake import Lake
from warehouse.seeds import read_seeds

SPREAD_FROM = 120_000  # characters, some 20,000 words: one process reads fewer nearly as soon as two that first start
LONGEST = 12_000  # characters that an article of a full batch has on average at most, which bounds a batch's memory


@dataclass(frozen=True)
class Batch:
    """Articles to annotate together: one unit of work and one commit.

    characters: of their texts, copies of a text counted once as they are read once.
    """

    batch_id: str
    article_ids: tuple[str, ...]
    characters: int


@dataclass(frozen=True, slots=True)
class Copies:
    """The articles that have one text, and its length in characters."""

    article_ids: list[str]
    characters: int


def describe_version(settings: Settings) -> str:
    """What annotations are made with: an article annotated with anything else is due again."""
    return f"{PIPELINE_VERSION} {settings.model} {read_seeds('annotation', settings.own_seeds).version}"


def plan_batches(settings: Settings, lake: Lake) -> list[Batch]:
    """The articles that are due, copies of one text in the same batch so that it is read once."""
    version = describe_version(settings)
    versions = (version, describe_refusal(version))
    done = set().union(*(lake.article_ids("annotations", one) for one in versions))
    left = lake.article_ids("articles") - done
    table = lake.read("articles", ["article_id", "content_hash", "ingested_at", "arrival"], left)
    table = table.sort_by([("ingested_at", "ascending"), ("arrival", "ascending")])
    texts = table["content_hash"].combine_chunks().dictionary_encode().indices  # numbered as they first come
    order = pc.sort_indices(texts)  # which leaves equal ones in their order
    due = list(zip(texts.take(order).to_pylist(), table["article_id"].take(order).to_pylist(), strict=True))
    lengths = measure_texts(lake, [article_id for _, article_id in due])
    groups = [[article_id for _, article_id in group] for _, group in groupby(due, itemgetter(0))]
    copies = [Copies(group, lengths[group[0]]) for group in groups]
    return [make_batch(some, version) for some in cut(copies, settings.batch_size, settings.workers)]


def measure_texts(lake: Lake, article_ids: Sequence[str]) -> dict[str, int]:
    """How many characters each article's text has; one file's texts are in memory at a time."""
    lengths: dict[str, int] = {}
    for part in lake.parts("articles", ("article_id", "text"), article_ids) if article_ids else ():
        lengths.update(zip(part["article_id"].to_pylist(), pc.utf8_length(part["text"]).to_pylist(), strict=True))
    return lengths


def count_outdated(lake: Lake, batches: Sequence[Batch]) -> int:
    """How many of the articles to annotate have annotations that another version made."""
    due = {article_id for batch in batches for article_id in batch.article_ids}
    return len(set().union(*(batch.find(due) for batch in lake.batches("annotations")))) if due else 0


def is_worth_workers(batches: Sequence[Batch]) -> bool:
    """Whether there is more to read than worker processes cost to start."""
    return len(batches) > 1 and is_plenty(sum(batch.characters for batch in batches))


def is_plenty(characters: int) -> bool:
    """Whether texts of so many characters are worth it."""
    return characters >= SPREAD_FROM


def cut(copies: Sequence[Copies], size: int, workers: int) -> Iterator[list[Copies]]:
    """The texts in batches of nearly equal length, as many for each worker; of `size` articles and no more at most,
    but that copies are not parted.
    """
    total = sum(text.characters for text in copies)
    share = total / count_batches(sum(len(text.article_ids) for text in copies), total, size, workers) if copies else 0
    batch: list[Copies] = []
    cut_at = passed = articles = 0.0
    for text in copies:
        batch.append(text)
        passed += text.characters
        articles += len(text.article_ids)
        if articles >= size or passed - cut_at >= share or passed - cut_at >= size * LONGEST:
            yield batch
            batch, cut_at, articles = [], passed, 0
    if batch:
        yield batch


def count_batches(articles: int, characters: int, size: int, workers: int) -> int:
    """How many batches to cut: a multiple of the workers, unless all is soon read by one."""
    needed = -(-articles // size)
    return needed if characters < SPREAD_FROM else -(-needed // workers) * workers


def make_batch(copies: Iterable[Copies], version: str) -> Batch:
    """The batch of these texts; its id says what it is made of."""
    copies = list(copies)
    article_ids = tuple(article_id for text in copies for article_id in text.article_ids)
    return Batch(make_id("batch", version, *article_ids), article_ids, sum(text.characters for text in copies))
