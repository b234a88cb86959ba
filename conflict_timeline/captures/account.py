"""Which archive is asked, and the keys of an account with it: taken from the environment, shown to nobody else."""

from __future__ import annotations

import re
from collections.abc import Mapping
from dataclasses import dataclass
from urllib.parse import urlsplit

ACCESS, SECRET = "CAPTURE_ACCESS_KEY", "CAPTURE_SECRET_KEY"
"""The variables that hold the keys."""


class WrongAccountError(ValueError):
    """The archive's address or its keys cannot be used; the message says why, without the keys."""


@dataclass(frozen=True, slots=True)
class Keys:
    """An account with the service. Nothing prints it."""

    access: str
    secret: str

    def __repr__(self) -> str:
        return "Keys(…)"


def base_of(address: str) -> str:
    """Give the address of an archive as calls begin with it.

    Raises:
        WrongAccountError: it is no web address.
    """
    try:
        parts = urlsplit(address.strip())
        fine = parts.scheme in ("http", "https") and parts.hostname and parts.port != 0
    except ValueError:
        fine = False
    if not fine or parts.query or parts.fragment or parts.username or not address.isprintable():
        raise WrongAccountError(f"{address} is no archive; write its address, for example https://web.archive.org")
    return address.strip().rstrip("/")


def keys_of(environment: Mapping[str, str], base: str, *, allow_private: bool) -> Keys | None:
    """Give the keys that the environment holds, or None.

    Args:
        environment: the variables.
        base: the archive's address.
        allow_private: whether it may be on this machine, where nobody listens to what is sent without TLS.

    Raises:
        WrongAccountError: there is one of the two, one is no key, or they would be sent for everybody to read.
    """
    keys = [environment.get(name, "").strip() for name in (ACCESS, SECRET)]
    if not any(keys):
        return None
    for name, key in zip((ACCESS, SECRET), keys, strict=True):
        if not re.fullmatch("[!-9;-~]{1,200}", key):
            raise WrongAccountError(
                f"{name} {'is not set' if not key else 'is no key'}; {ACCESS} and {SECRET} are a pair"
            )
    if not base.startswith("https://") and not allow_private:
        raise WrongAccountError(
            f"keys are not sent to {base}, where anybody on the way could read them; write https://"
        )
    return Keys(*keys)
