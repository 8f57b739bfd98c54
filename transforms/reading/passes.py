"""Two ways to have texts read by a spaCy pipeline, with the same words, heads and names: spaCy's own, and side by side.

    pieces = choose_pass(nlp).read([["Mayor Poe said no.", "She left."], ["A second article."]])

The second way, three times as fast, is taken where every network is built as those of spaCy's English pipelines and
spaCy is of a version on which both ways were compared word by word.
"""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Sequence
from dataclasses import dataclass
from typing import Any, Protocol

import numpy as np
from spacy import about
from spacy.attrs import DEP, HEAD, IDX, IS_SPACE, LENGTH, NORM, ORTH, SENT_START, SPACY, TAG, intify_attr
from spacy.language import Language
from spacy.tokens import Doc
from spacy.vocab import Vocab
from thinc.api import Model
from threadpoolctl import threadpool_limits

from transforms.reading.arcs import Parser
from transforms.reading.blocks import choose_ops
from transforms.reading.encoder import Encoder, UnknownNetwork
from transforms.reading.quicken import is_word_embedding, quicken
from transforms.reading.recognizer import Name, Recognizer
from transforms.reading.word_memory import WordMemory, keys_of

COMPARED = frozenset({"3.8.2", "3.8.18"})  # spaCy versions on which both ways gave the same: bench/reading
PIPES = ["tok2vec", "tagger", "parser", "ner"]
PIPE_BATCH = 64  # texts of one article; more costs memory and gains nothing
TOGETHER = 2_000  # words parsed side by side: more costs memory (4 KB each) and gains little
WORD = [ORTH, NORM, SPACY]  # all that the first layers can tell a word by
WORD_COLUMNS: list[int | str] = [*WORD, IDX, LENGTH, IS_SPACE]
PARSE_COLUMNS: list[int | str] = [DEP, HEAD, SENT_START]
BUILT_OTHERWISE = (UnknownNetwork, LookupError, AttributeError)  # parts, names or weights that are not there
Articles = Sequence[Sequence[str]]


@dataclass(slots=True)
class Piece:
    """A text as it was read: one value per word, heads and bounds in words of the text."""

    starts: list[int]  # offsets into the text
    lengths: list[int]
    tags: list[str]
    deps: list[str]
    heads: list[int]
    sentences: list[int]  # the first word of each
    names: list[Name]


class Pass(Protocol):
    """Reads the texts of articles, several at a time where that pays; neighbours change nothing."""

    def read(self, articles: Articles) -> list[list[Piece]]:
        """A piece for every text of every article."""


def choose_pass(nlp: Language) -> Pass:
    """The faster way where it is sure to give the same, else spaCy's own."""
    if about.__version__ in COMPARED and nlp.pipe_names == PIPES:
        try:
            return SideBySide(nlp)
        except BUILT_OTHERWISE:
            pass
    return OneByOne(nlp)


class OneByOne:
    """spaCy's own way, article by article."""

    def __init__(self, nlp: Language) -> None:
        quicken(nlp)
        self.nlp = nlp

    def read(self, articles: Articles) -> list[list[Piece]]:
        """A piece for every text of every article."""
        return [[self.describe(doc) for doc in self.nlp.pipe(texts, batch_size=PIPE_BATCH)] for texts in articles]

    def describe(self, doc: Doc) -> Piece:
        """What the pipeline says of a text."""
        strings = self.nlp.vocab.strings
        starts, lengths, tags, deps, is_start = stack_columns([doc], [IDX, LENGTH, TAG, DEP, SENT_START]).T.tolist()
        return Piece(
            starts,
            lengths,
            [strings[tag] for tag in tags],
            [strings[dep] for dep in deps],
            [token.head.i for token in doc],
            [place for place, value in enumerate(is_start) if value == 1],
            [(name.start, name.end, name.label_) for name in doc.ents],
        )


@dataclass(slots=True)
class Article:
    """The texts of an article as words, and what the networks' layers make of these."""

    docs: list[Doc]
    lengths: Any  # in words, of each text
    table: Any  # one row of WORD_COLUMNS per word
    encoded: list[Any]  # for the tags and the parser; for the names


class SideBySide:
    """Our own way through the networks: all texts of an article at once, in the parser those of several articles."""

    def __init__(self, nlp: Language) -> None:
        """Reads the networks' weights; raises UnknownNetwork where one is built otherwise."""
        threadpool_limits(1, user_api="blas")  # one process per core is the plan; more threads would only wait
        self.nlp = nlp
        pipes: dict[str, Any] = dict(nlp.components)
        networks = [find_encoder(pipes[name].model) for name in ("tok2vec", "ner")]
        self._encoders = [Encoder(network.layers[1]) for network in networks]
        self._words = Words(nlp.vocab, [network.layers[0] for network in networks])
        self._tagger = Tagger(pipes["tagger"])
        self._parser = Parser(pipes["parser"], Doc(nlp.vocab, words=["the"]))
        self._recognizer = Recognizer(pipes["ner"])
        ask_less(nlp.vocab, networks)

    def read(self, articles: Articles) -> list[list[Piece]]:
        """A piece for every text of every article."""
        pieces = []
        for group in group_articles(map(self._prepare, articles)):
            self._parser.parse([article.docs for article in group], [article.encoded[0] for article in group])
            pieces += [list(self._describe(article)) for article in group]
        return pieces

    def _prepare(self, texts: Sequence[str]) -> Article:
        docs = [self.nlp.make_doc(text) for text in texts]
        lengths = np.array([len(doc) for doc in docs], dtype=np.int64)
        table = stack_columns(docs, WORD_COLUMNS)
        parts = np.split(self._words.look_up(table), len(self._encoders), axis=1)
        encoded = [encoder.encode(part, lengths) for encoder, part in zip(self._encoders, parts, strict=True)]
        return Article(docs, lengths, table, encoded)

    def _describe(self, article: Article) -> Iterator[Piece]:
        lengths = article.lengths
        relations, heads, starts = stack_columns(article.docs, PARSE_COLUMNS).T
        own_starts = np.repeat(np.cumsum(lengths) - lengths, lengths)
        is_space = article.table[:, WORD_COLUMNS.index(IS_SPACE)].astype(bool)
        names = self._recognizer.find(article.encoded[1], lengths, is_space, starts == 1)
        label = {number: self.nlp.vocab.strings[number] for number in set(relations.tolist())}
        columns = (
            *(article.table[:, WORD_COLUMNS.index(column)].tolist() for column in (IDX, LENGTH)),
            self._tagger.tag(article.encoded[0]),
            [label[number] for number in relations.tolist()],
            (heads.astype(np.int64) + np.arange(len(heads)) - own_starts).tolist(),
        )
        is_start = (starts == 1).tolist()
        for own, end, length in zip(names, np.cumsum(lengths).tolist(), lengths.tolist(), strict=True):
            first = end - length
            sentences = [place for place, begins in enumerate(is_start[first:end]) if begins]
            offsets, sizes, tags, deps, roots = (column[first:end] for column in columns)
            yield Piece(offsets, sizes, tags, deps, roots, sentences, own)


class Words:
    """What the first layers of the networks make of each word, side by side in one row."""

    def __init__(self, vocab: Vocab, embeddings: Sequence[Model[Any, Any]]) -> None:
        ops = choose_ops()  # rounds alike wherever a row stands: a word's numbers depend on the word alone
        for embedding in embeddings:
            for node in embedding.walk():
                node.ops = ops
        self._vocab = vocab
        self._embeddings = embeddings
        self._memory = WordMemory()
        self.look_up(stack_columns([Doc(vocab, words=["the"])], WORD_COLUMNS))  # a text without words needs the width

    def look_up(self, table: Any) -> Any:
        """One row per row of the table of WORD_COLUMNS."""
        return self._memory.look_up(keys_of(table[:, : len(WORD)]), lambda fresh: self._compute(table[fresh]))

    def _compute(self, table: Any) -> Any:
        letters, norms, has_space = table[:, : len(WORD)].T.tolist()
        strings = self._vocab.strings
        doc = Doc(self._vocab, [strings[word] for word in letters], [bool(space) for space in has_space])
        for token, norm in zip(doc, norms, strict=True):
            if token.norm != norm:
                token.norm_ = strings[norm]
        return np.hstack([embedding.predict([doc])[0] for embedding in self._embeddings])


class Tagger:
    """Picks the likeliest tag of each word."""

    def __init__(self, pipe: Any) -> None:
        """Reads the weights of spaCy's component `tagger`; raises UnknownNetwork where it is built otherwise."""
        layer = next((node for node in pipe.model.walk() if node.name == "softmax"), None)
        if layer is None:
            raise UnknownNetwork(pipe.model.name)
        self._labels = np.array(pipe.labels, dtype=object)
        self._weights, self._bias = np.ascontiguousarray(layer.get_param("W").T), layer.get_param("b")

    def tag(self, encoded: Any) -> list[str]:
        """The tag of every word."""
        tags: list[str] = self._labels[(encoded @ self._weights + self._bias).argmax(axis=1)].tolist()
        return tags


def ask_less(vocab: Vocab, networks: Sequence[Model[Any, Any]]) -> None:
    """Has nothing found out of a new word, "is it an address?", that neither the networks nor a reading ask for."""
    nodes = (node for network in networks for node in network.walk() if "columns" in node.attrs)
    asked = {IS_SPACE, *(intify_attr(column) for node in nodes for column in node.attrs["columns"])}
    getters: dict[int, Any] = vocab.lex_attr_getters  # type: ignore[attr-defined]
    vocab.lex_attr_getters = {number: getter for number, getter in getters.items() if number in asked}  # type: ignore[attr-defined]


def find_encoder(network: Model[Any, Any]) -> Model[Any, Any]:
    """The part of a network that encodes words: one layer that looks at each alone, then one that looks around."""
    for node in network.walk():
        if len(node.layers) == 2 and is_word_embedding(node.layers[0]):
            return node
    raise UnknownNetwork(network.name)


def group_articles(articles: Iterable[Article]) -> Iterator[list[Article]]:
    """Articles whose texts are parsed side by side."""
    group: list[Article] = []
    for article in articles:
        group.append(article)
        if sum(len(each.table) for each in group) >= TOGETHER:
            yield group
            group = []
    if group:
        yield group


def stack_columns(docs: Sequence[Doc], columns: list[int | str]) -> Any:
    """The columns of all words of the texts, one row each."""
    none = np.zeros((0, len(columns)), np.uint64)
    return np.concatenate([none, *(doc.to_array(columns) for doc in docs if len(doc))])
