"""What keeps a hostile article, and a hostile page in another tab, from doing anything."""

from __future__ import annotations

import hmac
import secrets
from collections.abc import Iterable
from ipaddress import ip_address
from urllib.parse import urlsplit

from starlette.types import ASGIApp, Message, Receive, Scope, Send

# no inline script or style, nothing from elsewhere, no frames, forms only to here; the search asks this server
POLICY = (
    "default-src 'none'; style-src 'self'; script-src 'self'; img-src 'self'; connect-src 'self'; form-action 'self'; "
    "base-uri 'none'; frame-ancestors 'none'"
)
HEADERS = {
    "content-security-policy": POLICY,
    "x-content-type-options": "nosniff",
    "referrer-policy": "same-origin",
    "cross-origin-opener-policy": "same-origin",
    "cross-origin-resource-policy": "same-origin",
    "permissions-policy": "camera=(), geolocation=(), microphone=()",
    "x-frame-options": "DENY",
    "cache-control": "no-store",
}
LOOPBACK = ("localhost", "127.0.0.1", "::1")


def is_loopback(host: str) -> bool:
    """Whether only this machine can reach a server bound to the host.

    >>> is_loopback("127.0.0.1"), is_loopback("localhost"), is_loopback("0.0.0.0")
    (True, True, False)
    """
    if host == "localhost":
        return True
    try:
        return ip_address(host).is_loopback
    except ValueError:
        return False


class Guard:
    """Refuses requests that name another host, and puts the safety headers on every answer.

    A page elsewhere may have its own name resolve to 127.0.0.1 and read this server as if it were its own
    (DNS rebinding); it cannot make the browser send a Host that is ours.
    """

    def __init__(self, app: ASGIApp, hosts: Iterable[str]) -> None:
        self.app = app
        self.hosts = {host.lower() for host in hosts}

    async def __call__(self, scope: Scope, receive: Receive, send: Send) -> None:
        """One request (ASGI)."""
        if scope["type"] != "http":
            await self.app(scope, receive, send)
            return

        async def send_guarded(message: Message) -> None:
            if message["type"] == "http.response.start":
                have = {name.lower() for name, _ in message["headers"]}
                extra = [(k.encode(), v.encode()) for k, v in HEADERS.items() if k.encode() not in have]
                message["headers"] = [*message["headers"], *extra]
            await send(message)

        if "*" in self.hosts or host_of(scope) in self.hosts:
            await self.app(scope, receive, send_guarded)
            return
        body = b"This server answers only under its own name."
        await send_guarded(
            {"type": "http.response.start", "status": 421, "headers": [(b"content-type", b"text/plain")]}
        )
        await send({"type": "http.response.body", "body": body})


def host_of(scope: Scope) -> str:
    """The host the request names, without port."""
    given = dict(scope["headers"]).get(b"host", b"").decode("latin-1")
    return (host_name("//" + given) or "").lower()


def host_name(address: str) -> str | None:
    """The host in an address, None where it has none.

    >>> host_name("http://[::1]:80/a"), host_name("//["), host_name("null")
    ('::1', None, None)
    """
    try:
        return urlsplit(address).hostname
    except ValueError:
        return None


class FormGuard:
    """A token that stands in this server's own forms: another origin can send a form here, but cannot read one."""

    def __init__(self) -> None:
        self.token = secrets.token_urlsafe(32)

    def allows(self, token: str, origin: str | None, host: str | None, site: str | None) -> bool:
        """Whether a form with this token, from this Origin (and Sec-Fetch-Site), to this Host, was sent by our page."""
        if site not in (None, "same-origin", "none"):
            return False
        if origin is not None and (not host or urlsplit_netloc(origin) != host.lower()):
            return False
        return hmac.compare_digest(token.encode(), self.token.encode())


def urlsplit_netloc(address: str) -> str:
    """Host and port of an address, empty where it has none."""
    try:
        return urlsplit(address).netloc.lower()
    except ValueError:
        return ""
