"""In which shape a source keeps its articles: how a shape is known, and where in it our fields stand.

A shape is declared in `known_shapes.py`. Records of a shape that nobody declared are read by the names that news data
usually gives its fields, and the choice is told in one line.
"""

from __future__ import annotations

import re
from collections.abc import Callable, Mapping, Sequence
from dataclasses import dataclass, field
from difflib import get_close_matches
from functools import cached_property
from typing import Any

from transforms.documents.fields import FIELDS, find_surrogate
from transforms.documents.paths import (
    NO_VALUE,
    Path,
    Record,
    as_words,
    find_value,
    gather_words,
    is_blank,
    list_paths,
    parse_path,
    read_listed,
)
from transforms.page.view import strip_markup

SAMPLED = 20  # records by which a shape is told
LONG_TEXT = 200  # characters, on average, from which an unnamed column can only be the text
MUCH_LONGER = 3  # times: a teaser under the better name gives way to the story
TEASERS = frozenset({"description", "summary", "abstract", "excerpt", "snippet", "leadparagraph", "shortdescription"})

# What news data calls our fields, in the order of preference, without capitals, blanks and marks
NAMES: dict[str, tuple[str, ...]] = {
    name: tuple(words.split())
    for name, words in {
        "text": """
            text body bodytext articlebody content maintext fulltext articletext plaintext articlecontent
            story article newstext contenttext textcontent cleantext cleanedtext rawtext textcleaned
            document bodyplain bodyhtml contenthtml contentplain articlefulltext newscontent newsarticle
            transcript paragraphs storytext mainbody maincontent bodycontent contentencoded articlemaintext
            posttext td
        """,
        "id": """
            id articleid docid documentid storyid newsid uuid guid uniqueid accessionno accessionnumber an
            sysid proquestdocumentid storiesid postid itemid identifier recordid uri
        """,
        "url": """
            url link articleurl weburl sourceurl pageurl storyurl newsurl permalink canonicalurl
            canonicallink requestedurl originalurl linkurl href articlelink documentidentifier urls uri
            source readmorelink
        """,
        "headline": """
            headline title articletitle webtitle newstitle headlinetext storytitle heading hed headlines
            headlinemain titletext pagetitle documenttitle mainheadline name hd titlerss ogtitle subject
        """,
        "byline": """
            byline author authors authorname authornames writer writers reporter reporters journalist
            journalists creator creators dccreator writtenby articleauthor articleauthors newsauthor by
            contributor contributors
        """,
        "publisher": """
            publisher publication outlet newspaper sitename sourcename newssource publicationname
            publicationtitle publishername publishertitle medianame source mediatitle media newsoutlet
            sourcetitle provider providername site newspapername papername newsorganization newsagency
            organization brand channel metasitename ogsitename sourcehostname siteshort sitefull newssite
            journal journalname sourcedomain publisherdomain domain hostname host website cleanurl
            sourcecommonname mediaurl sn
        """,
        "published_at": """
            publishedat datepublished published publishdate datepublish publicationdate publisheddate
            publishingdate pubdate publishedon publisheddatetime publishedtime articlepublishedtime
            publishtime publicationtime publicationdatetime pubtime pubdateutc publishedutc datepublishedutc
            webpublicationdate firstpublicationdate firstpublished firstpublishedat firstpublishdate
            firstpublisheddate displaydate datetimepub dategmt datetime articledate articledatetime
            articletime newsdate postdate posted postedat posteddate dateposted publishdatetime releasedate
            issued issuedate issuedatetime date pubtimestamp timestamp seendate time created createdat
            createdutc datecreated pd storydate day
        """,
        "language": """
            language lang languagecode metalang inlanguage locale langcode sourcelanguage la
        """,
        "home_currency": "homecurrency",
        "updated_at": """
            updatedat datemodified datemodify modified modifiedat modifieddate updated updateddate
            lastupdated lastmodified lastmod dateupdated publishupdatedat updatetime
        """,
    }.items()
}
# Objects that only hold a record's fields together
WRAPPER_NAMES = """
    article articles attributes body content core data details doc docs document documents entries entry
    fields hits info item items main meta metadata news newsitem node payload post posts properties record
    response result results rss stories story thread value webpage
"""
WRAPPERS = frozenset(WRAPPER_NAMES.split())
NOT_LETTERS = re.compile(r"[^a-z0-9]+")
LONGEST_NO_VALUE = 9  # characters of what programs write for nothing
DIGIT = re.compile(r"\d")
ADDRESS = re.compile(r"(?:https?://|www\.)\S+$", re.IGNORECASE)
HOST = re.compile(r"(?:https?://)?(?:www\.)?([^/\s:?#]+)", re.IGNORECASE)


@dataclass(frozen=True)
class Shape:
    """A shape that news data comes in.

    name: for `--shape`; title: as its makers call it; kind: json | table | text | xml | file; needs: paths that its
    records have; records: the path to them in a file of JSON; fields: our field to the paths that may hold it, in the
    order of preference; columns: those of a table without header; date_format: of its dates, where they need one;
    is_list: its records name pages and do not hold their text; sample: the file among the tests' samples; recipe: how
    one comes by such a file, in a sentence.
    """

    name: str
    title: str
    kind: str
    needs: tuple[str, ...] = ()
    records: str = ""
    fields: Mapping[str, tuple[str, ...]] = field(default_factory=dict)
    columns: tuple[str, ...] = ()
    date_format: str | None = None
    is_list: bool = False
    sample: str = ""
    recipe: str = ""

    def fits(self, records: Sequence[Record]) -> bool:
        """Whether the records have what this shape's records have."""
        if not self.needs or not records:
            return False
        paths = [parse_path(path) for path in self.needs]
        return all(any(_has(record, path) for record in records) for path in paths)


def _has(record: Record, path: Path) -> bool:
    """Whether a record has a key at a path, though its value be null."""
    if (path[0] in record and len(path) == 1) or ".".join(path) in record:
        return True
    return len(path) > 1 and find_value(record, path) is not None


class UnknownPathError(ValueError):
    """A column was asked for that the file does not have; the words say which there are."""


@dataclass(frozen=True)
class FieldPlan:
    """Where a file's records keep our fields."""

    title: str | None  # of the shape, None where the names alone decided
    paths: Mapping[str, tuple[Path, ...]]
    date_format: str | None = None
    is_list: bool = False

    @cached_property
    def _firsts(self) -> list[tuple[str, str, Callable[[str], str | None] | None]]:
        """Of each field the key it most likely stands under, and what is made of its words."""
        return [(name, ".".join(paths[0]), READ.get(name)) for name, paths in self.paths.items() if paths]

    def read(self, record: Record) -> tuple[dict[str, str], dict[str, str]]:
        """The record's fields, and of those that could not be used the first words."""
        fields: dict[str, str] = {}
        unread: dict[str, str] = {}
        for name, key, made in self._firsts:
            value = record.get(key)
            if value.__class__ is str and is_plain(value):
                words = value if made is None else made(value)
                if words is not None:
                    fields[name] = words
                    continue
            self._look_further(record, name, fields, unread)
        return fields, unread

    def _look_further(self, record: Record, name: str, fields: dict[str, str], unread: dict[str, str]) -> None:
        """The value of a field that does not simply stand where it most likely does."""
        for path in self.paths[name]:
            value = find_value(record, path)
            if value is None:
                continue
            words = read_field(name, value)
            if words is not None:
                fields[name] = words
                unread.pop(name, None)
                return
            if not is_blank(value):
                unread.setdefault(name, repr(value)[:100])

    def describe(self) -> str:
        """The choice in one line.

        >>> FieldPlan(None, {"text": (("body",),), "headline": (("title",),)}).describe()
        'by the names of its fields: text from body, headline from title'
        """
        known = [(name, ".".join(paths[0])) for name, paths in self.paths.items() if paths and name in FIELDS]
        where = ", ".join(f"{name} from {path}" for name, path in known if name != path)
        how = f"as {self.title}" if self.title else "by the names of its fields"
        return f"{how}: {where}" if where else how


def read_field(name: str, value: Any) -> str | None:
    """The words of one of our fields; None where the value is none that the field can have."""
    if name == "text":
        return read_body(value)
    words = as_words(value)
    if words is None:
        return None
    return READ[name](words) if name in READ else words


def is_plain(words: str) -> bool:
    """Whether words can be taken as they are, told without looking at them closely."""
    return words.isascii() and words[:1] > " " and (len(words) > LONGEST_NO_VALUE or words.casefold() not in NO_VALUE)


def read_body(value: Any) -> str | None:
    """The text: as given where it is text, paragraphs put together where it is a list of them."""
    if isinstance(value, str):
        return value
    return gather_words(value) if isinstance(value, (list, Mapping)) else None


def read_publisher(words: str) -> str | None:
    """The outlet's name, of an address the host.

    >>> read_publisher("https://www.ledger.example/news"), read_publisher("The Harbour Ledger")
    ('ledger.example', 'The Harbour Ledger')
    """
    if not ADDRESS.match(words):
        return words
    host = HOST.match(words)
    return host.group(1) if host else None


def read_address(words: str) -> str | None:
    """The address, None for what is none."""
    if words.startswith("https://") and " " not in words:
        return words
    words = words.strip().split(", ")[0]
    if words.startswith("www."):
        words = f"https://{words}"
    return words if words.lower().startswith(("http://", "https://")) else None


def read_byline(words: str) -> str:
    """The authors' names, however a table wrote the list of them down."""
    return read_listed(words)


def read_headline(words: str) -> str | None:
    """The headline without markup.

    >>> read_headline("Bell &amp; Sons <b>sell</b>")
    'Bell & Sons sell'
    """
    return strip_markup(words).strip() or None


READ: dict[str, Callable[[str], str | None]] = {
    "headline": read_headline,
    "publisher": read_publisher,
    "url": read_address,
    "byline": read_byline,
}


def plan_fields(
    records: Sequence[Record],
    asked: Mapping[str, str],
    shapes: Sequence[Shape],
    forced: Shape | None = None,
) -> FieldPlan:
    """Where the records keep our fields: as asked, as the shape that they fit says, else by their fields' names.

    Raises UnknownPathError for a path that no record has.

    >>> plan_fields([{"Title": "Rates rise", "Body": "Rates rose.", "Day": "2024"}], {"published_at": "Day"}, ()).paths
    {'published_at': (('Day',),), 'text': (('Body',),), 'headline': (('Title',),)}
    """
    shape = forced or next((shape for shape in shapes if shape.fits(records)), None)
    found: dict[str, tuple[Path, ...]] = {}
    found |= {name: (check_path(path, records, shape),) for name, path in asked.items()}
    taken = {path for paths in found.values() for path in paths}
    if shape is not None:
        for name, ways in shape.fields.items():
            if name not in found:
                there = [path for way in ways if any(_has(record, path := parse_path(way)) for record in records)]
                found |= {name: tuple(there)} if there else {}
        taken |= {path for paths in found.values() for path in paths}
    for name, paths in guess_fields(records, taken).items():
        if name not in found:
            found[name] = paths
    title = shape.title if shape else None
    return FieldPlan(title, found, shape.date_format if shape else None, shape.is_list if shape else False)


def check_path(words: str, records: Sequence[Record], shape: Shape | None) -> Path:
    """A path as a user wrote it, with or without the way to the records. Raises UnknownPathError."""
    path = parse_path(words)
    ways = [path, (words,)]
    if shape and shape.records:
        lead = parse_path(shape.records)
        ways.append(path[len(lead) :] if path[: len(lead)] == lead else path)
    ways += [path[cut:] for cut in range(1, len(path))]
    for way in ways:
        if way and any(_has(record, way) for record in records):
            return way
    there = sorted({".".join(way) for record in records for way in list_paths(record)})
    near = get_close_matches(words, there, 1)
    hint = f"Did you mean {near[0]}?" if near else f"There are: {', '.join(there[:20])}."
    raise UnknownPathError(f"There is no column or key {words}. {hint}")


def guess_fields(records: Sequence[Record], taken: set[Path]) -> dict[str, tuple[Path, ...]]:
    """Which paths hold our fields by their names, and by what stands there."""
    there = list(dict.fromkeys(path for record in records for path in list_paths(record)))
    ranked: dict[str, list[tuple[int, Path]]] = {}
    for path in there:
        if path in taken:
            continue
        for name, rank in rank_path(path):
            ranked.setdefault(name, []).append((rank, path))
    found: dict[str, tuple[Path, ...]] = {}
    used = set(taken)
    for name in NAMES:
        paths = [path for _, path in sorted(ranked.get(name, []), key=lambda pair: pair[0])]
        paths = [path for path in paths if path not in used and holds(name, path, records)]
        if name == "text":
            paths = choose_text(paths, there, records, used)
        if (name,) in there and (name,) not in used and (name,) not in paths:
            paths.append((name,))  # so that what is wrong with it is told
        if paths:
            found[name] = tuple(paths[:3])
            used |= {path for path in paths[:1] if name != "url"}
    return found


def rank_path(path: Path) -> list[tuple[str, int]]:
    """For which fields a path's name speaks, and how well (the lower, the better)."""
    keys = [NOT_LETTERS.sub("", key.casefold()) for key in path]
    inside = 0
    while inside < len(keys) - 1 and (keys[inside] in WRAPPERS or path[inside] == "_source"):
        inside += 1
    name = "".join(keys[inside:])
    return [(ours, names.index(name) + 100 * inside) for ours, names in NAMES.items() if name in names]


def holds(name: str, path: Path, records: Sequence[Record]) -> bool:
    """Whether what stands at a path can be that field: of the values that say something, most are read."""
    values = [value for record in records if not is_blank(value := find_value(record, path))]
    read = [words for value in values if (words := read_field(name, value)) is not None]
    if not values:
        return name != "text"
    if 2 * len(read) < len(values):
        return False
    if name == "text":
        return path == ("text",) or any(" " in words.strip() for words in read)
    if name == "id":
        return 2 * len(set(read)) > len(read)
    if name == "published_at":
        return any(DIGIT.search(words) for words in read)
    return name == "url" or max(map(len, read)) < 2_000


def choose_text(named: list[Path], there: list[Path], records: Sequence[Record], used: set[Path]) -> list[Path]:
    """The paths of the text: the best named, a much longer one before a teaser; else the one column of long texts."""
    lengths = {path: mean_length(path, records) for path in named}
    if named:
        longest = max(named, key=lambda path: lengths[path])
        best = longest if lengths[longest] > MUCH_LONGER * lengths[named[0]] else named[0]
        return [best, *(path for path in named if path != best and lengths[path] >= LONG_TEXT)]
    lengths = {path: mean_length(path, records) for path in there if path not in used and not is_teaser(path)}
    longest = max(lengths, key=lambda path: lengths[path], default=())
    return [longest] if longest and lengths[longest] >= LONG_TEXT else []


def is_teaser(path: Path) -> bool:
    """Whether a path is called as short versions of a story are."""
    return NOT_LETTERS.sub("", path[-1].casefold()) in TEASERS


def mean_length(path: Path, records: Sequence[Record]) -> float:
    """How long the texts at a path are; 0 where they are no running text."""
    values = [value for record in records if isinstance(value := find_value(record, path), str) and not is_blank(value)]
    spaced = [value for value in values if value.count(" ") >= 3]
    return sum(map(len, spaced)) / len(values) if len(spaced) > len(values) / 2 else 0.0


def score_record(record: Any) -> int:
    """How much an object of JSON looks like an article: 0 where it does not."""
    if not isinstance(record, Mapping):
        return 0
    found = guess_fields([record], set())
    score = 4 * ("text" in found) + 2 * ("headline" in found) + ("url" in found) + ("published_at" in found)
    return score if "text" in found or ("url" in found and "headline" in found) else 0


def find_records(data: Any, depth: int = 5) -> list[Any] | None:
    """The list of articles in a file of JSON: itself, the object that it is, or the most alike list within it.

    >>> find_records({"status": "ok", "articles": [{"title": "Rates rise", "content": "Rates rose on Friday."}]})
    [{'title': 'Rates rise', 'content': 'Rates rose on Friday.'}]
    """
    level: list[Any] = [data]
    for _ in range(depth):
        found = [(score, records) for item in level if (records := as_list(item)) and (score := score_list(records))]
        if found:
            return max(found, key=lambda pair: (pair[0], len(pair[1])))[1]
        level = [inner for item in level for inner in open_up(item)]
    return None


def as_list(item: Any) -> list[Any] | None:
    """What may be a list of records: a list of objects, an object that is a record, one whose values are records."""
    if isinstance(item, list):
        return item if any(isinstance(value, Mapping) for value in item[:SAMPLED]) else None
    if not isinstance(item, Mapping):
        return None
    if score_record(item) >= 4:
        return [item]
    values = list(item.values())
    if len(values) > 1 and all(isinstance(value, Mapping) for value in values):
        return values
    return None


def score_list(records: list[Any]) -> int:
    """How much the items of a list look like articles."""
    return max((score_record(record) for record in records[:3]), default=0)


def open_up(item: Any) -> list[Any]:
    """The lists and objects inside one."""
    if isinstance(item, Mapping):
        return [value for value in item.values() if isinstance(value, (list, Mapping))]
    return [value for value in item[:1] if isinstance(value, Mapping)] if isinstance(item, list) else []


def find_bad_letters(fields: Mapping[str, str]) -> str | None:
    """The reason to refuse a text that no file can hold, None where there is none."""
    place = find_surrogate(fields.get("text", ""))
    if place is None:
        return None
    return f"`text` has half a character (a lone surrogate) at character {place + 1:,}; no file can hold it."
