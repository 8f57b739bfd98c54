"""Which fields of a record are ours, told by their names and by what stands there."""

from __future__ import annotations

import re
from collections.abc import Sequence
from typing import Any

from transforms.documents.field_values import read_field
from transforms.documents.paths import Path, Record, find_value, is_blank, list_paths

LONG_TEXT = 200  # characters, on average, from which an unnamed column can only be the text
MUCH_LONGER = 3  # times: a teaser under the better name gives way to the story
TEASERS = frozenset({"description", "summary", "abstract", "excerpt", "snippet", "leadparagraph", "shortdescription"})

# What news data calls our fields, in the order of preference, without capitals, blanks and marks
NAMES: dict[str, tuple[str, ...]] = {
    name: tuple(words.split())
    for name, words in {
        "text": """
            text body bodytext articlebody content maintext fulltext articletext plaintext
            articlecontent story article newstext contenttext textcontent cleantext cleanedtext
            rawtext textcleaned document bodyplain bodyhtml contenthtml contentplain articlefulltext
            newscontent newsarticle transcript paragraphs storytext mainbody maincontent bodycontent
            contentencoded articlemaintext posttext td contentelements
        """,
        "id": """
            id articleid docid documentid storyid newsid uuid guid uniqueid accessionno
            accessionnumber an sysid proquestdocumentid storiesid postid itemid identifier recordid
            uri
        """,
        "url": """
            url link articleurl weburl sourceurl pageurl storyurl newsurl permalink canonicalurl
            canonicallink requestedurl originalurl linkurl href articlelink documentidentifier urls
            uri source readmorelink
        """,
        "headline": """
            headline title articletitle webtitle newstitle headlinetext storytitle heading hed
            headlines headlinemain titletext pagetitle documenttitle mainheadline name hd titlerss
            ogtitle subject
        """,
        "byline": """
            byline authorsbyline bylines author authors authorname authornames writer writers
            reporter reporters journalist journalists creator creators dccreator writtenby
            articleauthor articleauthors newsauthor by contributor contributors creditsby
        """,
        "publisher": """
            publisher publication outlet newspaper sitename sourcename newssource publicationname
            publicationtitle publishername publishertitle medianame source mediatitle media
            newsoutlet sourcetitle provider providername site newspapername papername
            newsorganization newsagency organization brand channel metasitename ogsitename
            sourcehostname siteshort sitefull newssite journal journalname sourcedomain
            publisherdomain domain hostname host website cleanurl sourcecommonname mediaurl sn
            origintitle origin feedtitle feedname streamtitle pub
        """,
        "published_at": """
            publishedat datepublished published publishdate datepublish publicationdate
            publisheddate publishingdate pubdate publishedon publisheddatetime publishedtime
            articlepublishedtime publishtime publicationtime publicationdatetime pubtime pubdateutc
            publishedutc datepublishedutc webpublicationdate firstpublicationdate firstpublished
            firstpublishedat firstpublishdate firstpublisheddate displaydate datetimepub dategmt
            datetime articledate articledatetime articletime newsdate postdate posted postedat
            posteddate dateposted publishdatetime releasedate issued issuedate issuedatetime date
            pubtimestamp timestamp seendate time created createdat createdutc datecreated pd
            storydate day yyyymmdd datestring
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
DEEP_ADDRESS = re.compile(r"https?://[^/]+/.+", re.IGNORECASE)
LONGEST_FIELD = 2_000  # characters of anything but a text
DIGIT = re.compile(r"\d")


def guess_fields(records: Sequence[Record], taken: set[Path], by_length: bool = True) -> dict[str, tuple[Path, ...]]:
    """Which paths hold our fields by their names and by what stands there; by_length: a nameless text by its length."""
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
            paths = choose_text(paths, there if by_length else [], records, used)
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
    return name == "url" or (max(map(len, read)) < LONGEST_FIELD and TELLS.get(name, is_any)(values, read))


def is_any(values: Sequence[Any], read: Sequence[str]) -> bool:
    """Whether values may be what they are called: nothing speaks against it."""
    return True


def are_ids(values: Sequence[Any], read: Sequence[str]) -> bool:
    """Whether values tell records apart."""
    return 2 * len(set(read)) > len(read)


def are_outlets(values: Sequence[Any], read: Sequence[str]) -> bool:
    """Whether values are names or hosts, not addresses of pictures or pages."""
    return any(not (isinstance(value, str) and DEEP_ADDRESS.match(value)) for value in values)


def are_dates(values: Sequence[Any], read: Sequence[str]) -> bool:
    """Whether values have figures in them."""
    return any(DIGIT.search(words) for words in read)


TELLS = {"id": are_ids, "publisher": are_outlets, "published_at": are_dates}


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
