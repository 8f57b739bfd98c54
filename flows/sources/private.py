"""Which addresses may be fetched from: public ones, and the hosts and networks that the user names."""

from __future__ import annotations

import ipaddress
from collections.abc import Sequence
from dataclasses import dataclass

Address = ipaddress.IPv4Address | ipaddress.IPv6Address
Network = ipaddress.IPv4Network | ipaddress.IPv6Network

GLOBAL_IPV6 = ipaddress.ip_network("2000::/3")  # all that is given out; the rest is local, special or unused
# IPv4 addresses in IPv6 clothes whose last four bytes they are: NAT64, and the two retired forms
WRAPPED = tuple(map(ipaddress.ip_network, ("64:ff9b::/96", "::/96", "::ffff:0:0:0/96")))
ISATAP = (0x0000_5EFE, 0x0200_5EFE)  # the four bytes before the IPv4 address
# what no option opens: neighbours without a router, and where clouds tell machines their keys
NEVER = tuple(
    map(
        ipaddress.ip_network,
        ("169.254.0.0/16", "fe80::/10", "fd00:ec2::/32", "100.100.100.200/32", "192.0.0.192/32", "168.63.129.16/32"),
    )
)
NEVER_NAMED = frozenset({"metadata", "metadata.google.internal", "metadata.goog", "instance-data"})


def is_public(address: str) -> bool:
    """Whether an address is one of the open Internet.

    >>> is_public("93.184.216.34"), is_public("127.0.0.1"), is_public("::ffff:10.0.0.1"), is_public("169.254.169.254")
    (True, False, False, False)
    """
    ip = _parse(address)
    inner = unwrap(ip)
    if inner is not None:
        return is_public(str(inner))
    if isinstance(ip, ipaddress.IPv6Address) and ip not in GLOBAL_IPV6:
        return False
    return ip.is_global and not ip.is_multicast and not _is_never(ip)


def unwrap(ip: Address) -> ipaddress.IPv4Address | None:
    """The IPv4 address that an IPv6 address leads to, where it is one in other clothes."""
    if isinstance(ip, ipaddress.IPv4Address):
        return None
    low = int(ip) & 0xFFFF_FFFF
    if any(ip in network for network in WRAPPED) or (int(ip) >> 32) & 0xFFFF_FFFF in ISATAP:
        return ipaddress.IPv4Address(low)
    return ip.ipv4_mapped or ip.sixtofour or (ip.teredo or (None, None))[1]


def _parse(address: str) -> Address:
    return ipaddress.ip_address(address.partition("%")[0])


def _is_never(ip: Address) -> bool:
    inner = unwrap(ip)
    return any(ip in network for network in NEVER) or (inner is not None and _is_never(inner))


@dataclass(frozen=True)
class Allowed:
    """The private hosts and networks that may be fetched from."""

    hosts: frozenset[str] = frozenset()
    networks: tuple[Network, ...] = ()

    @classmethod
    def parse(cls, names: Sequence[str]) -> Allowed:
        """What the names mean: hosts, addresses, or networks such as 10.1.0.0/16. Raises ValueError for others.

        >>> Allowed.parse(["intranet.example", "10.1.0.0/16"]).opens("wiki.example", "10.1.2.3")
        True
        """
        hosts, networks = set(), []
        for name in names:
            try:
                networks.append(ipaddress.ip_network(name.strip("[] "), strict=False))
            except ValueError:
                host = name.strip().lower().rstrip(".")
                if not host or set(host) & set("/:*@ "):
                    raise ValueError(
                        f"{name!r} is neither a host, an address nor a network such as 10.1.0.0/16"
                    ) from None
                hosts.add(host)
        return cls(frozenset(hosts), tuple(networks))

    def opens(self, host: str, address: str) -> bool:
        """Whether a host at an address may be connected to, be it public or not."""
        ip, name = _parse(address), host.lower().rstrip(".")
        if _is_never(ip) or name in NEVER_NAMED or ip.is_multicast or ip.is_unspecified:
            return False
        if name in self.hosts or is_public(address):
            return True
        forms = [form for form in (ip, unwrap(ip)) if form is not None]
        return any(form in network for form in forms for network in self.networks if form.version == network.version)
