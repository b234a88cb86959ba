"""Visits to a server that misbehaves: what is seen, what is said, and what is never done."""

from __future__ import annotations

import asyncio
import socket
import ssl
import tracemalloc
from collections.abc import Iterator
from datetime import UTC, datetime
from email.utils import format_datetime
from ipaddress import ip_address

import pytest
import trustme

from conflict_timeline.visits.hosts import Hosts, RefusedHostError, UnknownHostError, kind, system_lookup
from conflict_timeline.visits.pacing import LONGEST_WAIT, Turns, backoff, retry_after
from conflict_timeline.visits.visit import ATTEMPTS, MOST_HOPS, State

from .misbehaving import Server, at_first, closes, leads, misbehaving, status
from .visitors import HASTY, JumpingClock, Names, visit

TITLES = ("Hospital hit in Aleppo | An agency",)


@pytest.fixture
def server() -> Iterator[Server]:
    with misbehaving() as server:
        yield server


# What is seen.

SEEN = [
    # path, state, what is said, titles
    ("/page", State.ANSWERS, "", TITLES),
    ("/404", State.DEAD, "127.0.0.1 answers 404 (not found)", ()),
    ("/410", State.DEAD, "127.0.0.1 answers 410 (gone)", ()),
    ("/500", State.DEAD, "127.0.0.1 answers 500 (internal server error), 3 times", ()),
    ("/403", State.UNSEEN, "127.0.0.1 answers 403 (forbidden)", ()),
    ("/451", State.UNSEEN, "127.0.0.1 answers 451 (unavailable for legal reasons)", ()),
    ("/999", State.UNSEEN, "127.0.0.1 answers 999", ()),
    ("/304", State.UNSEEN, "127.0.0.1 answers 304 (not modified)", ()),
    ("/robot-check", State.UNSEEN, "127.0.0.1 answers 503 (service unavailable)", ()),
    ("/busy-always", State.UNSEEN, "127.0.0.1 answers 429 (too many requests), 3 times", ()),
    ("/busy-for-long", State.UNSEEN, "127.0.0.1 answers 429 (too many requests) and asks to come back in 86,400 s", ()),
    ("/busy", State.ANSWERS, "", TITLES),
    ("/busy-nonsense", State.ANSWERS, "", TITLES),
    ("/stumbles", State.ANSWERS, "", TITLES),
    ("/closes", State.DEAD, "127.0.0.1 gives an answer that is no HTTP, 3 times", ()),
    ("/nonsense", State.DEAD, "127.0.0.1 gives an answer that is no HTTP, 3 times", ()),
    ("/header-bomb", State.DEAD, "127.0.0.1 gives an answer that is no HTTP, 3 times", ()),
    ("/head-refused", State.ANSWERS, "", TITLES),
    ("/head-lies", State.ANSWERS, "", TITLES),
    ("/head-hangs-up", State.ANSWERS, "", TITLES),
    ("/head-promises", State.DEAD, "127.0.0.1 answers 404 (not found)", ()),
    ("/found", State.ANSWERS, "", TITLES),
    ("/cookie", State.ANSWERS, "", TITLES),
    ("/loop", State.DEAD, "it leads in a circle", ()),
    ("/long/0", State.DEAD, "it leads on more than 5 times", ()),
    ("/to-404", State.DEAD, "127.0.0.1 answers 404 (not found)", ()),
    ("/front", State.DEAD, "it leads to the front page of 127.0.0.1", ()),
    ("/", State.ANSWERS, "", TITLES),
    ("/to-nowhere", State.DEAD, "127.0.0.1 leads on to something that is no web address", ()),
    ("/to-file", State.DEAD, "127.0.0.1 leads on to something that is no web address", ()),
    ("/to-javascript", State.DEAD, "127.0.0.1 leads on to something that is no web address", ()),
    ("/to-password", State.DEAD, "127.0.0.1 leads on to something that is no web address", ()),
    ("/pdf", State.ANSWERS, "", ()),
    ("/untyped", State.ANSWERS, "", ()),
    ("/lies-about-type", State.ANSWERS, "", ()),
    ("/huge", State.ANSWERS, "", TITLES),
    ("/endless", State.ANSWERS, "", TITLES),
    ("/endless-without-title", State.ANSWERS, "", ()),
    ("/breaks-off", State.ANSWERS, "", TITLES),
    ("/bomb", State.ANSWERS, "", ("Hospital hit in Aleppo",)),
    ("/gzip", State.ANSWERS, "", TITLES),
    ("/gzip-breaks", State.ANSWERS, "", ("Hospital hit in Aleppo",)),
    ("/after-gzip", State.ANSWERS, "", TITLES),
    ("/brotli", State.ANSWERS, "", ()),
    ("/latin", State.ANSWERS, "", ("Hôpital touché à Alep",)),
    ("/bad-charset", State.ANSWERS, "", ("Hôpital touché à Alep",)),
]


@pytest.mark.parametrize(("path", "state", "says", "titles"), SEEN, ids=[case[0] for case in SEEN])
def test_what_is_seen(path: str, state: State, says: str, titles: tuple[str, ...], server: Server) -> None:
    [seen] = visit(server.url(path))
    assert (seen.state, seen.says, seen.titles) == (state, says, titles)
    assert len(server.log) <= 2 * (MOST_HOPS + 1) * ATTEMPTS


@pytest.mark.parametrize("path", ["/hangs", "/trickles", "/early-hints"])
def test_a_server_that_never_comes_to_an_end_is_left(path: str, server: Server) -> None:
    [seen] = visit(server.url(path), limits=HASTY)
    assert seen.state is State.DEAD
    assert seen.says == "127.0.0.1 does not answer in time, 3 times"
    assert not seen.settled
    assert not seen.unreachable


def test_a_body_that_hangs_takes_nothing_from_what_came_before(server: Server) -> None:
    [seen] = visit(server.url("/hangs-in-the-body"), limits=HASTY)
    assert (seen.state, seen.titles) == (State.ANSWERS, TITLES)


def test_a_port_where_nobody_listens() -> None:
    with socket.socket() as free:
        free.bind(("127.0.0.1", 0))
        port = free.getsockname()[1]
        [seen] = visit(f"http://site.example:{port}/")
    assert (seen.state, seen.says) == (State.DEAD, "site.example refuses connections, 3 times")
    assert seen.unreachable


def test_a_name_that_nobody_has_is_dead_and_one_that_cannot_be_looked_up_is_not() -> None:
    gone, away = visit(["http://gone.example/a", "http://away.example/a"])
    assert (gone.state, gone.says, gone.settled) == (State.DEAD, "there is no host gone.example", False)
    assert (away.state, away.settled) == (State.UNSEEN, False)
    assert away.says == "away.example cannot be looked up just now, 3 times"


def test_the_second_address_of_a_host_is_tried_when_the_first_does_not_take_connections(server: Server) -> None:
    [seen] = visit(server.url("/page", "twice.example"))
    assert seen.state is State.ANSWERS


@pytest.mark.parametrize(
    ("path", "moved_to"),
    [
        ("/moved", "/page"),
        ("/moved-308", "/page"),
        ("/moved-then-found", "/found"),
        ("/found-then-moved", ""),
        ("/page", ""),
    ],
)
def test_where_it_leads_for_good_is_where_the_first_other_hop_begins(path: str, moved_to: str, server: Server) -> None:
    [seen] = visit(server.url(path))
    assert seen.moved_to == (server.url(moved_to) if moved_to else "")


def test_a_page_is_asked_for_only_where_its_title_is_wanted(server: Server) -> None:
    visit(server.url("/page"), read=False)
    visit(server.url("/pdf"))
    visit(server.url("/page"))
    assert server.paths() == ["HEAD /page", "HEAD /pdf", "HEAD /page", "GET /page"]


def test_who_asks_is_said_and_nothing_else_is_told(server: Server) -> None:
    visit([server.url("/cookie"), server.url("/page")])
    last = server.requests[-1].headers
    assert last["user-agent"] == "tests/1"
    assert not {"cookie", "authorization", "referer"} & set(last)


def test_the_cookies_of_one_visit_are_not_shown_in_another(server: Server) -> None:
    visit([server.url("/cookie"), server.url("/cookie")])
    assert [("cookie" in request.headers) for request in server.requests] == [False, True, True, False, True, True]


def test_no_body_takes_more_memory_than_its_limit(server: Server) -> None:
    tracemalloc.start()
    try:
        visit([server.url("/bomb"), server.url("/huge"), server.url("/after-gzip"), server.url("/endless")])
        _, peak = tracemalloc.get_traced_memory()
    finally:
        tracemalloc.stop()
    # The bomb itself lies packed in this process too; unpacked it would be 50 MB.
    assert peak < 8_000_000


def test_of_a_body_without_an_end_little_is_taken(server: Server) -> None:
    visit([server.url("/endless"), server.url("/endless-without-title"), server.url("/after-gzip")])
    assert server.sent < 50_000_000  # what the system's buffers hold; without a limit it would be gigabytes


# Time.


def test_a_server_that_asks_for_time_gets_it(server: Server) -> None:
    clock = JumpingClock()
    visit(server.url("/busy"), clock=clock)
    assert max(clock.slept) == pytest.approx(7.0)


def test_a_date_to_come_back_at_is_understood(server: Server) -> None:
    clock = JumpingClock()
    date = format_datetime(datetime.fromtimestamp(clock.time() + 40, UTC), usegmt=True)
    server.behaviours["/dated"] = at_first(1, status("503 Service Unavailable", f"Retry-After: {date}"))
    [seen] = visit(server.url("/dated"), clock=clock)
    assert seen.state is State.ANSWERS
    assert max(clock.slept) == pytest.approx(39, abs=2)


@pytest.mark.parametrize(
    ("value", "seconds"),
    [("120", 120.0), (" 0 ", 0.0), ("9" * 50, 9_999_999_999.0), ("-5", None), ("soon", None), ("", None), (None, None),
     ("Wed, 21 Oct 2015 07:28:00 GMT", 0.0), ("Sun, 15 Jun 2025 15:16:40 GMT", 600.0), ("²", None),
     ("Sun, 99 Jun 99999 15:07:20 GMT", None)],
)  # fmt: skip
def test_retry_after(value: str | None, seconds: float | None) -> None:
    assert retry_after(value, JumpingClock()) == seconds


def test_repetitions_wait_twice_as_long_each_time_and_not_all_the_same() -> None:
    assert [backoff(repetition, lambda: 1.0) for repetition in range(3)] == [2.0, 4.0, 8.0]
    assert [backoff(repetition, lambda: 0.0) for repetition in range(3)] == [1.0, 2.0, 4.0]
    assert LONGEST_WAIT < 600


def test_between_two_questions_to_one_host_there_is_a_pause(server: Server) -> None:
    clock = JumpingClock()
    visit([server.url("/moved"), server.url("/page", "site.example")], clock=clock)
    assert len(server.log) == 5
    assert clock.slept == pytest.approx([1.0, 1.0, 1.0])


def test_a_host_is_asked_one_thing_at_a_time_and_several_hosts_at_once() -> None:
    open_at_once: list[tuple[str, ...]] = []
    open_now: list[str] = []

    async def ask(turns: Turns, host: str) -> None:
        async with turns.turn(host):
            open_now.append(host)
            await asyncio.sleep(0)
            open_at_once.append(tuple(sorted(open_now)))
            await asyncio.sleep(0)
            open_now.remove(host)

    async def all_of_them() -> None:
        turns = Turns(JumpingClock(), 1.0, 2)
        async with asyncio.TaskGroup() as tasks:
            for host in ("a", "a", "b", "b", "c", "c"):
                tasks.create_task(ask(turns, host))

    asyncio.run(all_of_them())
    assert len(open_at_once) == 6
    assert max(map(len, open_at_once)) == 2
    assert all(len(set(hosts)) == len(hosts) for hosts in open_at_once)


# Which machines are called.

PRIVATE = [
    "127.0.0.1", "127.1", "0x7f.1", "0177.0.0.1", "2130706433", "0", "10.0.0.1", "10.1", "172.16.0.1", "192.168.1.1",
    "192.168.257", "169.254.169.254", "0xa9fea9fe", "100.64.0.1", "100.100.100.200", "168.63.129.16", "192.0.0.192",
    "198.18.0.1", "224.0.0.1", "239.255.255.250", "240.0.0.1", "255.255.255.255", "::", "::1", "[::1]", "fe80::1",
    "fe80::1%eth0", "fec0::1", "fc00::1", "fd00:ec2::254", "ff02::1", "::ffff:127.0.0.1", "::ffff:a00:1",
    "64:ff9b::7f00:1", "64:ff9b::a9fe:a9fe", "2002:7f00:1::", "2002:c0a8:101::1", "::127.0.0.1",
    "2001:0:1::f5ff:fffe", "2001:db8::1", "192.0.2.1",
]  # fmt: skip


@pytest.mark.parametrize("host", PRIVATE)
def test_an_address_that_is_not_public_is_refused(host: str) -> None:
    with pytest.raises(RefusedHostError, match=" is "):
        asyncio.run(Hosts().addresses(host, 80))


@pytest.mark.parametrize(
    "host", ["8.8.8.8", "2606:4700::1111", "64:ff9b::808:808", "::ffff:8.8.8.8", "2002:808:808::1"]
)
def test_a_public_address_passes(host: str) -> None:
    assert asyncio.run(Hosts().addresses(host, 80)) == [ip_address(host)]
    assert kind(ip_address(host)) == ""


@pytest.mark.parametrize(
    ("host", "words"),
    [
        ("inner.example", "inner.example is 10.0.0.1, a private address"),
        ("half.example", "half.example is 192.168.1.1, a private address"),
        ("router.example", "router.example is 127.0.0.2, a loopback address"),
        ("mapped.example", "mapped.example is ::ffff:169.254.169.254, the address of a cloud's metadata service"),
        ("localhost", "localhost is"),
    ],
)
def test_a_name_that_leads_to_such_an_address_is_refused_without_a_question(
    host: str, words: str, server: Server
) -> None:
    names = Names()
    names.table["localhost"] = ["127.0.0.2"]
    [seen] = visit(server.url("/page", host), names=names)
    assert seen.state is State.DEAD
    assert seen.says.startswith(words.replace("::ffff:169.254.169.254", str(ip_address("::ffff:169.254.169.254"))))
    assert seen.says.endswith(", which no reader reaches")
    assert server.log == []


@pytest.mark.parametrize("target", ["inner.example", "router.example", "10.0.0.1", "[::1]", "0x7f.2", "2130706434"])
def test_a_redirect_to_such_an_address_is_refused(target: str, server: Server) -> None:
    server.behaviours["/away"] = leads(f"http://{target}:{server.port}/page", "301 Moved Permanently")
    [seen] = visit(server.url("/away"))
    assert seen.state is State.DEAD
    assert "which no reader reaches" in seen.says
    assert seen.moved_to == ""
    assert {path for _, _, path in server.log} == {"/away"}


def test_the_address_that_was_checked_is_the_one_that_is_called(server: Server) -> None:
    class Rebinding(Names):
        async def __call__(self, host: str, port: int) -> list[str]:
            self.asked.append(host)
            return ["127.0.0.1"] if len(self.asked) % 2 else ["10.0.0.1"]

    names = Rebinding()
    [seen] = visit(server.url("/pdf", "site.example"), names=names)
    assert seen.state is State.ANSWERS
    assert names.asked == ["site.example"], "a second look-up could have another answer"
    assert server.log == [("HEAD", "site.example", "/pdf")]


def test_names_that_no_system_takes_are_unknown() -> None:
    for host in ("a" * 300 + ".example", "xn--" + "a" * 70 + ".example", "no.such.host.invalid"):
        with pytest.raises(UnknownHostError):
            asyncio.run(Hosts(system_lookup).addresses(host, 80))


def test_proxies_of_the_environment_are_not_used(server: Server, monkeypatch: pytest.MonkeyPatch) -> None:
    for name in ("http_proxy", "HTTP_PROXY", "ALL_PROXY"):
        monkeypatch.setenv(name, "http://127.0.0.1:9")
    [seen] = visit(server.url("/page"))
    assert seen.state is State.ANSWERS


# TLS.


@pytest.fixture(scope="module")
def authority() -> trustme.CA:
    return trustme.CA()


def served_over_tls(authority: trustme.CA, *names: str, **options: object) -> ssl.SSLContext:
    context = ssl.create_default_context(ssl.Purpose.CLIENT_AUTH)
    authority.issue_cert(*names, **options).configure_cert(context)  # type: ignore[arg-type]
    return context


def trusting(authority: trustme.CA) -> ssl.SSLContext:
    context = ssl.create_default_context()
    authority.configure_trust(context)
    return context


def test_a_certificate_is_held_against_the_name_and_not_against_the_address(authority: trustme.CA) -> None:
    with misbehaving(served_over_tls(authority, "site.example")) as server:
        addresses = [server.url("/page", host, "https") for host in ("site.example", "other.example")]
        good, bad = visit(addresses, context=trusting(authority))
    assert (good.state, good.titles) == (State.ANSWERS, TITLES)
    assert (bad.state, bad.says) == (State.DEAD, "the certificate of other.example is for another host")
    assert bad.unreachable


def test_a_certificate_that_has_expired(authority: trustme.CA) -> None:
    expired = served_over_tls(authority, "site.example", not_after=datetime(2001, 1, 2, tzinfo=UTC),
                              not_before=datetime(2001, 1, 1, tzinfo=UTC))  # fmt: skip
    with misbehaving(expired) as server:
        [seen] = visit(server.url("/page", "site.example", "https"), context=trusting(authority))
    assert (seen.state, seen.says) == (State.DEAD, "the certificate of site.example has expired")


def test_a_certificate_of_an_unknown_issuer_is_left_to_a_browser(authority: trustme.CA) -> None:
    with misbehaving(served_over_tls(authority, "site.example")) as server:
        [seen] = visit(server.url("/page", "site.example", "https"))
    assert (seen.state, seen.says) == (State.UNSEEN, "the certificate of site.example cannot be verified from here")


def test_a_server_that_speaks_no_tls(server: Server) -> None:
    server.behaviours["/page"] = closes
    [seen] = visit(server.url("/page", "site.example", "https"))
    assert seen.state is State.DEAD
    assert seen.unreachable
