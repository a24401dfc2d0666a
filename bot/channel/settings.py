"""What the environment says about who may use the API. The launcher reads it too, so that a mistake ends the start."""

from __future__ import annotations

import re
from collections.abc import Mapping
from dataclasses import dataclass, field

ORIGINS_VARIABLE = "ADVISOR_ORIGINS"
PROXIES_VARIABLE = "ADVISOR_PROXIES"
IDENTITY_KEY_VARIABLE = "ADVISOR_IDENTITY_KEY"
LIMIT_FACTOR_VARIABLE = "ADVISOR_LIMIT_FACTOR"
DEFAULT_PORTS = {"http": ":80", "https": ":443"}
# As a browser writes it. Nothing in it could end the header or the directive that it is put into.
_ORIGIN = re.compile(r"(https?)://[a-z0-9]([a-z0-9.-]*[a-z0-9])?(:[1-9][0-9]{0,4})?")
_SHORTEST_KEY = 32
_COUNT = re.compile("[0-9]")
_FACTOR = re.compile(r"[0-9]{1,6}(\.[0-9]{1,3})?")


@dataclass(frozen=True)
class ChannelSettings:
    """`origins` are those of other people's pages, in the order given; `proxies` trusted ones stand before the server.

    `limit_factor` says how much more, or less, than usual is allowed to everybody; `identity_key` is what identities
    of merchants are signed with, None when nobody signs any.
    """

    origins: tuple[str, ...] = ()
    proxies: int = 0
    limit_factor: float = 1.0
    identity_key: str | None = field(default=None, repr=False)

    @staticmethod
    def from_environment(environment: Mapping[str, str]) -> ChannelSettings:
        """Raises ValueError, with a sentence for the person at the terminal, on a value that cannot be."""
        return ChannelSettings(
            _origins(environment), _proxies(environment), _limit_factor(environment), _identity_key(environment)
        )


def _origins(environment: Mapping[str, str]) -> tuple[str, ...]:
    entries = environment.get(ORIGINS_VARIABLE, "").split()
    for entry in entries:
        form = _ORIGIN.fullmatch(entry)
        if form is None or form[3] == DEFAULT_PORTS[form[1]]:
            raise ValueError(
                f"{ORIGINS_VARIABLE} 里的 {entry} 不是网页的来源。要和浏览器发的一字不差：https:// 加小写域名，"
                f"不带路径、结尾的斜杠和默认端口，几个之间空一格，例如 {ORIGINS_VARIABLE}=https://shop.example make run"
            )
    return tuple(dict.fromkeys(entries))


def _proxies(environment: Mapping[str, str]) -> int:
    text = environment.get(PROXIES_VARIABLE) or "0"
    if not _COUNT.fullmatch(text):
        raise ValueError(
            f"{PROXIES_VARIABLE}={text} 不是个数。写前面有几层自己的反向代理，例如 {PROXIES_VARIABLE}=1 make run"
        )
    return int(text)


def _limit_factor(environment: Mapping[str, str]) -> float:
    text = environment.get(LIMIT_FACTOR_VARIABLE) or "1"
    if not _FACTOR.fullmatch(text) or float(text) == 0:
        raise ValueError(
            f"{LIMIT_FACTOR_VARIABLE}={text} 不是倍数。写平时的几倍，大于 0，例如 {LIMIT_FACTOR_VARIABLE}=2 make run"
        )
    return float(text)


def _identity_key(environment: Mapping[str, str]) -> str | None:
    key = environment.get(IDENTITY_KEY_VARIABLE) or None
    if key is not None and not (len(key) >= _SHORTEST_KEY and key.isascii() and key.isprintable()):
        raise ValueError(
            f"{IDENTITY_KEY_VARIABLE} 不能用：至少要 {_SHORTEST_KEY} 个字母、数字或符号。可以这样生成一个："
            "python3 -c 'import secrets; print(secrets.token_urlsafe(48))'"
        )
    return key
