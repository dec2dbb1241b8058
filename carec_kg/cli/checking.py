"""``carec-kg check``: every finding with file and line."""

from __future__ import annotations

from pathlib import Path

import click

from carec_kg.cli.progress import show_progress

FORMATS = ("text", "json", "sarif", "junit", "html")


@click.command("check", short_help="Check ontology, data and saved queries; every finding with file and line.")
@click.argument("paths", nargs=-1, type=click.Path(exists=True, path_type=Path))
@click.option("--format", "format_", type=click.Choice(FORMATS), default="text", help="How findings are written.")
@click.option("--fix", is_flag=True, help="First write the data files anew in the one layout.")
@click.pass_context
def command(ctx: click.Context, paths: tuple[Path, ...], format_: str, fix: bool) -> None:
    """Check ontology, data and saved queries, and show every finding with file and line.

    With PATHs only the findings in these files and folders are shown; the checks still see the whole graph.
    Exits 1 where there is a violation.

    \b
    Examples:   carec-kg check
                carec-kg check data/brochure --format sarif > findings.sarif
    """
    from carec_kg.build.examination import STEPS, examine, keep_below  # noqa: PLC0415 - heavy
    from carec_kg.checks.finding import exit_code  # noqa: PLC0415 - heavy
    from carec_kg.checks.html_report import write_html  # noqa: PLC0415 - heavy
    from carec_kg.checks.junit import write_junit  # noqa: PLC0415 - heavy
    from carec_kg.checks.report import write_json, write_text  # noqa: PLC0415 - heavy
    from carec_kg.checks.sarif import write_sarif  # noqa: PLC0415 - heavy
    from carec_kg.config import find_content  # noqa: PLC0415 - heavy

    content = find_content()
    if fix:
        from carec_kg.build.layout import write_layout  # noqa: PLC0415 - heavy

        changed = write_layout(content)
        if changed:
            click.echo(f"Written anew: {', '.join(changed)}.", err=True)
    with show_progress(len(STEPS)) as begin:
        examination = examine(content, begin)
    findings, rules = keep_below(examination.findings, content, paths), examination.sentences
    writers = {
        "text": lambda: write_text(findings),
        "json": lambda: write_json(findings),
        "sarif": lambda: write_sarif(findings, rules),
        "junit": lambda: write_junit(findings, rules),
        "html": lambda: write_html(findings, rules),
    }
    click.echo(writers[format_](), nl=False)
    if format_ == "text":
        ran = f"{len(rules)} rules and shapes, {len(examination.axioms):,} axioms in the OWL 2 RL profile"
        click.echo(f"Checked: {ran}, {len(examination.catalogue)} saved queries.")
    ctx.exit(exit_code(findings))
