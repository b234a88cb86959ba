"""``completion``: the script that lets a shell complete the other commands."""

from __future__ import annotations

import click

from ..shells import SHELLS, script


@click.command()
@click.argument("shell", type=click.Choice(SHELLS))
def completion(shell: str) -> None:
    """Print the script by which SHELL completes commands, options, ids of events, names of rules, and paths.

    It works for conflict-timeline, for build_timeline.py, and for python build_timeline.py.

    \b
    Examples:
      eval "$(python build_timeline.py completion bash)"
      python build_timeline.py completion fish > ~/.config/fish/conf.d/conflict-timeline.fish
    """
    click.echo(script(shell), nl=False)
