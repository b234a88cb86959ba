"""What may go wrong with an address, in words, and what it means: dead, closed to programs, or trouble that may pass."""

from __future__ import annotations

import ssl
from http import HTTPStatus

import httpx

from .asking import Answer, Limits
from .hosts import RefusedHostError, UnknownHostError

_GONE = {404, 410}
_PASSING = {408, 425, 429, 500, 502, 503, 504, *range(520, 528)}
"""What may be otherwise in a moment; 520 to 527 are Cloudflare's, whose server behind it is in trouble."""
_CERTIFICATES = {10: "has expired", 18: "is signed by nobody but itself", 62: "is for another host"}
"""OpenSSL's codes of what readers are warned of too; with others a browser may know better."""


class FailedError(Exception):
    """An address that has nothing for a reader, or not for us.

    Attributes:
        host: whose trouble it is.
        says: what happened, in words.
        dead: whether readers find nothing there; otherwise only we do not.
        passing: whether it may be otherwise in a moment.
        unreachable: whether the host itself cannot be reached.
        only_asked: whether it was reached and could not manage just this question.
        retry_after: the header of that name.
    """

    def __init__(
        self,
        host: str,
        says: str,
        *,
        dead: bool = True,
        passing: bool = False,
        unreachable: bool = False,
        only_asked: bool = False,
        retry_after: str | None = None,
    ) -> None:
        super().__init__(says)
        self.host = host
        self.says = says
        self.dead = dead
        self.passing = passing
        self.unreachable = unreachable
        self.only_asked = only_asked
        self.retry_after = retry_after


def refused(answer: Answer) -> FailedError:
    """Tell an answer that is not what was asked for.

    Gone is gone, and a server that fails again and again is dead for readers too. Other refusals (401, 403, 429, 451, …)
    are often meant for programs alone, so they say nothing of what a reader finds.
    """
    status, host = answer.status, answer.url.host
    says = f"{host[:100]} answers {status}{_phrase(status)}"
    challenge = "cf-mitigated" in answer.headers  # Cloudflare asks whether we are a person
    dead = (
        not challenge and (status in _GONE or status >= 500) and status != 999
    )  # with which LinkedIn keeps programs out
    passing = status in _PASSING and not challenge
    return FailedError(host, says, dead=dead, passing=passing, retry_after=answer.headers.get("retry-after"))


def _phrase(status: int) -> str:
    try:
        return f" ({HTTPStatus(status).phrase.lower()})"
    except ValueError:
        return ""


def failed(error: httpx.TransportError, host: str, limits: Limits) -> FailedError:
    """Tell why there was no answer at all."""
    name = host[:100]
    if isinstance(error, RefusedHostError):
        return FailedError(host, f"{error}, which no reader reaches")
    if isinstance(error, UnknownHostError):
        says = f"{name} cannot be looked up just now" if error.temporary else f"there is no host {name}"
        return FailedError(host, says, dead=not error.temporary, passing=error.temporary, unreachable=True)
    if isinstance(error, httpx.ConnectTimeout):
        says = f"{name} lets nobody connect within {limits.connect:g} s"
        return FailedError(host, says, passing=True, unreachable=True)
    if (trouble := _tls(error)) is not None:
        return _insecure(trouble, host)
    if isinstance(error, httpx.ConnectError):
        return FailedError(host, f"{name} refuses connections", passing=True, unreachable=True)
    if isinstance(error, httpx.TimeoutException):
        return FailedError(host, f"{name} does not answer in time", passing=True, only_asked=True)
    if isinstance(error, httpx.RemoteProtocolError):
        return FailedError(host, f"{name} gives an answer that is no HTTP", passing=True, only_asked=True)
    return FailedError(host, f"{name} breaks the connection off", passing=True, only_asked=True)


def _tls(error: BaseException | None) -> ssl.SSLError | None:
    """The trouble with TLS behind an error, where there is one."""
    while error is not None:
        if isinstance(error, ssl.SSLError):
            return error
        error = error.__cause__ or error.__context__
    return None


def _insecure(trouble: ssl.SSLError, host: str) -> FailedError:
    name = host[:100]
    if isinstance(trouble, ssl.SSLCertVerificationError):
        known = _CERTIFICATES.get(trouble.verify_code)
        says = f"the certificate of {name} {known or 'cannot be verified from here'}"
        return FailedError(host, says, dead=known is not None, unreachable=True)
    return FailedError(host, f"{name} speaks no TLS that is understood here", passing=True, unreachable=True)
