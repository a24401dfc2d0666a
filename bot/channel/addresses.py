"""From which address a request comes, for counting. Only trusted proxies are believed to say it."""

from __future__ import annotations

import ipaddress

from sanic.request import Request

# What one customer of a network is given; within it, he may take a new address for every request.
_IPV6_CUSTOMER_BITS = 64


def address_of(request: Request) -> str:
    """The client's IPv4 address or IPv6 network; the nearest one known where the proxies tell none."""
    # Sanic fills remote_addr only when PROXIES_COUNT says that there are proxies to believe.
    return _counted(request.remote_addr) or _counted(request.ip) or request.ip


def _counted(told: str) -> str | None:
    try:
        address = ipaddress.ip_address(told.strip("[]"))
    except ValueError:
        return None
    if isinstance(address, ipaddress.IPv4Address):
        return str(address)
    if address.ipv4_mapped is not None:
        return str(address.ipv4_mapped)
    return str(ipaddress.ip_network((address, _IPV6_CUSTOMER_BITS), strict=False))
