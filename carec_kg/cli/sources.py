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


@command.command("new", short_help="Start a new source: split a text, and draft a file for each passage.")
@click.argument("file", type=click.Path(exists=True, dir_okay=False, path_type=Path))
@click.option("--source", metavar="NAME", default=None, help="Its key, as prc-brochure; default: the file's name.")
@click.option("--title", default="", help="What we call it, in English; default: the file's name.")
@click.option("--language", metavar="TAG", default="en", show_default=True, help="The language that it is written in.")
@click.option(
    "-o",
    "--output",
    type=click.Path(file_okay=False, path_type=Path),
    default=None,
    help="The folder that gets a folder for the source; default: data/.",
)
def new(file: Path, source: str | None, title: str, language: str, output: Path | None) -> None:
    """Split FILE into passages and write source.ttl and a draft for each passage.

    A draft lists, as comments, the numbers, dates and names of its passage with the terms that could state them. No
    word of the text stands in source.ttl; the drafts' comments are to be taken away as the facts are stated.

    \b
    Example:   carec-kg sources new brochure.txt --source kaz-brochure --title "CAREC and Kazakhstan (brochure)"
    Then:      carec-kg sources audit brochure.txt
    """
    from carec_kg.build.drafting import start_source  # noqa: PLC0415 - heavy
    from carec_kg.config import find_content  # noqa: PLC0415 - heavy

    content = find_content()
    folder = output or content.data
    draft = start_source(content, file, folder, source, title, language)
    click.echo(
        f"{folder / draft.source}: {draft.passages} passages, {draft.mentions} numbers, dates and names to state."
    )
    click.echo(f"Write the facts, then run: carec-kg sources audit {file}")


@command.command("rows", short_help="Show which graph holds each row of the reference tables.")
@click.argument("folder", metavar="DIR", type=click.Path(exists=True, file_okay=False, path_type=Path))
@click.option("--format", "format_", type=click.Choice(["text", "json"]), default="text", help="How it is written.")
@click.pass_context
def rows(ctx: click.Context, folder: Path, format_: str) -> None:
    """List every row of the tables in DIR with the graphs that hold it, or the reason why none does.

    The ledger data/reference/rows.csv says which. Exits 1 where a row is not in it, its text has changed, or a graph
    is missing or lacks the row's number.

    \b
    Example:   carec-kg sources rows ../shared/reference
    """
    from carec_kg.build.accounting import account_for, write_account  # noqa: PLC0415 - heavy
    from carec_kg.config import find_content  # noqa: PLC0415 - heavy

    found = account_for(find_content(), folder)
    click.echo(write_account(found, format_), nl=False)
    ctx.exit(1 if found.findings else 0)
