"""What another table or graph offers for a match, however it is kept."""

from __future__ import annotations

from dataclasses import dataclass
from typing import TYPE_CHECKING, NamedTuple, Protocol

if TYPE_CHECKING:
    from collections.abc import Collection, Iterator

    from carec_kg.linking.geography import Position
    from carec_kg.linking.identifiers import Identifier


class Mention(NamedTuple):
    """Something that a candidate is called: a name, or an identifier of ``scheme``."""

    key: str
    text: str
    scheme: str = ""


@dataclass(frozen=True, slots=True)
class Candidate:
    """A thing elsewhere: its IRI, a name to show, its kind and country as far as they are said, where it lies.

    ``population`` is 0 where it is not known.
    """

    iri: str
    label: str
    kind: str = ""
    country: str = ""
    position: Position | None = None
    identifiers: frozenset[Identifier] = frozenset()
    population: int = 0


class CandidateSource(Protocol):
    """A place that candidates come from.

    It is read in two goes, so that it may be of any size: all that everything is called, then the few that matter.
    """

    @property
    def title(self) -> str:
        """Return how it is named in reasons and ledgers."""

    def mentions(self) -> Iterator[Mention]:
        """Yield every name and identifier of every candidate; raise ``DataProblem`` for what is broken."""

    def describe(self, keys: Collection[str]) -> list[Candidate]:
        """Return the candidates with these keys; raise ``DataProblem`` for what is broken."""
