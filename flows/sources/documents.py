"""Files of word processors and mail programs, and files of news databases: .rtf, .docx, .eml, .mht and exports."""

from __future__ import annotations

import email
import email.policy
import zipfile
from collections.abc import Iterator
from email.message import EmailMessage
from io import BytesIO

from flows.sources.items import Blob, Found, SourceOptions, UnreadableError, finish_item
from flows.sources.text import decode_page, read_capped, read_words

PROGRAMS = frozenset({"python-docx", "word document", "microsoft office user", "user", "admin"})
MOST_MEMBERS = 5_000  # of a .docx file
GONE = (KeyError, ValueError, AttributeError, LookupError, TypeError, AssertionError)


def read_rtf(blob: Blob, options: SourceOptions) -> Iterator[Found]:
    """The articles of a Rich Text file. Raises UnreadableError where it is none."""
    from striprtf.striprtf import rtf_to_text

    data = read_capped(blob, options.max_item_bytes)
    try:
        text = str(rtf_to_text(data.decode("latin-1"), errors="replace"))  # type: ignore[no-untyped-call]
    except (*GONE, RecursionError, UnicodeError) as error:
        raise UnreadableError(f"The Rich Text cannot be read ({type(error).__name__}).") from None
    yield from read_words(blob, text.replace("\x00", ""), options)


def read_docx(blob: Blob, options: SourceOptions) -> Iterator[Found]:
    """The articles of a Word document. Raises UnreadableError where it is none, or unpacks to too much."""
    import docx
    from docx.opc.exceptions import OpcError
    from lxml.etree import LxmlError

    data = read_capped(blob, options.max_item_bytes)
    try:
        with zipfile.ZipFile(BytesIO(data)) as archive:
            members = archive.infolist()
        if len(members) > MOST_MEMBERS or sum(member.file_size for member in members) > 10 * options.max_item_bytes:
            raise UnreadableError("The Word document unpacks to far more than it could hold.")
        document = docx.Document(BytesIO(data))
        text = "\n\n".join(paragraph.text for paragraph in document.paragraphs if paragraph.text.strip())
        said = document.core_properties
        given = {"headline": said.title or "", "byline": said.author or ""}
    except (*GONE, zipfile.BadZipFile, OpcError, LxmlError, NotImplementedError, RuntimeError) as error:
        raise UnreadableError(f"The Word document cannot be read ({type(error).__name__}).") from None
    yield from read_words(blob, text, options, {name: words for name, words in given.items() if useful(words)})


def useful(words: str) -> bool:
    """Whether a property of a document was written by a person; programs put their own names there."""
    return bool(words.strip()) and words.casefold() not in PROGRAMS


def read_mail(blob: Blob, options: SourceOptions) -> Iterator[Found]:
    """The message of an .eml file, or the page of an .mht file."""
    data = read_capped(blob, options.max_item_bytes)
    try:
        message = email.message_from_bytes(data, policy=email.policy.default)
        body = message.get_body(("plain", "html"))
        if body is None:
            raise UnreadableError("The message has no text.")
        content = body.get_payload(decode=True)
        raw = content if isinstance(content, bytes) else b""
        kind = body.get_content_type()
        words = decode_page(raw, f"{kind}; charset={body.get_content_charset() or 'utf-8'}")
        fields = read_head(message)
    except (*GONE, RecursionError) as error:
        raise UnreadableError(f"The message cannot be read ({type(error).__name__}).") from None
    if kind == "text/html":
        from flows.sources.pages import make_page

        page = Blob(blob.uri, blob.name, lambda: BytesIO(raw), kind, page_address(message), blob.line, fields)
        yield make_page(words, page, options)
        return
    text = words.replace("\r\n", "\n")
    if not text.strip():
        raise UnreadableError("The message has no text.")
    yield finish_item(blob, blob.line, {**fields, "text": text}, options)


def page_address(message: EmailMessage) -> str | None:
    """The address of a saved page."""
    address = str(message.get("Snapshot-Content-Location") or message.get("Content-Location") or "")
    return address if address.startswith(("http://", "https://")) else None


def read_head(message: EmailMessage) -> dict[str, str]:
    """What a message's head says: subject, sender, date and id."""
    sender = message.get("From")
    addresses = getattr(sender, "addresses", ())
    name = next((address.display_name or address.username for address in addresses), "")
    host = next((address.domain for address in addresses), "")
    found = {
        "headline": str(message.get("Subject") or ""),
        "byline": str(name),
        "publisher": str(host),
        "published_at": str(message.get("Date") or ""),
        "id": str(message.get("Message-ID") or "").strip(),
    }
    if message.get("Snapshot-Content-Location"):  # a page, not a letter
        found = {"headline": found["headline"]}
    return {key: " ".join(value.split()) for key, value in found.items() if value.strip()}
