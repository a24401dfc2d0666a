"""What the environment says about who may use the API. The launcher reads it too, so that a mistake ends the start."""

from __future__ import annotations

import re
from collections.abc import Mapping
from dataclasses import dataclass

ORIGINS_VARIABLE = "ADVISOR_ORIGINS"
DEFAULT_PORTS = {"http": ":80", "https": ":443"}
# As a browser writes it. Nothing in it could end the header or the directive that it is put into.
_ORIGIN = re.compile(r"(https?)://[a-z0-9]([a-z0-9.-]*[a-z0-9])?(:[1-9][0-9]{0,4})?")


@dataclass(frozen=True)
class ChannelSettings:
    """`origins` are those of other people's pages, in the order given."""

    origins: tuple[str, ...] = ()

    @staticmethod
    def from_environment(environment: Mapping[str, str]) -> ChannelSettings:
        """Raises ValueError, with a sentence for the person at the terminal, on a value that cannot be."""
        return ChannelSettings(origins=_origins(environment))


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
