"""``schema``: JSON Schema of the record's files, for editors, and of what other commands give as JSON."""

from __future__ import annotations

import sys
from pathlib import Path

import click
from click.shell_completion import CompletionItem

from .completing import words
from .reading import read
from .shared import PROBLEMS, shown


class _Kind(click.ParamType[str]):
    """The name of a kind; what kinds there are is asked for only when one is named."""

    name = "kind"

    def shell_complete(self, ctx: click.Context, param: click.Parameter, incomplete: str) -> list[CompletionItem]:
        """Offer the kinds."""
        from ..schema.kinds import KINDS

        return words(KINDS)(ctx, param, incomplete)

    def convert(self, value: str, param: click.Parameter | None, ctx: click.Context | None) -> str:
        """Give the kind, or say which there are."""
        from ..problems import nearest
        from ..schema.kinds import KINDS

        if value not in KINDS:
            self.fail(f"there is no {value}; {nearest(value, KINDS) or 'it is one of ' + ', '.join(KINDS)}", param, ctx)
        return value


@click.command()
@click.argument("kind", required=False, type=_Kind())
@click.option(
    "--out",
    type=click.Path(file_okay=False, path_type=Path),
    default=None,
    metavar="DIR",
    help="Where the files go; by default schema/ of the project.",
)
@click.option("--check", "checking", is_flag=True, help="Write nothing; say which files are not as the model has them.")
@click.pass_obj
def schema(root: Path, kind: str | None, out: Path | None, checking: bool) -> None:
    """Write the JSON Schema of every kind of file of the record for editors, or print that of one KIND.

    KIND is event, seed, a file of the registry such as actors, or what a command gives as JSON: show, graph,
    graph-of-the-record, stats.

    \b
    Examples:
      python build_timeline.py schema
      python build_timeline.py schema event
      python build_timeline.py schema --check
    """
    from ..schema import completing, files, kinds

    if kind and (out or checking):
        raise click.UsageError("a KIND is printed; leave --out and --check out, or the KIND")
    known = completing.ids(read(root))
    folder = (Path.cwd() / out) if out else root / files.FOLDER
    if kind:
        click.echo(kinds.text(kind, known), nl=False)
    elif checking:
        sys.exit(_checked(folder, list(files.stale(folder, known))))
    else:
        changed = files.write(folder, known)
        click.echo(f"{shown(folder)}/: {', '.join(f'{name}.json' for name in changed) or 'everything'} "
                   f"{'written' if changed else 'is as it should be'}.")  # fmt: skip


def _checked(folder: Path, stale: list[tuple[str, bool]]) -> int:
    """Say what is behind; ids that are behind are no problem."""
    for kind, wrong in stale:
        path = shown(folder / f"{kind}.json")
        if not (folder / f"{kind}.json").exists():
            click.echo(f"there is no {path}; write it: python build_timeline.py schema", err=True)
        elif wrong:
            click.echo(
                f"{path} is not what the model generates; write it anew: python build_timeline.py schema", err=True
            )
        else:
            click.echo(f"{path} lacks ids of the registry, or has old ones; nothing is wrong with that", err=True)
    if not stale:
        click.echo(f"{shown(folder)}/ is as the model has it.")
    return PROBLEMS if any(wrong for _, wrong in stale) else 0
