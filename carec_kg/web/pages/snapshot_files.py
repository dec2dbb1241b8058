"""What pages read from the snapshot that is served: its manifest, what was checked, what was found. No Flask here."""

from __future__ import annotations

import json
from dataclasses import dataclass, field
from typing import TYPE_CHECKING, Any

from carec_kg.checks.report import read_json
from carec_kg.errors import CarecError
from carec_kg.graph import snapshot as layout
from carec_kg.reasoning.rules import read_rules

if TYPE_CHECKING:
    from collections.abc import Mapping, Sequence
    from pathlib import Path

    from carec_kg.checks.finding import Finding
    from carec_kg.web.settings import WebSettings

_MANIFEST = "manifest.json"
#: Kinds of checks in the order in which a page shows them: shapes, rules across records, the form of the files, and
#: rules of OWL 2 RL whose matches are contradictions.
CHECK_KINDS = ("shape", "rule", "clash", "file")


@dataclass(frozen=True, slots=True)
class Check:
    """Something that a build checks: its name, its kind, what it says, and how bad a breach is (empty: it says so)."""

    name: str
    kind: str
    says: str
    severity: str = ""


@dataclass(frozen=True, slots=True)
class BuildRecord:
    """A build: counts of the graph, checks and findings, rules of inference; ``axioms`` were held to OWL 2 RL."""

    counts: Mapping[str, int] = field(default_factory=dict)
    checks: Sequence[Check] = ()
    findings: Sequence[Finding] = ()
    inferring: Sequence[Check] = ()
    axioms: int = 0

    def of_kind(self, kind: str) -> list[Check]:
        """Return the checks of a kind."""
        return [check for check in self.checks if check.kind == kind]


def find_snapshot(settings: WebSettings) -> Path | None:
    """Return the folder of the snapshot that is served; ``None`` where plain files are."""
    folder = settings.exports.parent if settings.exports else None
    return folder if folder and (folder / _MANIFEST).is_file() and (folder / layout.FINDINGS).is_file() else None


def read_record(folder: Path) -> BuildRecord:
    """Return the record of a build; what an older snapshot does not have is empty."""
    manifest = json.loads((folder / _MANIFEST).read_bytes())
    found = read_json((folder / layout.FINDINGS).read_text(encoding="utf-8"))
    checked = _read_checked(folder / layout.CHECKS)
    checks = [Check(**check) for check in checked.get("checks", ())]
    clashes, inferring = _read_rules(folder / layout.RULES)
    return BuildRecord(manifest["counts"], [*checks, *clashes], found, inferring, checked.get("axioms", 0))


def _read_checked(path: Path) -> dict[str, Any]:
    found: dict[str, Any] = json.loads(path.read_bytes()) if path.is_file() else {}
    return found


def _read_rules(folder: Path) -> tuple[list[Check], list[Check]]:
    """Return the rules that find contradictions, and those that infer."""
    try:
        rules = read_rules(folder)
    except (CarecError, OSError):
        return [], []
    clashes = [Check(rule.name, "clash", rule.says, rule.severity) for rule in rules if not rule.head]
    return clashes, [Check(rule.name, "inference", rule.says) for rule in rules if rule.head]
