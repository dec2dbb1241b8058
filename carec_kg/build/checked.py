"""What a build was checked with, for whoever reads the snapshot: every shape and rule with what it says."""

from __future__ import annotations

import json
from typing import TYPE_CHECKING

from carec_kg.checks.formatting import FORMATTING_RULES
from carec_kg.checks.rules import read_rules

if TYPE_CHECKING:
    from collections.abc import Mapping
    from pathlib import Path

    from carec_kg.build.examination import Examination


def write_checked(examination: Examination, rules: Path) -> bytes:
    """Return JSON with each check by name: its kind (shape, rule or file), what it says, how bad a breach is.

    ``rules`` is the folder of the rules across records. A shape's severity stands in the shape.
    """
    severities = {rule.name: rule.severity.value for rule in read_rules(rules)}
    checks = [_describe(name, says, severities) for name, says in examination.sentences.items()]
    found = {
        "axioms": len(examination.axioms),
        "checks": sorted(checks, key=lambda check: (check["kind"], check["name"])),
    }
    return (json.dumps(found, indent=2, sort_keys=True, ensure_ascii=False) + "\n").encode()


def _describe(name: str, says: str, severities: Mapping[str, str]) -> dict[str, str]:
    if name in severities:
        return {"name": name, "kind": "rule", "says": says, "severity": severities[name]}
    kind = "file" if name in FORMATTING_RULES or name == "syntax" else "shape"
    return {"name": name, "kind": kind, "says": says}
