"""Stories in the press's own XML: NITF and NewsML-G2."""

from __future__ import annotations

from collections.abc import Iterator
from io import BytesIO
from typing import Any

from lxml import etree

from flows.sources.items import Blob, Found, Note, Origin, Reject, SourceOptions, UnreadableError, finish_item

BLOCKS = frozenset(
    {"p", "hl1", "hl2", "hl3", "h1", "h2", "h3", "h4", "li", "lede", "note", "bq", "blockquote", "block"}
)
TITLES = {
    "nitf": "NITF",
    "newsitem": "NewsML-G2",
    "newsmessage": "NewsML-G2",
    "newsml": "NewsML 1",
    "knowledgeitem": "",
}
ROOTS = frozenset(TITLES)
NEWSML_ITEMS = frozenset({"newsitem"})


def read_news(blob: Blob, data: bytes, root: str, options: SourceOptions) -> Iterator[Found]:
    """The stories of a file of NITF or NewsML."""
    parser = etree.XMLParser(resolve_entities=False, no_network=True, load_dtd=False, recover=True, huge_tree=False)
    try:
        tree = etree.parse(BytesIO(data), parser).getroot()
    except etree.XMLSyntaxError as error:
        raise UnreadableError(f"The XML cannot be parsed: {error.msg}.") from None
    if tree is None:
        raise UnreadableError("The XML has no element.")
    title = TITLES[root]
    yield Note(blob.uri, f"read as {title}")
    stories = [tree] if root == "nitf" else [item for item in tree.iter() if local(item) in NEWSML_ITEMS]
    number = 0
    for number, story in enumerate(stories, start=1):
        fields = read_nitf(story) if root == "nitf" else read_newsml(story)
        if fields.get("text", "").strip():
            whole = len(stories) == 1
            yield finish_item(
                blob, None if whole else number, {**blob.fields, **fields}, options, Origin(title, is_whole=whole)
            )
        else:
            yield Reject(blob.uri, "The item has no text of a story.", source_id=fields.get("id"), line=number)
    if not number:
        yield Reject(blob.uri, f"The {title} has no news item.")


def local(element: Any) -> str:
    """An element's name in small letters, without its namespace; blank for comments."""
    return str(element.tag).rpartition("}")[2].lower() if isinstance(element.tag, str) else ""


def find(tree: Any, *names: str) -> Any | None:
    """The first element of one of the names, those named first preferred."""
    for name in names:
        found = next((element for element in tree.iter() if local(element) == name), None)
        if found is not None:
            return found
    return None


def words_of(element: Any | None) -> str:
    """All words in an element on one line."""
    return " ".join(" ".join(element.itertext()).split()) if element is not None else ""


def paragraphs(body: Any | None) -> str:
    """The paragraphs in an element, a blank line between them."""
    if body is None:
        return ""
    blocks = [
        e
        for e in body.iter()
        if local(e) in BLOCKS and not any(local(inner) in BLOCKS for inner in e.iterdescendants())
    ]
    found = [words for words in map(words_of, blocks) if words]
    return "\n\n".join(found) or words_of(body)


def read_nitf(tree: Any) -> dict[str, str]:
    """The fields of a NITF story."""
    head, body = find(tree, "body.head"), find(tree, "body.content", "body")
    doc_id, pub, issued = find(tree, "doc-id"), find(tree, "pubdata"), find(tree, "date.issue")
    moment = issued.get("norm", "") if issued is not None else ""
    fields = {
        "headline": words_of(find(head if head is not None else tree, "hl1", "hedline"))
        or words_of(find(tree, "title")),
        "byline": read_byline(find(head if head is not None else tree, "byline")),
        "published_at": moment or (pub.get("date.publication", "") if pub is not None else ""),
        "publisher": (pub.get("name", "") if pub is not None else "") or words_of(find(tree, "distributor")),
        "id": doc_id.get("id-string", "") if doc_id is not None else "",
        "url": (pub.get("ex-ref", "") if pub is not None else ""),
        "text": paragraphs(body),
    }
    return {name: words.strip() for name, words in fields.items() if words.strip()}


def read_byline(element: Any | None) -> str:
    """The authors of a byline: the persons in it, else all its words."""
    if element is None:
        return ""
    persons = [words_of(person) for person in element.iter() if local(person) == "person"]
    return ", ".join(persons) or words_of(element)


def read_newsml(item: Any) -> dict[str, str]:
    """The fields of a NewsML-G2 news item."""
    meta = find(item, "contentmeta")
    meta = meta if meta is not None else item
    inner = find(item, "inlinexml", "inlinedata", "contentset", "datacontent")
    body = find(inner, "body.content", "body") if inner is not None else None
    authors = [words_of(find(e, "name")) or words_of(e) for e in meta.iter() if local(e) in ("creator", "by")]
    provider = find(item, "infosource", "provider", "copyrightholder")
    fields = {
        "headline": words_of(find(meta, "headline")) or words_of(find(item, "headline", "title", "hl1")),
        "byline": ", ".join(dict.fromkeys(words for words in authors if words)),
        "published_at": next(
            (w for n in ("contentcreated", "firstcreated", "versioncreated") if (w := words_of(find(item, n)))), ""
        ),
        "updated_at": words_of(find(item, "contentmodified", "versioncreated")),
        "publisher": (words_of(find(provider, "name")) or provider.get("literal", "")) if provider is not None else "",
        "id": item.get("guid", ""),
        "language": language_of(item),
        "text": paragraphs(body if body is not None else inner),
    }
    return {name: words.strip() for name, words in fields.items() if words.strip()}


def language_of(item: Any) -> str:
    """The language that an item says it is in."""
    element = find(item, "language")
    return element.get("tag", "") if element is not None else ""
