"""Keeps fetching off the own machine and network: every address is checked as it is connected to."""

from __future__ import annotations

import ipaddress
import socket
from collections.abc import Iterable
from typing import Any

import httpcore

from flows.sources.items import UnreadableError

TRANSLATED = ipaddress.ip_network("64:ff9b::/96")  # IPv4 addresses in IPv6 clothes (NAT64)


def is_public(address: str) -> bool:
    """Whether an address is one of the open Internet.

    >>> is_public("93.184.216.34"), is_public("127.0.0.1"), is_public("::ffff:10.0.0.1"), is_public("169.254.169.254")
    (True, False, False, False)
    """
    ip = ipaddress.ip_address(address.partition("%")[0])
    if isinstance(ip, ipaddress.IPv6Address):
        inner = ip.ipv4_mapped or ip.sixtofour or (ip.teredo or (None, None))[1]
        if ip in TRANSLATED:
            inner = ipaddress.IPv4Address(int(ip) & 0xFFFFFFFF)
        if inner is not None:
            return is_public(str(inner))
    return ip.is_global and not ip.is_multicast


class GuardedBackend(httpcore.NetworkBackend):
    """Connects to public addresses only.

    The name is looked up once and the connection goes to the address that was checked, so an answer that changes
    between check and use (DNS rebinding) gains nothing; and since redirects connect too, they are checked alike.
    """

    def __init__(self, allow_private: bool) -> None:
        self.inner = httpcore.SyncBackend()
        self.allow_private = allow_private

    def connect_tcp(
        self,
        host: str,
        port: int,
        timeout: float | None = None,
        local_address: str | None = None,
        socket_options: Iterable[Any] | None = None,
    ) -> httpcore.NetworkStream:
        """A connection to the host. Raises UnreadableError where it has an address that is not public."""
        try:
            found = socket.getaddrinfo(host, port, type=socket.SOCK_STREAM)
        except (OSError, UnicodeError):
            raise httpcore.ConnectError(f"there is no host {host}") from None
        addresses = list(dict.fromkeys(str(entry[4][0]) for entry in found))
        if not self.allow_private and not all(is_public(address) for address in addresses):
            raise UnreadableError(
                f"{host} is an address of the own machine or network; --allow-private lets it be fetched."
            )
        return self.inner.connect_tcp(addresses[0], port, timeout, local_address, socket_options)

    def sleep(self, seconds: float) -> None:
        """Waits between two tries to connect."""
        self.inner.sleep(seconds)
