"""The command line: one command per file; each parses, calls one function, prints."""

from __future__ import annotations

import sys
from importlib import import_module
from typing import TYPE_CHECKING, Any, NoReturn

import click

from carec_kg.errors import CarecError
from carec_kg.version import __version__

if TYPE_CHECKING:
    from collections.abc import Sequence

#: Command to module; a module is imported when its command runs, so that the others start fast.
_COMMANDS = {
    "build": "building",
    "check": "checking",
    "query": "querying",
    "explain": "explaining",
    "queries": "listing",
    "export": "exporting",
    "diff": "comparing",
    "sources": "sources",
    "links": "links",
    "serve": "serving",
    "mcp": "mcp",
}


class LazyGroup(click.Group):
    """A group of commands that are imported when they are asked for."""

    def list_commands(self, ctx: click.Context) -> list[str]:
        """Return the names of the commands in the order of a first day's work."""
        del ctx
        return list(_COMMANDS)

    def get_command(self, ctx: click.Context, cmd_name: str) -> click.Command | None:
        """Return the command of that name, ``None`` for an unknown one."""
        del ctx
        if cmd_name not in _COMMANDS:
            return None
        command = import_module(f"carec_kg.cli.{_COMMANDS[cmd_name]}").command
        return command if isinstance(command, click.Command) else None

    def resolve_command(self, ctx: click.Context, args: list[str]) -> tuple[Any, Any, list[str]]:
        """Resolve a command; a misspelt one is answered with the nearest."""
        try:
            return super().resolve_command(ctx, args)
        except click.UsageError as error:
            from difflib import get_close_matches  # noqa: PLC0415 - wanted only on this path

            nearest = get_close_matches(args[0], _COMMANDS, 1)
            hint = f" Did you mean {nearest[0]}?" if nearest else ""
            raise click.UsageError(error.message + hint, ctx) from None


@click.group(
    cls=LazyGroup, context_settings={"help_option_names": ["-h", "--help"], "max_content_width": 100}, epilog=""
)
@click.version_option(__version__, prog_name="carec-kg")
def commands() -> None:
    """Ask, check, export and serve the knowledge graph of the CAREC Program.

    \b
    A first question:   carec-kg query investments
    All questions:      carec-kg queries
    The endpoint:       carec-kg serve
    Shell completion:   eval "$(_CAREC_KG_COMPLETE=bash_source carec-kg)"   (or zsh_source, fish_source)
    """


def main(arguments: Sequence[str] | None = None) -> NoReturn:
    """Run the command line; errors are one sentence on stderr, exit codes 0 done, 1 failed, 2 wrong usage."""
    try:
        code = commands.main(arguments, prog_name="carec-kg", standalone_mode=False)
    except click.ClickException as error:
        error.show()
        code = 2
    except (click.Abort, KeyboardInterrupt):
        click.echo("Stopped.", err=True)
        code = 130
    except CarecError as error:
        click.echo(f"carec-kg: {error}", err=True)
        code = error.exit_code
    except BrokenPipeError:
        # The reader of our output went away, as `head` does; that is no failure.
        sys.stderr.close()
        code = 0
    sys.exit(code if isinstance(code, int) else 0)
