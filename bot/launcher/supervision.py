"""Keeps the servers running: one that dies is started again; one that keeps dying ends everything, with the reason."""

from __future__ import annotations

import time
from collections.abc import Callable, Sequence
from dataclasses import dataclass, field

from bot.launcher import children
from bot.launcher.children import Child
from bot.launcher.problems import LaunchError
from bot.launcher.settings import Settings

# A server that dies so often within a minute would only die again.
MOST_DEATHS = 5
WITHIN_SECONDS = 60.0


@dataclass(frozen=True)
class Server:
    """What to run, the words for the person at the terminal, and the name of its log."""

    title: str
    name: str
    command: Sequence[str]


@dataclass
class Supervisor:
    """The servers, started in order, each watched for the launcher's whole life."""

    servers: Sequence[Server]
    settings: Settings
    running: list[Child] = field(default_factory=list)
    _deaths: dict[str, list[float]] = field(default_factory=dict)

    def start(self) -> None:
        for server in self.servers:
            self.running.append(children.start(server.title, server.name, server.command, self.settings))

    def stop(self) -> None:
        children.stop(self.running)

    def check_alive(self) -> None:
        """Raises LaunchError when a server is dead: while everything starts, that is the end."""
        for child in self.running:
            if child.dead:
                raise LaunchError(child.obituary())

    def revive(self, say: Callable[[str], None]) -> None:
        """Starts again what has died, and says so. Raises LaunchError when it died too often."""
        for place, (server, child) in enumerate(zip(self.servers, self.running, strict=True)):
            if child.dead:
                self._count_death(child, server)
                children.stop([child])
                say(f"{server.title}断了，正在重新启动（日志：{child.log}）")
                self.running[place] = children.start(
                    server.title, server.name, server.command, self.settings, again=True
                )

    def _count_death(self, child: Child, server: Server) -> None:
        now = time.monotonic()
        recent = [death for death in self._deaths.get(server.name, []) if now - death < WITHIN_SECONDS]
        self._deaths[server.name] = [*recent, now]
        if len(recent) + 1 >= MOST_DEATHS:
            raise LaunchError(f"一分钟里断了 {MOST_DEATHS} 次，不再重启。{child.obituary()}")
