"""Letters decoded with the wrong table ("wonâ€™t"), found where they can be nothing else."""

from __future__ import annotations

import re
from collections.abc import Iterator

# A lead byte of UTF-8 as the Western tables show it, and one of the characters its next byte becomes. Only where they
# meet is ftfy loaded and asked.
SUSPECT = re.compile("[ÂÃÄÅÐÑÎÏâð][\x80-\xbf€‚ƒ„…†‡ˆ‰Š‹ŒŽ‘’“”•–—˜™š›œžŸ]|â€")
# A closing quotation mark whose last byte was lost on the way
CUT_MARK = re.compile(r"â€(?=[\s,.;:!?)]|$)")
LONGEST_LINE = 20_000  # characters of a line that are judged together


def find_mojibake(text: str) -> Iterator[tuple[int, int, str]]:
    """Where letters were decoded with the wrong table, and what they were: (start, end, letters).

    >>> list(find_mojibake("We wonâ€™t pay Â£3 million, said JosÃ©."))
    [(6, 9, '’'), (15, 17, '£'), (36, 38, 'é')]
    >>> list(find_mojibake("The façade of the Ãltere café"))
    []
    """
    if SUSPECT.search(text) is None:
        return
    from ftfy import fix_encoding
    from ftfy.badness import is_bad
    from ftfy.chardata import UTF8_DETECTOR_RE

    for start, end in cut_lines(text):
        line = text[start:end]
        if SUSPECT.search(line) is None or not is_bad(line):
            continue
        cut = {match.start() for match in CUT_MARK.finditer(line)}
        yield from ((start + place, start + place + 2, "”") for place in sorted(cut))
        for match in UTF8_DETECTOR_RE.finditer(line):
            mended = fix_encoding(match.group())
            if match.start() not in cut and mended != match.group():
                yield start + match.start(), start + match.end(), mended


def cut_lines(text: str) -> Iterator[tuple[int, int]]:
    """The lines of a text, long ones in pieces."""
    start = 0
    while start < len(text):
        found = text.find("\n", start, start + LONGEST_LINE)
        end = min(len(text), start + LONGEST_LINE) if found < 0 else found + 1
        yield start, end
        start = end
