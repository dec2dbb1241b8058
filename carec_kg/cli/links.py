"""``carec-kg links``: export, import, suggest and check the links to other graphs."""

from __future__ import annotations

from datetime import UTC, datetime
from pathlib import Path
from typing import TYPE_CHECKING

import click

from carec_kg.errors import UsageError

if TYPE_CHECKING:
    from collections.abc import Sequence

    from carec_kg.linking.importing import Change
    from carec_kg.linking.suggesting import Suggestion
    from carec_kg.linking.table_source import TableOptions

_FILE = click.Path(exists=True, dir_okay=False, path_type=Path)
_CHECK_FORMATS = ("text", "json", "sarif", "junit", "html")
_LEDGER = "links.sssom.tsv"


@click.group("links", short_help="Export, import, suggest and check links to other graphs.")
def command() -> None:
    """Work with the links to Wikidata, GeoNames, UN/LOCODE and others, and with what was decided of each."""


@command.command("export", short_help="Write every record of a link as an SSSOM table.")
@click.option("-o", "--output", type=click.Path(dir_okay=False, path_type=Path), help="The file; by default stdout.")
@click.option("--target", metavar="NAME", default=None, help="Only the links to this target, as wikidata.")
def export(output: Path | None, target: str | None) -> None:
    """Write all records of links, refused ones too, as an SSSOM table with its metadata.

    \b
    Example:   carec-kg links export -o carec.sssom.tsv
    """
    from carec_kg.config import find_content  # noqa: PLC0415 - heavy
    from carec_kg.linking.holdings import read_holdings  # noqa: PLC0415 - heavy
    from carec_kg.linking.sssom_writing import write_sssom  # noqa: PLC0415 - heavy
    from carec_kg.linking.storing import write_files  # noqa: PLC0415 - heavy

    holdings = read_holdings(find_content())
    records = [record for record in holdings.records if target in {None, record.target}]
    if not records:
        known = ", ".join(sorted({record.target for record in holdings.records}))
        message = f"There are no links to {target!r}; there are links to {known}."
        raise UsageError(message)
    text = write_sssom(records, holdings.labels, "Links of CAREC-KG", f"links/{target}" if target else "links")
    if output:
        write_files({output: text})
        click.echo(f"{output}: {len(records):,} records.", err=True)
    else:
        click.echo(text, nl=False)


@command.command("import", short_help="Take decisions from an SSSOM table into data/links/.")
@click.argument("file", type=_FILE)
@click.option("--dry-run", is_flag=True, help="Only show what would change.")
@click.option("--reviewer", metavar="NAME", default="", help="Who decided, where a row does not say.")
@click.option("--date", metavar="DAY", default="", help="The day of rows without one; by default today.")
@click.option("--target", metavar="NAME", default="", help="The target of objects that belong to none known here.")
def import_(file: Path, dry_run: bool, reviewer: str, date: str, target: str) -> None:
    """Take links and decisions from FILE, an SSSOM table or the ledger, and show what becomes of each row.

    A decision that stands is never overwritten, nor a link that would make two things one. A row is a decision where
    review_state says confirmed or refused, where predicate_modifier is Not, or where a reviewer is named.

    \b
    Example:   carec-kg links import links.sssom.tsv --reviewer "A. Reader" --dry-run
    """
    from carec_kg.config import find_content  # noqa: PLC0415 - heavy
    from carec_kg.linking.holdings import read_holdings  # noqa: PLC0415 - heavy
    from carec_kg.linking.importing import ImportDefaults, plan_import  # noqa: PLC0415 - heavy
    from carec_kg.linking.sssom_reading import read_sssom  # noqa: PLC0415 - heavy
    from carec_kg.linking.storing import apply_changes  # noqa: PLC0415 - heavy
    from carec_kg.linking.targets import is_target_key  # noqa: PLC0415 - heavy

    if target and not is_target_key(target):
        message = f"{target!r} cannot name a target; use small letters, digits and hyphens."
        raise UsageError(message)
    defaults = ImportDefaults(reviewer, _read_day(date), target)
    content = find_content()
    table = read_sssom(file)
    holdings = read_holdings(content)
    changes = plan_import(table, holdings.records, holdings.labels, defaults)
    _show_changes(table.name, changes)
    if table.left_out:
        click.echo(f"Columns that are not kept: {', '.join(table.left_out)}.", err=True)
    written = [] if dry_run else apply_changes(content, changes)
    click.echo(f"Written: {', '.join(written)}." if written else "Nothing was written.")


def _show_changes(name: str, changes: Sequence[Change]) -> None:
    from collections import Counter  # noqa: PLC0415 - wanted only here

    from carec_kg.iris import compact  # noqa: PLC0415 - heavy
    from carec_kg.linking.importing import Outcome  # noqa: PLC0415 - heavy

    for change in changes:
        if change.outcome not in {Outcome.SAME, Outcome.OPEN}:
            key = change.record.key
            link = f"{compact(key.subject)} {compact(key.predicate)} {key.object}"
            click.echo(f"{name}:{change.line}: {change.outcome}: {link}: {change.reason}")
    counts = Counter(change.outcome for change in changes)
    click.echo(", ".join(f"{counts[outcome]} {outcome}" for outcome in Outcome if counts[outcome]) or "No rows.")


def _read_day(day: str) -> str:
    """Return a day in ISO 8601, today's where none is given: the day of a decision is the day it is typed in."""
    if not day:
        return datetime.now(UTC).date().isoformat()
    try:
        return datetime.fromisoformat(day).date().isoformat()
    except ValueError:
        message = f"--date takes a day as YYYY-MM-DD; {day!r} is none."
        raise UsageError(message) from None


@command.command("suggest", short_help="Find what our things are called elsewhere.")
@click.argument("target")
@click.option("--type", "kinds", multiple=True, metavar="KIND", help="Only our things of this kind; may be repeated.")
@click.option("--threshold", type=click.FloatRange(0, 1), default=0.8, show_default=True, help="Least confidence.")
@click.option("--limit", type=click.IntRange(1), default=None, help="Suggestions at the most, the best first.")
@click.option("--column", "columns", multiple=True, metavar="ROLE=COLUMN", help="What a column of a table holds.")
@click.option("--namespace", metavar="IRI", default="", help="What stands before the id of a row in its IRI.")
@click.option("--ledger", type=click.Path(dir_okay=False, path_type=Path), default=_LEDGER, show_default=True,
              help="The table that suggestions and decisions are kept in.")  # fmt: skip
@click.option("--date", metavar="DAY", default="", help="The day that suggestions bear; by default today.")
@click.option("--timeout", type=click.FloatRange(0.1, 3600), default=60.0, show_default=True,
              help="Seconds for each query to an endpoint.")  # fmt: skip
def suggest(  # noqa: PLR0917 - click passes each option as an argument
    target: str,
    kinds: tuple[str, ...],
    threshold: float,
    limit: int | None,
    columns: tuple[str, ...],
    namespace: str,
    ledger: Path,
    date: str,
    timeout: float,
) -> None:
    """Suggest links to TARGET: an RDF file, a CSV, TSV, SSSOM or GeoJSON table, or the address of a SPARQL endpoint.

    Identifiers count first, then names in all languages and scripts, kind, country and distance. Write accepted or
    refused into the column review_state of the ledger, then run `carec-kg links import` on it. What is decided is
    not suggested again. With one --type, rows that do not say their kind are taken to be of it.

    \b
    Examples:   carec-kg links suggest cities.csv --type place --column name=city
                carec-kg links suggest https://query.example.org/sparql --type organization
    """
    from carec_kg.linking.proposing import Request, propose  # noqa: PLC0415 - heavy

    options = _read_options(columns, namespace, kinds[0] if len(kinds) == 1 else "")
    from carec_kg.config import find_content  # noqa: PLC0415 - heavy

    request = Request(target, kinds, threshold, limit, timeout, _read_day(date))
    found, fresh = propose(find_content(), request, options, Path(ledger))
    _show_suggestions(found)
    click.echo(f"{len(found)} suggestions, {fresh} of them new in {ledger}.")


def _read_options(columns: Sequence[str], namespace: str, kind: str) -> TableOptions:
    from carec_kg.linking.table_source import TableOptions  # noqa: PLC0415 - heavy

    roles = {}
    for column in columns:
        role, sign, name = column.partition("=")
        if not sign:
            message = f"--column takes ROLE=COLUMN, for example --column name=city; {column!r} has no '='."
            raise UsageError(message)
        roles[role] = name
    return TableOptions(roles, namespace, kind)


def _show_suggestions(found: Sequence[Suggestion]) -> None:
    from carec_kg.iris import compact  # noqa: PLC0415 - heavy

    for suggestion in found:
        thing, candidate = suggestion.thing, suggestion.candidate
        click.echo(f"{suggestion.confidence:.2f}  {compact(thing.iri)} ({thing.label})")
        click.echo(f"      {candidate.iri} ({candidate.label})\n      {suggestion.reasons}")


@command.command("check", short_help="Check identifiers, duplicates, one-to-one, and agreement with extracts.")
@click.option("--against", "extracts", multiple=True, type=_FILE, metavar="FILE",
              help="An extract at hand: a table, GeoJSON or RDF file; may be repeated.")  # fmt: skip
@click.option("--column", "columns", multiple=True, metavar="ROLE=COLUMN", help="What a column of a table holds.")
@click.option("--type", "kind", metavar="KIND", default="", help="The kind of rows that do not say theirs.")
@click.option("--namespace", metavar="IRI", default="", help="What stands before the id of a row in its IRI.")
@click.option("--format", "format_", type=click.Choice(_CHECK_FORMATS), default="text", help="How it is written.")
@click.pass_context
def check(
    ctx: click.Context,
    extracts: tuple[Path, ...],
    columns: tuple[str, ...],
    kind: str,
    namespace: str,
    format_: str,
) -> None:
    """Check every link: form and check digits of its identifier, duplicates, one-to-one; with --against also whether
    kind, country and position agree (over 25 km is a finding). Never goes online. Exits 1 where there is a violation.

    \b
    Example:   carec-kg links check --against cities.csv --format sarif
    """  # noqa: D205 - click shows the first paragraph whole
    from carec_kg.build.link_checking import RULES, check_link_files  # noqa: PLC0415 - heavy
    from carec_kg.checks.finding import exit_code  # noqa: PLC0415 - heavy
    from carec_kg.cli.reports import write_findings  # noqa: PLC0415 - heavy
    from carec_kg.config import find_content  # noqa: PLC0415 - heavy

    findings, held = check_link_files(find_content(), extracts, _read_options(columns, namespace, kind))
    click.echo(write_findings(findings, RULES, format_), nl=False)
    if format_ == "text":
        for name, links in held.items():
            click.echo(f"{name} holds {links:,} of the identifiers that we link to.")
    ctx.exit(exit_code(findings))
