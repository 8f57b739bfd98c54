"""What a test of a name says of a word where it stands in each of some texts."""

from __future__ import annotations

from collections.abc import Callable, Iterable

from tests.transforms.read_texts import parse
from transforms.annotate import Annotator
from transforms.lexicon import Lexicon
from transforms.names.words import Name
from transforms.reading.reading import Reading

Test = Callable[[Reading, Name, Lexicon], bool]


def ask(annotator: Annotator, lexicon: Lexicon, test: Test, word: str, texts: Iterable[str]) -> list[bool]:
    """The test's answer in each text, of the word as a name that the reader gave no label."""
    answers = []
    for text in texts:
        (reading,) = parse(annotator, [text])
        first = reading.words.index(word)
        answers.append(test(reading, Name(first, first + 1, "", first), lexicon))
    return answers
