"""What an audit gives: a verdict for each mention, and findings about passages, files and the review."""

from __future__ import annotations

from dataclasses import dataclass
from typing import TYPE_CHECKING, Literal, TypeAlias

if TYPE_CHECKING:
    from carec_kg.rdf.terms import Triple
    from carec_kg.sources.document import Passage
    from carec_kg.sources.model import Mention

Verdict: TypeAlias = Literal["held", "reviewed", "uncovered"]


@dataclass(frozen=True, slots=True)
class Assertion:
    """The statement that holds a mention, and the statement in words."""

    triple: Triple
    text: str


@dataclass(frozen=True, slots=True)
class AuditedMention:
    """A mention with its passage and verdict: held by an assertion, listed in the review, or uncovered.

    ``reason`` is the reviewer's for a reviewed mention; for an uncovered one it says what is missing, or what stands
    in the passage's graph instead.
    """

    passage: Passage
    mention: Mention
    assertion: Assertion | None = None
    reviewed: bool = False
    reason: str = ""

    @property
    def verdict(self) -> Verdict:
        """Return ``held``, ``reviewed`` or ``uncovered``."""
        if self.assertion:
            return "held"
        return "reviewed" if self.reviewed else "uncovered"


@dataclass(frozen=True, slots=True)
class AuditFinding:
    """Something wrong that is no single mention: its rule, what it is in words, the passage's IRI if it is one.

    Rules are those of ``carec_kg.sources.verification`` and ``no-file``, ``no-passage``, ``stale-review``.
    """

    rule: str
    message: str
    passage: str | None = None
    start: int | None = None
    end: int | None = None


@dataclass(frozen=True, slots=True)
class AuditReport:
    """All mentions of a document in their order, and the findings."""

    document: str
    passages: int
    mentions: tuple[AuditedMention, ...]
    findings: tuple[AuditFinding, ...]

    def having(self, verdict: Verdict) -> tuple[AuditedMention, ...]:
        """Return the mentions with this verdict."""
        return tuple(audited for audited in self.mentions if audited.verdict == verdict)

    @property
    def passed(self) -> bool:
        """Say whether nothing is uncovered and nothing was found."""
        return not self.findings and not self.having("uncovered")
