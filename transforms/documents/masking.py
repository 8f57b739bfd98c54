"""Keeps passwords and tokens out of what is stored, logged and shown: addresses are written without them."""

from __future__ import annotations

import re

from transforms.ids import hash_text

HIDDEN = "***"
# user:password@ or token@ after the scheme, up to the last @ before the path
USER_INFO = re.compile(r"(?i)\b([a-z][a-z0-9+.-]*://)[^\s/?#'\"<>]*@")
# a value in the query or fragment under a name that secrets have
SECRET_NAME = (
    r"(?:[\w.-]*(?:token|secret|passwd|password|passphrase|api[_-]?key|apikey|access[_-]?key|private[_-]?key"
    r"|credential|signature|session[_-]?id|jwt)[\w.-]*|auth|authorization|bearer|key|pwd|pass|sig|sid|x-amz-[\w-]+)"
)
SECRET_VALUE = re.compile(rf"(?i)([?&;#]{SECRET_NAME}=)(?!\*\*\*|hidden-)[^&;#\s'\"<>]+")
# a connection string's password=...
PASSWORD = re.compile(r"(?i)\b((?:password|passwd|pwd|sslpassword)\s*=\s*)('(?:[^'\\]|\\.)*'|[^\s;&'\"]+)")


def mask(words: str) -> str:
    """The words with what addresses in them keep secret as asterisks.

    >>> mask("https://ann:s3cret@a.example/rss?id=4&api_key=abc")
    'https://***@a.example/rss?id=4&api_key=***'
    >>> mask("host=db password='a b' user=ann")
    'host=db password=*** user=ann'
    """
    if "@" in words:
        words = USER_INFO.sub(rf"\1{HIDDEN}@", words)
    if "=" in words:
        words = PASSWORD.sub(rf"\1{HIDDEN}", SECRET_VALUE.sub(rf"\1{HIDDEN}", words))
    return words


def mask_id(address: str) -> str:
    """The same for an address by which a document is known: other values under such a name stay other addresses.

    >>> mask_id("https://a.example/?key=one") == mask_id("https://a.example/?key=two")
    False
    """
    if "://" not in address:
        return address
    if "@" in address:
        address = USER_INFO.sub(rf"\1{HIDDEN}@", address)
    if "=" in address:
        address = SECRET_VALUE.sub(lambda found: f"{found[1]}hidden-{hash_text(found[0])[:6]}", address)
    return address
