"""Keeps fetching off the own machine and network, and to its time: every connection is checked as it is made."""

from __future__ import annotations

import socket
import ssl
import time
from collections.abc import Iterable, Sequence
from typing import Any

import httpcore

from flows.sources.items import UnreadableError
from flows.sources.private import Allowed


class GuardedBackend(httpcore.NetworkBackend):
    """Connects to public addresses, and those allowed, only; and gives each request its time and no more.

    The name is looked up once and the connection goes to an address that was checked, so an answer that changes
    between check and use (DNS rebinding) gains nothing; and since redirects connect too, they are checked alike.
    """

    def __init__(self, allowed: Allowed) -> None:
        self.inner = httpcore.SyncBackend()
        self.allowed = allowed
        self.began = self.seconds = float("inf")

    def begin(self, seconds: float) -> None:
        """A request begins that may take so many seconds."""
        self.began, self.seconds = time.monotonic(), seconds

    def connect_tcp(
        self,
        host: str,
        port: int,
        timeout: float | None = None,
        local_address: str | None = None,
        socket_options: Iterable[Any] | None = None,
    ) -> httpcore.NetworkStream:
        """A connection to the host. Raises UnreadableError where it has an address that may not be fetched from."""
        try:
            found = socket.getaddrinfo(host, port, type=socket.SOCK_STREAM)
        except (OSError, UnicodeError):
            raise httpcore.ConnectError(f"there is no host {host}") from None
        addresses = list(dict.fromkeys(str(entry[4][0]) for entry in found))
        if not all(self.allowed.opens(host, address) for address in addresses):
            raise UnreadableError(
                f"{host} is an address of the own machine or network; --allow-private {host} lets it be fetched, "
                "unless it is one that clouds keep their keys at."
            )
        return GuardedStream(self._connect(addresses, port, timeout, local_address, socket_options), self)

    def _connect(self, addresses: Sequence[str], port: int, timeout: float | None, *how: Any) -> httpcore.NetworkStream:
        for address in addresses[:-1]:
            try:
                return self.inner.connect_tcp(address, port, self.cut(timeout), *how)
            except (httpcore.ConnectError, httpcore.ConnectTimeout):  # one of several, as IPv6 without a way there
                continue
        return self.inner.connect_tcp(addresses[-1], port, self.cut(timeout), *how)

    def cut(self, timeout: float | None) -> float:
        """The seconds that may pass until something happens; raises UnreadableError where the time is up."""
        left = self.began + self.seconds - time.monotonic()
        if left <= 0:
            raise UnreadableError(f"The page was not whole after {self.seconds:g} seconds.")
        return left if timeout is None else min(timeout, left)

    def sleep(self, seconds: float) -> None:
        """Waits between two tries to connect."""
        self.inner.sleep(seconds)


class GuardedStream(httpcore.NetworkStream):
    """A connection whose reads and writes end when the request's time is up, however small the pieces."""

    def __init__(self, inner: httpcore.NetworkStream, backend: GuardedBackend) -> None:
        self.inner, self.backend = inner, backend

    def read(self, max_bytes: int, timeout: float | None = None) -> bytes:
        """The next bytes."""
        try:
            return self.inner.read(max_bytes, self.backend.cut(timeout))
        except httpcore.ReadTimeout:
            self.backend.cut(timeout)  # which says so where it was the request's time that was up
            raise

    def write(self, buffer: bytes, timeout: float | None = None) -> None:
        """Sends bytes."""
        self.inner.write(buffer, self.backend.cut(timeout))

    def close(self) -> None:
        """Ends the connection."""
        self.inner.close()

    def start_tls(
        self, ssl_context: ssl.SSLContext, server_hostname: str | None = None, timeout: float | None = None
    ) -> httpcore.NetworkStream:
        """The same connection, encrypted."""
        return GuardedStream(
            self.inner.start_tls(ssl_context, server_hostname, self.backend.cut(timeout)), self.backend
        )

    def get_extra_info(self, info: str) -> Any:
        """What httpcore asks of a connection."""
        return self.inner.get_extra_info(info)
