"""A preview for tests: the session and the server of `serve` in this process, asked over HTTP."""

from __future__ import annotations

import json
import os
import threading
from collections.abc import Iterator
from contextlib import contextmanager
from dataclasses import dataclass, field
from pathlib import Path

import httpx

from conflict_timeline.preview import hosts
from conflict_timeline.preview.server import Server
from conflict_timeline.preview.session import Session

PATIENCE = 60.0
"""Seconds after which a test fails that waits for something; nothing takes so long."""


@dataclass
class Preview:
    """A running preview.

    Attributes:
        address: where it is, ending in a slash.
        session: what makes its editions.
        told: what it has printed, line by line.
        client: asks it.
    """

    address: str
    session: Session
    told: list[str]
    client: httpx.Client = field(init=False)

    def __post_init__(self) -> None:
        self.client = httpx.Client(base_url=self.address, timeout=PATIENCE)

    def page(self, url: str) -> str:
        """The HTML at an address."""
        return self.client.get(url).text

    @contextmanager
    def following(self, url: str) -> Iterator[Follower]:
        """Follow a page as its script does."""
        with self.client.stream("GET", "/_preview/events", params={"page": f"/{url}"}) as answer:
            yield Follower(answer)


class Follower:
    """Reads the stream of a page's states.

    Attributes:
        number: the number of the last edition that it told of.
    """

    def __init__(self, answer: httpx.Response) -> None:
        self._lines = answer.iter_lines()
        self.number = 0
        self.state = self.next()

    def next(self) -> dict[str, str]:
        """Wait for the next edition and give the state of the page in it."""
        for line in self._lines:
            if line.startswith("id: "):
                self.number = int(line[4:])
            if line.startswith("data: "):
                state: dict[str, str] = json.loads(line[6:])
                self.state = state
                return state
        raise AssertionError("the stream has ended")

    def until(self, what: str, other: str) -> dict[str, str]:
        """Wait until a part of the state is another one."""
        while self.state[what] == other:
            self.next()
        return self.state


@contextmanager
def previewing(root: Path, *, host: str = "127.0.0.1") -> Iterator[Preview]:
    """Preview the record in a folder."""
    listening = hosts.listening(host, 0)
    address = hosts.address(host, listening.getsockname()[1])
    told: list[str] = []
    session = Session(root, address, told.extend)
    session.renew()
    session.tell_news()
    server = Server(listening, session, host)
    threads = [threading.Thread(target=run, daemon=True) for run in (server.serve_forever, session.run)]
    for thread in threads:
        thread.start()
    preview = Preview(address, session, told)
    try:
        yield preview
    finally:
        session.close()
        preview.client.close()
        server.shutdown()
        server.server_close()
        for thread in threads:
            thread.join()


def save(file: Path, text: str) -> None:
    """Save as most editors do: write a file beside, and rename it."""
    beside = file.with_name(f".{file.name}.tmp")
    beside.write_text(text, encoding="utf-8")
    os.replace(beside, file)
