"""A visit: everything that is done for one address, from the first question to the last repetition."""

from __future__ import annotations

import random
from collections.abc import Callable, Sequence
from dataclasses import dataclass
from enum import StrEnum

import httpx

from .asking import Answer, Asker
from .failures import FailedError, failed, refused
from .pacing import LONGEST_WAIT, Clock, backoff, retry_after
from .titles import titles

MOST_HOPS = 5
"""How often an address may lead on to another one."""
ATTEMPTS = 3
"""How often an address is tried whose trouble may pass."""
_FOR_GOOD = (301, 308)


class State(StrEnum):
    """What became of an address."""

    ANSWERS = "answers"
    DEAD = "dead"
    UNSEEN = "unseen"


@dataclass(frozen=True, slots=True)
class Visit:
    """What was seen at an address.

    Attributes:
        address: the address, without a fragment.
        state: what became of it.
        says: what happened instead of an answer, in words.
        settled: whether the next hour will hardly change it.
        unreachable: whether the host itself could not be reached, so that its other addresses fare no better.
        moved_to: where it leads for good.
        read: whether a title was looked for.
        titles: the titles that the page gives itself.
    """

    address: str
    state: State = State.ANSWERS
    says: str = ""
    settled: bool = True
    unreachable: bool = False
    moved_to: str = ""
    read: bool = False
    titles: tuple[str, ...] = ()


@dataclass(frozen=True, slots=True)
class _Trail:
    """Where an address has led: its hops as status and target, and the answer at the end."""

    hops: tuple[tuple[int, httpx.URL], ...]
    answer: Answer


class Visitor:
    """Visits addresses.

    Args:
        asker: asks one question.
        clock: the time.
        chance: gives a number from 0 to 1, so that repetitions of many visitors do not meet.
    """

    def __init__(self, asker: Asker, clock: Clock, chance: Callable[[], float] = random.random) -> None:
        self._asker = asker
        self._clock = clock
        self._chance = chance

    async def visit(self, address: str, *, read: bool) -> Visit:
        """Visit an address, again where its trouble may pass.

        Args:
            address: an http or https address.
            read: whether the page's title is wanted.
        """
        for repetition in range(ATTEMPTS):
            try:
                return await self._once(address, read=read)
            except FailedError as failure:
                wait = backoff(repetition, self._chance)
                if (asked := retry_after(failure.retry_after, self._clock)) is not None:
                    if asked > LONGEST_WAIT:
                        says = f"{failure.says} and asks to come back in {asked:,.0f} s"
                        return Visit(address, State.UNSEEN, says, settled=False)
                    wait = max(wait, asked)
                if not failure.passing or repetition == ATTEMPTS - 1:
                    times = f", {ATTEMPTS} times" if failure.passing else ""
                    state = State.DEAD if failure.dead else State.UNSEEN
                    own_host = failure.unreachable and failure.host == httpx.URL(address).host
                    settled = not failure.passing and not own_host  # where nothing was asked, asking again costs little
                    return Visit(address, state, failure.says + times, settled, own_host)
                self._asker.turns.rest(failure.host, wait)
        raise AssertionError  # the last repetition returns

    async def _once(self, address: str, *, read: bool) -> Visit:
        """Ask with HEAD, and with GET where that is refused, may be a lie, or gives no title that is wanted.

        Raises:
            FailedError: the address has nothing for a reader.
        """
        cookies = httpx.Cookies()
        try:
            url = httpx.URL(address)
        except httpx.InvalidURL:
            raise FailedError("", "it is no address that can be asked") from None
        trail = await self._asked_for_head(url, cookies)
        if trail is not None and (trail.answer.status == 429 or "retry-after" in trail.answer.headers):
            raise refused(trail.answer)
        if trail is None or not trail.answer.fine:
            trail = await self._followed("GET", url, cookies)
        elif read and trail.answer.is_page:
            page = await self._followed("GET", trail.answer.url, cookies)
            trail = _Trail(trail.hops + page.hops, page.answer)
        if not trail.answer.fine:
            raise refused(trail.answer)
        _front_page(url, trail)
        kind = trail.answer.headers.get("content-type", "")
        return Visit(address, moved_to=_moved(url, trail.hops), read=read, titles=titles(trail.answer.body, kind))

    async def _asked_for_head(self, url: httpx.URL, cookies: httpx.Cookies) -> _Trail | None:
        """The trail of a HEAD; None where a server that can be reached does not manage to answer it."""
        try:
            return await self._followed("HEAD", url, cookies)
        except FailedError as failure:
            if failure.only_asked:
                return None
            raise

    async def _followed(self, method: str, url: httpx.URL, cookies: httpx.Cookies) -> _Trail:
        """Ask, and follow where it leads, hop by hop: each host is looked up and checked, and waits for its turn."""
        start, hops = url, list[tuple[int, httpx.URL]]()
        while True:
            try:
                answer = await self._asker.ask(method, url, cookies)
            except httpx.TransportError as error:
                raise failed(error, url.host, self._asker.limits) from error
            if not answer.leads_on:
                return _Trail(tuple(hops), answer)
            if len(hops) == MOST_HOPS:
                raise FailedError(url.host, _lost([start, *(target for _, target in hops)]))
            url = _target(answer)
            hops.append((answer.status, url))


def _target(answer: Answer) -> httpx.URL:
    """The address that an answer names, absolute and without what only browsers need."""
    try:
        target = answer.url.join(answer.headers["location"]).copy_with(fragment=None)
    except (httpx.InvalidURL, ValueError, UnicodeError):
        target = httpx.URL()
    if target.scheme not in ("http", "https") or not target.host or target.userinfo:
        raise FailedError(answer.url.host, f"{answer.url.host[:100]} leads on to something that is no web address")
    return target


def _lost(urls: Sequence[httpx.URL]) -> str:
    return "it leads in a circle" if len(set(urls)) < len(urls) else f"it leads on more than {MOST_HOPS} times"


def _front_page(url: httpx.URL, trail: _Trail) -> None:
    """Notice a page that is gone and whose site sends readers to its front page instead of saying so."""
    end = trail.answer.url
    if trail.hops and url.path.strip("/") and not end.path.strip("/") and not end.query:
        raise FailedError(end.host, f"it leads to the front page of {end.host[:100]}", dead=True)


def _moved(url: httpx.URL, hops: Sequence[tuple[int, httpx.URL]]) -> str:
    """Where an address leads for good: to the target of the permanent hops before the first other one."""
    end = url
    for status, target in hops:
        if status not in _FOR_GOOD:
            break
        end = target
    return "" if end == url else str(end)
