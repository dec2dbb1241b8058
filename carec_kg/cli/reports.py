"""Findings in whatever form was asked for."""

from __future__ import annotations

from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from collections.abc import Mapping, Sequence

    from carec_kg.checks.finding import Finding


def write_findings(findings: Sequence[Finding], rules: Mapping[str, str], format_: str) -> str:
    """Return findings as text, json, sarif, junit or html; ``rules`` gives each rule that was run in a sentence."""
    from carec_kg.checks.html_report import write_html  # noqa: PLC0415 - heavy
    from carec_kg.checks.junit import write_junit  # noqa: PLC0415 - heavy
    from carec_kg.checks.report import write_json, write_text  # noqa: PLC0415 - heavy
    from carec_kg.checks.sarif import write_sarif  # noqa: PLC0415 - heavy

    named = dict(rules)
    writers = {
        "text": lambda: write_text(findings),
        "json": lambda: write_json(findings),
        "sarif": lambda: write_sarif(findings, named),
        "junit": lambda: write_junit(findings, named),
        "html": lambda: write_html(findings, named),
    }
    return writers[format_]()
