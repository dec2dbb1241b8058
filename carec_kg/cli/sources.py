"""``carec-kg sources``: hold a source's text against its facts."""

from __future__ import annotations

from pathlib import Path

import click


@click.group("sources", short_help="Hold a source's text against its facts.")
def command() -> None:
    """Work with the documents that the facts are taken from."""


@command.command("audit", short_help="Show which statement holds each number, date and name of a text.")
@click.argument("file", type=click.Path(exists=True, dir_okay=False, path_type=Path))
@click.option(
    "--source", metavar="NAME", default=None, help="The source, where several could be meant, as prc-brochure."
)
@click.option("--format", "format_", type=click.Choice(["text", "json"]), default="text", help="How it is written.")
@click.option("--all", "everything", is_flag=True, help="Also the mentions that are held, each with its statement.")
@click.pass_context
def audit(ctx: click.Context, file: Path, source: str | None, format_: str, everything: bool) -> None:
    """Recompute offsets and digests of FILE, and show what of it has a fact and what has none.

    Every number, year, date and capitalised name is held against the graph of its passage. Exits 1 where something
    is uncovered.

    \b
    Example:   carec-kg sources audit carec-and-the-prc.txt --all
    """
    from carec_kg.build.auditing import audit_file, write_audit  # noqa: PLC0415 - heavy
    from carec_kg.config import find_content  # noqa: PLC0415 - heavy

    report, text = audit_file(find_content(), file, source)
    click.echo(write_audit(report, text, format_, everything=everything), nl=False)
    ctx.exit(0 if report.passed else 1)
