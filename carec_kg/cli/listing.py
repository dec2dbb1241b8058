"""``carec-kg queries``: list the saved queries, or show one."""

from __future__ import annotations

import click

from carec_kg.cli.completing import complete_queries


@click.command("queries", short_help="List the saved queries, or show one with its parameters.")
@click.argument("name", required=False, shell_complete=complete_queries)
@click.option(
    "--format", "format_", type=click.Choice(["table", "json", "rq"]), default="table", help="How it is written."
)
def command(name: str | None, format_: str) -> None:
    """List the saved queries, or show one with its parameters, columns and an example.

    \b
    Examples:   carec-kg queries
                carec-kg queries corridors-of-country
    """
    from carec_kg.cli.queries_text import describe_all, describe_one  # noqa: PLC0415 - heavy

    click.echo(describe_one(name, format_) if name else describe_all(format_), nl=False)
