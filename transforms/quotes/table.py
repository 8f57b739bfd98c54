"""Tokens of a reading as columns of numbers: what the linear models look at.

Strings become numbers by CRC-32, the same on every machine and in every run. Names never become features: a proper noun
or a word of a named entity stands as its label, so that nothing is learnt about particular people.
"""

from __future__ import annotations

from bisect import bisect_left
from collections.abc import Iterable, Mapping, Sequence
from typing import Any
from zlib import crc32

import numpy as np
import numpy.typing as npt

from transforms.reading.marks import Passage
from transforms.reading.reading import Reading
from transforms.records import Mention

Column = npt.NDArray[np.int64]
Columns = dict[str, Column]
Flags = npt.NDArray[np.bool_]

# Dependents whose presence makes up a token's frame, in the order of their bits.
FRAME = (
    "nsubj", "nsubjpass", "ccomp", "xcomp", "dobj", "prep", "advcl", "mark", "agent", "neg", "aux", "auxpass", "prt",
    "attr", "acomp", "oprd", "dative", "acl", "relcl", "appos", "parataxis", "conj", "csubj", "poss", "npadvmod", "det",
)  # fmt: skip
FRAME_BITS = {dep: 1 << place for place, dep in enumerate(FRAME)}
ANCESTOR_STEPS = 6
HIDDEN_LABELS = frozenset({"PERSON", "ORG", "GPE", "NORP", "LOC", "FAC", "EVENT", "PRODUCT", "WORK_OF_ART", "LAW"})
LABEL_OF_KIND = {"person": "PERSON", "organization": "ORG", "place": "GPE"}
LOOSE_TAGS = frozenset(
    {",", ":", ".", "_SP", "''", "``", "HYPH", "NFP"}
)  # at a span's edge they belong to no statement
SOURCE_TAGS = frozenset({"NN", "NNS", "NNP", "NNPS", "PRP", "PRP$", "WP", "WDT", "WP$", "DT", "CD", "EX", "JJS", "JJ"})
NOT_HEADS = frozenset({"compound", "amod", "det", "nummod", "quantmod", "nmod", "predet", "npadvmod", "meta"})
MUST_BE_ARGUMENT = frozenset({"DT", "CD", "JJ", "JJS"})
ARGUMENTS = frozenset({"nsubj", "nsubjpass", "pobj", "dobj", "conj", "ROOT"})
STRONG_STOPS = frozenset({";", "-", "--", "—", "–"})
LOOSE_WORDS = frozenset({"-", "--", "—", "–", "and", "but", "*", "•"})
MOST_NUMBERS = 20_000  # some 3 MB
MOST_SEARCHED = 400  # tokens looked through for a comma, so that a text without sentences costs no more


class _Numbers(dict[str, int]):
    """The numbers of words met so far; a new word gets its own."""

    def __missing__(self, word: str) -> int:
        if len(self) >= MOST_NUMBERS:
            self.clear()
        found = self[word] = crc32(word.encode("utf-8", "surrogatepass"))
        return found


number_of = _Numbers().__getitem__  # a word's number: its CRC-32; kept, since words repeat


def column(words: Iterable[str]) -> Column:
    """The words' numbers as a column."""
    return np.fromiter(map(number_of, words), dtype=np.int64)


def masked_lemmas(reading: Reading) -> tuple[list[str], list[str]]:
    """Lemmas with names and figures hidden, and the entity label of each token ("" for none)."""
    labels = [""] * len(reading)
    for first, last, label in reading.entities:
        labels[first:last] = [label] * (last - first)
    lemmas = [
        f"<{label or tag}>" if tag in ("NNP", "NNPS", "CD") or (label in HIDDEN_LABELS and tag[0] in "NJ") else lemma
        for lemma, tag, label in zip(reading.lemmas, reading.tags, labels, strict=True)
    ]
    return lemmas, labels


def find_noun_heads(reading: Reading) -> list[int]:
    """The tokens that can head the words of a source."""
    return [
        place
        for place, (tag, dep) in enumerate(zip(reading.tags, reading.deps, strict=True))
        if tag in SOURCE_TAGS and dep not in NOT_HEADS and (tag not in MUST_BE_ARGUMENT or dep in ARGUMENTS)
    ]


def firm_edges(loose: Sequence[bool], inside: Sequence[int]) -> tuple[list[int], list[int]]:
    """For each place the first from it on, and the last up to it, at which no loose token outside marks is cut off."""
    cut_off = [
        place for place, (is_loose, passage) in enumerate(zip(loose, inside, strict=True)) if is_loose and passage < 0
    ]
    after, before = list(range(len(loose) + 1)), list(range(len(loose) + 1))
    for place in reversed(cut_off):
        after[place] = after[place + 1]
    for place in cut_off:
        before[place + 1] = before[place]
    return after, before


def first_within(places: Sequence[int], first: int, last: int) -> int | None:
    """The first of the rising places that lies in [first, last)."""
    at = bisect_left(places, first)
    return places[at] if at < len(places) and places[at] < last else None


def passage_of_tokens(reading: Reading, passages: Sequence[Passage]) -> Column:
    """The place of the passage each token lies in, marks included, or -1."""
    inside = np.full(len(reading), -1, dtype=np.int64)
    for place, passage in enumerate(passages):
        first, last = reading.tokens_in(passage.start, passage.end)
        inside[first:last] = place
    return inside


def _flags(size: int, places: Sequence[int]) -> Flags:
    """So many flags, of which those of the places are set."""
    flags = np.zeros(size, dtype=np.bool_)
    flags[places] = True
    return flags


def _running(flags: Flags) -> Column:
    """How many flags are set before each place; one longer than the flags."""
    return np.concatenate(([0], np.cumsum(flags, dtype=np.int64)))


class WordGroups:
    """Groups of words of like meaning, made in training: a coarse and a fine number for each known word."""

    def __init__(self, weights: Mapping[str, npt.NDArray[Any]]) -> None:
        self.keys = weights["word_keys"].astype(np.int64)
        self.coarse = weights["word_coarse"].astype(np.int64)
        self.fine = weights["word_fine"].astype(np.int64)

    def of(self, lemmas: Column) -> tuple[Column, Column]:
        """The coarse and the fine group of each lemma's number, 0 for unknown words."""
        places = np.minimum(np.searchsorted(self.keys, lemmas), len(self.keys) - 1)
        known = self.keys[places] == lemmas
        return np.where(known, self.coarse[places], 0), np.where(known, self.fine[places], 0)


class TokenTable:
    """The columns of one article's tokens."""

    def __init__(self, reading: Reading, passages: Sequence[Passage], groups: WordGroups) -> None:
        self.reading = reading
        self.passages = passages
        self.inside = passage_of_tokens(reading, passages)
        size = len(reading)
        self.heads = np.array(reading.heads, dtype=np.int64)
        self.sentence = np.array(reading.token_sentence, dtype=np.int64)
        self.segment = np.array(reading.token_segment, dtype=np.int64)
        self.places = np.arange(size, dtype=np.int64)
        self.deps = reading.deps
        self.lemmas, self.labels = masked_lemmas(reading)
        self.called = list(self.labels)  # what rules go by; `labels` is what the weights were trained on
        self.c: Columns = {
            "lemma": column(self.lemmas),
            "tag": column(reading.tags),
            "dep": column(reading.deps),
            "label": column(self.labels),
        }
        self.c["coarse"], self.c["fine"] = groups.of(self.c["lemma"])
        self.inside_list: list[int] = self.inside.tolist()
        self.loose = [
            tag in LOOSE_TAGS or word in LOOSE_WORDS for tag, word in zip(reading.tags, reading.words, strict=True)
        ]
        self.noun_heads = find_noun_heads(reading)
        self.firm_from, self.firm_to = firm_edges(self.loose, self.inside_list)
        self._commas = [t for t, word in enumerate(reading.words) if word == ","]
        self._commas_outside = [t for t in self._commas if self.inside_list[t] < 0]
        self.strong_stops = [t for t, word in enumerate(reading.words) if word in STRONG_STOPS]
        self.passage_tokens = [reading.tokens_in(p.start, p.end) for p in passages]
        self.lines = reading.lines
        self._passages_by_line = self._group_passages()
        self._by_dep = self._group_by_dep()
        self._add_relatives()
        self._add_frame()
        self._add_neighbours()
        self._add_marks()
        self.running_inside = _running(self.inside >= 0)
        self.running_commas = _running(_flags(size, self._commas))
        self.running_verbs = _running(_flags(size, [t for t, pos in enumerate(reading.pos) if pos == "VERB"]))
        self.running_subjects = _running(self._having(*(dep for dep in self._by_dep if dep[:5] == "nsubj")))

    def heed(self, mentions: Iterable[Mention]) -> None:
        """Lets the rules go by the article's own names, which are surer than the model's labels."""
        for mention in mentions:
            label = LABEL_OF_KIND.get(mention.kind) if mention.form == "name" else None
            if label is not None:
                first, last = self.reading.tokens_in(mention.start, mention.end)
                self.called[first:last] = [label] * (last - first)

    def is_somebody(self, token: int) -> bool:
        """Whether a token is of a person's name, or "he" or "she"."""
        return self.called[token] == "PERSON" or self.reading.words[token].lower() in ("he", "she")

    def _group_passages(self) -> dict[int, list[int]]:
        groups: dict[int, list[int]] = {}
        for place, (first, last) in enumerate(self.passage_tokens):
            if first < last:
                groups.setdefault(self.reading.token_segment[first], []).append(place)
        return groups

    def passages_of_line(self, segment: int) -> list[int]:
        """The places of the passages that begin in a segment, in order."""
        return self._passages_by_line.get(segment, [])

    def goes_on(self, segment: int) -> bool:
        """Whether a line begins with a small letter right behind a passage in marks: '"It holds,"' / 'said Roe.'"""
        before = self.lines.get(segment - 1)
        if before is None or segment not in self.lines or self.inside_list[before[1] - 1] < 0:
            return False
        return self.reading.words[self.lines[segment][0]][:1].islower()

    def next_comma(self, first: int, last: int) -> int | None:
        """The first comma outside marks among the tokens [first, last)."""
        return first_within(self._commas_outside, first, min(last, first + MOST_SEARCHED))

    def previous_comma(self, before: int, first: int) -> int | None:
        """The last comma among the tokens [first, before)."""
        place = bisect_left(self._commas, before) - 1
        is_near = place >= 0 and self._commas[place] >= max(first, before - MOST_SEARCHED)
        return self._commas[place] if is_near else None

    def _group_by_dep(self) -> dict[str, Column]:
        groups: dict[str, list[int]] = {}
        for place, dep in enumerate(self.deps):
            groups.setdefault(dep, []).append(place)
        return {dep: np.array(places, dtype=np.int64) for dep, places in groups.items()}

    def _add_relatives(self) -> None:
        """Head, grandparent, and the word under which the token's clause is reported, if any."""
        c, heads = self.c, self.heads
        for name in ("lemma", "tag", "dep"):
            c[f"head_{name}"] = c[name][heads]
            c[f"grand_{name}"] = c[name][heads[heads]]
        c["is_root"] = (heads == self.places).astype(np.int64)
        current, reporter = self.places.copy(), np.zeros(len(heads), dtype=np.int64)
        reported = self._having("ccomp", "pcomp", "acl")
        for _ in range(ANCESTOR_STEPS):
            hit = reported[current] & (reporter == 0)
            reporter[hit] = c["lemma"][heads[current[hit]]]
            current = heads[current]
        c["reporter"] = reporter

    def _having(self, *deps: str) -> Flags:
        """Whether each token hangs on its head by one of the relations."""
        return _flags(len(self.heads), [place for dep in deps for place in self._by_dep.get(dep, ())])

    def child(self, *deps: str) -> Column:
        """For each token its last dependent with one of these relations, or -1."""
        found = np.full(len(self.heads), -1, dtype=np.int64)
        for dep in deps:
            places = self._by_dep.get(dep)
            if places is not None:
                found[self.heads[places]] = places
        return found

    def _pick(self, source: Column, places: Column) -> Column:
        return np.where(places >= 0, source[places], 0)

    def _add_frame(self) -> None:
        """Which dependents a token has, and what the telling ones are."""
        c, size = self.c, len(self.heads)
        frame = np.zeros(size, dtype=np.int64)
        for dep, bit in FRAME_BITS.items():
            places = self._by_dep.get(dep)
            if places is not None:
                frame[self.heads[places]] |= bit
        c["frame"] = frame
        subject = self.child("nsubjpass", "nsubj")
        joined = self._having("conj", "xcomp", "advcl")
        for _ in range(2):  # a verb joined to another shares its subject
            subject = np.where(joined & (subject < 0), subject[self.heads], subject)
        self.subject = subject
        clause, infinitive = self.child("ccomp"), self.child("xcomp")
        self.clause = clause
        self.joined = self.child("conj")
        dobj, prep = self.child("dobj"), self.child("prep")
        pobj = self.child("pobj")
        for name, places in (
            ("subj", subject), ("clause", clause), ("inf", infinitive), ("obj", dobj), ("prep", prep),
            ("prepobj", np.where(prep >= 0, pobj[prep], -1)), ("part", self.child("prt")), ("acl", self.child("acl")),
            ("auxil", self.child("aux")), ("advmod", self.child("advmod")), ("pobj", pobj),
        ):  # fmt: skip
            c[f"{name}_lemma"] = self._pick(c["lemma"], places)
            c[f"{name}_tag"] = self._pick(c["tag"], places)
            c[f"{name}_side"] = np.where(places < 0, 0, np.where(places < self.places, 1, 2))
        for name, places in (("subj", subject), ("obj", dobj), ("prepobj", np.where(prep >= 0, pobj[prep], -1))):
            c[f"{name}_coarse"] = self._pick(c["coarse"], places)
        c["obj_fine"] = self._pick(c["fine"], dobj)
        c["head_fine"] = c["fine"][self.heads]
        c["subj_label"] = self._pick(c["label"], subject)
        c["obj_label"] = self._pick(c["label"], dobj)
        c["clause_mark"] = self._pick(self._pick(c["lemma"], self.child("mark")), clause)
        c["clause_frame"] = self._pick(frame & 0x3FF, clause)
        c["inf_frame"] = self._pick(frame & 0x3FF, infinitive)
        c["mark_lemma"] = self._pick(c["lemma"], self.child("mark"))
        c["negated"] = (frame & FRAME_BITS["neg"] > 0).astype(np.int64)

    def shifted(self, source: Column, steps: int) -> Column:
        """The column's values `steps` tokens later (earlier when negative), 0 beyond the ends."""
        out = np.zeros_like(source)
        if steps > 0:
            out[:-steps] = source[steps:]
        else:
            out[-steps:] = source[:steps]
        return out

    def _add_neighbours(self) -> None:
        for steps, name in ((-2, "prev2"), (-1, "prev"), (1, "next"), (2, "next2")):
            for kind in ("lemma", "tag"):
                self.c[f"{name}_{kind}"] = self.shifted(self.c[kind], steps)

    def _add_marks(self) -> None:
        """Where the token stands to the passages in marks and in its sentence and segment."""
        c = self.c
        inside = (self.inside >= 0).astype(np.int64)
        c["inside"] = inside
        before, after = self.shifted(inside, -1), self.shifted(inside, 1)
        c["beside"] = before + 2 * after + 4 * self.shifted(inside, -2) + 8 * self.shifted(inside, 2)
        counts = np.bincount(self.sentence, weights=inside, minlength=len(self.reading.sentences))
        firsts = np.array([first for first, _ in self.reading.sentences], dtype=np.int64)
        lasts = np.array([last - 1 for _, last in self.reading.sentences], dtype=np.int64)
        if len(firsts):
            quoted = np.minimum(counts, 4).astype(np.int64) * 4 + inside[firsts] * 2 + inside[lasts]
            c["sentence_marks"] = quoted[self.sentence]
            c["from_start"] = np.minimum(self.places - firsts[self.sentence], 6)
            c["to_end"] = np.minimum(lasts[self.sentence] - self.places, 6)
        else:
            c["sentence_marks"] = c["from_start"] = c["to_end"] = np.zeros(0, dtype=np.int64)
        self.clause_inside = self._pick(inside, self.clause)
        c["clause_inside"] = self.clause_inside
        first_segment = self.segment[:1]
        c["is_first"] = (self.segment == first_segment).astype(np.int64) if len(first_segment) else self.segment
