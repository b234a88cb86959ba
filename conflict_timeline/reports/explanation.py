"""What a rule wants and why, with a wrong and a right example; and the list of all rules."""

from __future__ import annotations

from collections.abc import Iterable, Iterator

from .. import examples
from ..examples import Excerpt
from ..rules import Rule
from .text import Paint, plain


def explained(rule: Rule, address: str = "", paint: Paint = plain) -> Iterator[str]:
    """Explain a rule.

    Args:
        rule: the rule.
        address: of the rule on the site, or an empty text.
        paint: gives words in the colour of their role: a severity, ``hint`` for headings.
    """
    example = examples.of(rule.name)
    yield f"{rule.name}: {paint(rule.severity, rule.severity)}"
    yield ""
    yield rule.wants
    yield rule.why
    for heading, excerpts in (("Wrong", example.wrong), ("Right", example.right)):
        yield ""
        yield paint(f"{heading}:", "error" if heading == "Wrong" else "hint")
        yield from _shown(excerpts)
    if address:
        yield ""
        yield address


def _shown(excerpts: Iterable[Excerpt]) -> Iterator[str]:
    for excerpt in excerpts:
        yield f"  {excerpt.path}"
        yield from (f"    {line}" if line else "" for line in excerpt.text.splitlines())


def listed(rules: Iterable[Rule], paint: Paint = plain) -> Iterator[str]:
    """Give a line for each rule: how grave a breach is, its name, what it wants."""
    rules = list(rules)
    graves = max(len(rule.severity) for rule in rules)
    names = max(len(rule.name) for rule in rules)
    for rule in rules:
        grave = paint(rule.severity, rule.severity) + " " * (graves - len(rule.severity))
        yield f"{grave}  {rule.name:{names}}  {rule.wants}"
