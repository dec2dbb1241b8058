"""Hold a source's text against its facts: what each number, time and name in it rests on, and what rests on nothing."""

from carec_kg.checks.audit.auditing import audit
from carec_kg.checks.audit.report import Assertion, AuditedMention, AuditFinding, AuditReport
from carec_kg.checks.audit.reviewed import ReviewedEntry, parse_reviewed, read_reviewed, write_reviewed

__all__ = [
    "Assertion",
    "AuditFinding",
    "AuditReport",
    "AuditedMention",
    "ReviewedEntry",
    "audit",
    "parse_reviewed",
    "read_reviewed",
    "write_reviewed",
]
