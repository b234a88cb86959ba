"""An archive as Save Page Now has it, on this machine: it can be busy, slow, full, and tell nonsense."""

from __future__ import annotations

import json
from dataclasses import dataclass, field
from typing import Any
from urllib.parse import parse_qs, unquote, urlsplit

from .misbehaving import Behaviour, Request, Server, answer

CAPTURED = b"<!doctype html><title>As it was</title>"
TIME = "20250601120000"


@dataclass
class Archive:
    """The archive.

    Attributes:
        orders: what was ordered, with the form.
        looks: the jobs that were looked at.
        copies: the time of the latest copy of an address.
        jobs: what a job says, look by look; the last thing for ever. Without an entry: it has been done.
        at_save: what is done instead, order by order, before orders are taken.
        raw: what is done when what was captured is asked for.
        keys: the Authorization headers that came.
    """

    orders: list[tuple[str, dict[str, str]]] = field(default_factory=list)
    looks: list[str] = field(default_factory=list)
    copies: dict[str, str] = field(default_factory=dict)
    jobs: dict[str, list[dict[str, Any]]] = field(default_factory=dict)
    at_save: list[Behaviour] = field(default_factory=list)
    raw: list[Behaviour] = field(default_factory=list)
    keys: set[str] = field(default_factory=set)

    def __call__(self, server: Server, request: Request) -> None:
        """Answer a request."""
        if "authorization" in request.headers:
            self.keys.add(request.headers["authorization"])
        parts = urlsplit(request.path)
        if parts.path == "/wayback/available":
            self._available(request, parse_qs(parts.query)["url"][0])
        elif parts.path == "/save":
            self._save(server, request)
        elif parts.path.startswith("/save/status/"):
            self._status(request, unquote(parts.path.rpartition("/")[2]))
        elif parts.path.startswith("/web/"):
            behave = self.raw.pop(0) if self.raw else None
            if behave:
                behave(server, request)
            else:
                answer(request, "200 OK", "Content-Type: text/html", body=CAPTURED)
        else:
            answer(request, "404 Not Found", body=b"")

    def _available(self, request: Request, address: str) -> None:
        time = self.copies.get(address)
        closest = {"status": "200", "available": True, "timestamp": time, "url": "http://ignored.example/"}
        reply(request, {"url": address, "archived_snapshots": {"closest": closest} if time else {}})

    def _save(self, server: Server, request: Request) -> None:
        if self.at_save:
            self.at_save.pop(0)(server, request)
            return
        form = {name: values[0] for name, values in parse_qs(request.body.decode()).items()}
        self.orders.append((form["url"], form))
        reply(request, {"url": form["url"], "job_id": f"spn2-{len(self.orders)}"})

    def _status(self, request: Request, job: str) -> None:
        self.looks.append(job)
        steps = self.jobs.get(job, [])
        step = steps.pop(0) if len(steps) > 1 else steps[0] if steps else {}
        number = int(job.removeprefix("spn2-"))
        done = {"status": "success", "timestamp": TIME}
        if number <= len(self.orders):
            done["original_url"] = self.orders[number - 1][0]
        reply(request, {**done, "job_id": job, "resources": ["x"] * 1000, **step})


def reply(request: Request, data: Any, status: str = "200 OK", *headers: str) -> None:
    """Answer with JSON."""
    answer(request, status, "Content-Type: application/json", *headers, body=json.dumps(data).encode())


def says(kind: str, message: str, status: str = "200 OK") -> Behaviour:
    """An order that is refused."""
    data = {"status": "error", "status_ext": f"error:{kind}", "message": message}
    return lambda _, request: reply(request, data, status)


PENDING = {"status": "pending"}


def failed(kind: str, message: str) -> dict[str, Any]:
    """A job that has failed."""
    return {"status": "error", "status_ext": f"error:{kind}", "message": message, "exception": "x"}
