"""What a rule wants and why, with a wrong and a right example; and the list of all rules."""

from __future__ import annotations

from collections.abc import Iterable, Iterator

from .. import examples
from ..examples import Excerpt
from ..rules import RULES, Rule, Severity
from ..settings import DEFAULTS, OFF, Settings
from .telling import address
from .text import Paint, plain


def explained(rule: Rule, settings: Settings = DEFAULTS, paint: Paint = plain) -> Iterator[str]:
    """Explain a rule.

    Args:
        rule: the rule.
        settings: the site's: how grave a breach is there, and where it explains the rule.
        paint: gives words in the colour of their role: a severity, ``hint`` for headings.
    """
    example = examples.of(rule.name)
    severity = settings.severity(rule.name) or OFF
    yield f"{rule.name}: {paint(severity, severity)}"
    yield ""
    yield rule.wants
    yield rule.why
    for heading, excerpts in (("Wrong", example.wrong), ("Right", example.right)):
        yield ""
        yield paint(f"{heading}:", "error" if heading == "Wrong" else "hint")
        yield from _shown(excerpts)
    if where := address(settings.site_url, rule.name):
        yield ""
        yield where


def _shown(excerpts: Iterable[Excerpt]) -> Iterator[str]:
    for excerpt in excerpts:
        yield f"  {excerpt.path}"
        yield from (f"    {line}" if line else "" for line in excerpt.text.splitlines())


def listed(settings: Settings = DEFAULTS, paint: Paint = plain) -> Iterator[str]:
    """Give a line for each rule: how grave a breach is on a site, the rule's name, what it wants."""
    words = max(map(len, [*Severity, OFF]))
    names = max(map(len, RULES))
    for rule in RULES.values():
        severity = settings.severity(rule.name) or OFF
        yield f"{paint(severity, severity)}{' ' * (words - len(severity))}  {rule.name:{names}}  {rule.wants}"
