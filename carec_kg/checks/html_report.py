"""Findings as one HTML page that needs nothing else: no script, no request, readable without colour."""

from __future__ import annotations

from html import escape
from itertools import groupby
from typing import TYPE_CHECKING

from carec_kg.checks.finding import Finding, Severity, count_findings, sort_findings

if TYPE_CHECKING:
    from collections.abc import Iterable, Mapping

_WORDS = {Severity.VIOLATION: "Violation", Severity.WARNING: "Warning", Severity.INFO: "Note"}
#: A sign beside the word, since nothing is told by colour alone.
_SIGNS = {Severity.VIOLATION: "✕", Severity.WARNING: "!", Severity.INFO: "i"}
#: The look of a page that stands alone; other reports begin with it.
STYLE = """
:root { color-scheme: light dark; --paper: #fbfaf7; --ink: #1b2326; --muted: #566268; --accent: #0b5c73;
  --warm: #a63d14; --line: #7d878c; }
@media (prefers-color-scheme: dark) { :root { --paper: #12181b; --ink: #e8ecec; --muted: #a3b0b5; --accent: #6cc3da;
  --warm: #f0936b; } }
body { margin: 0 auto; max-width: 72rem; padding: 24px 16px 48px; background: var(--paper); color: var(--ink);
  font: 16px/1.5 Inter, system-ui, sans-serif; }
h1, h2 { font-family: "Source Serif 4", Georgia, serif; line-height: 1.25; }
h1 { font-size: 32px; } h2 { font-size: 20px; margin-top: 32px; overflow-wrap: anywhere; }
table { border-collapse: collapse; width: 100%; }
th, td { border-bottom: 1px solid var(--line); padding: 8px 12px 8px 0; text-align: left; vertical-align: top; }
th { font-size: 14px; color: var(--muted); } td:last-child { overflow-wrap: anywhere; }
code { font-size: 14px; } .about { color: var(--muted); font-size: 14px; }
.violation { color: var(--warm); font-weight: 600; } .warning { color: var(--accent); font-weight: 600; }
.skip { position: absolute; left: -999rem; } .skip:focus { position: static; }
:focus-visible { outline: 3px solid var(--accent); outline-offset: 2px; }
.wide { overflow-x: auto; }
""".strip()


def write_html(findings: Iterable[Finding], rules: Mapping[str, str] | None = None) -> str:
    """Return the page: a summary, then a table a file; ``rules`` are those that were run."""
    ordered = sort_findings(findings)
    groups = groupby(ordered, lambda finding: finding.position.file if finding.position else "")
    sections = "\n".join(_write_file(name, list(group)) for name, group in groups)
    return (
        '<!doctype html>\n<html lang="en">\n<head>\n<meta charset="utf-8">\n'
        '<meta name="viewport" content="width=device-width, initial-scale=1">\n'
        f"<title>Findings of carec-kg check</title>\n<style>\n{STYLE}\n</style>\n</head>\n<body>\n"
        '<a class="skip" href="#findings">Skip to the findings</a>\n'
        f"<header>\n<h1>Findings</h1>\n{_write_summary(ordered, rules)}</header>\n"
        f'<main id="findings" tabindex="-1">\n{sections or "<p>Nothing was found.</p>"}\n</main>\n</body>\n</html>\n'
    )


def _write_summary(findings: list[Finding], rules: Mapping[str, str] | None) -> str:
    cells = "".join(
        f'<tr><th scope="row">{_WORDS[severity]}</th><td>{number}</td></tr>\n'
        for severity, number in count_findings(findings).items()
    )
    ran = f"<p>{len(rules)} rules and shapes were run.</p>\n" if rules else ""
    head = '<thead><tr><th scope="col">Severity</th><th scope="col">Number</th></tr></thead>'
    return f"<table>\n<caption>Findings by severity</caption>\n{head}\n<tbody>\n{cells}</tbody>\n</table>\n{ran}"


def _write_file(name: str, findings: list[Finding]) -> str:
    rows = "".join(_write_row(finding) for finding in findings)
    title = f"<code>{escape(name)}</code>" if name else "Without a place in a file"
    columns = "".join(f'<th scope="col">{column}</th>' for column in ("Line", "Severity", "Rule", "What is wrong"))
    region = f'<div class="wide" tabindex="0" role="region" aria-label="{escape(name or title)}">'
    return (
        f"<section>\n<h2>{title}</h2>\n{region}\n"
        f"<table>\n<thead><tr>{columns}</tr></thead>\n<tbody>\n{rows}</tbody>\n</table>\n</div>\n</section>"
    )


def _write_row(finding: Finding) -> str:
    place = finding.position
    where = f"{place.line}:{place.column}" if place else "—"
    about = f'<br><span class="about"><code>{escape(finding.about)}</code></span>' if finding.about else ""
    severity = finding.severity
    return (
        f'<tr><td>{where}</td><td class="{severity.value}">'
        f'<span aria-hidden="true">{_SIGNS[severity]}</span> {_WORDS[severity]}</td>'
        f"<td><code>{escape(finding.rule)}</code></td><td>{escape(finding.message)}{about}</td></tr>\n"
    )
