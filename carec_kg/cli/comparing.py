"""``carec-kg diff``: what changed between two releases."""

from __future__ import annotations

import click

from carec_kg.cli.progress import show_progress


@click.command("diff", short_help="Show what changed between two releases: things, and answers to saved questions.")
@click.argument("old")
@click.argument("new", default="current")
@click.option("--format", "format_", type=click.Choice(["text", "json", "html"]), default="text", show_default=True)
@click.option("--all", "everything", is_flag=True, help="Text: every statement and row of each change.")
def command(old: str, new: str, format_: str, *, everything: bool) -> None:
    """Compare two releases, thing by thing and question by question.

    OLD and NEW are `current` (the content as it is), a version that is kept, the folder of a snapshot, or a revision of
    the repository.

    \b
    Examples:   carec-kg diff HEAD~1
                carec-kg diff v0.1.0 v0.2.0 --format html > changes.html
    """
    from carec_kg.build.comparison_report import write_html, write_json, write_text  # noqa: PLC0415 - heavy
    from carec_kg.build.pipeline import STEPS  # noqa: PLC0415 - heavy
    from carec_kg.config import find_content, find_home  # noqa: PLC0415 - heavy
    from carec_kg.session.comparing import compare_releases  # noqa: PLC0415 - heavy

    with show_progress(2 * len(STEPS)) as begin:
        comparison = compare_releases(old, new, find_content(), find_home(), begin)
    if format_ == "text":
        click.echo(write_text(comparison, everything=everything), nl=False)
    else:
        click.echo({"json": write_json, "html": write_html}[format_](comparison), nl=False)
