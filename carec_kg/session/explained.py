"""An explanation as Python programs hold it: what JSON has, and the same as text."""

from __future__ import annotations

from copy import deepcopy
from dataclasses import dataclass, replace
from typing import TYPE_CHECKING, Any

from carec_kg.evidence.explanation_text import write_explanation
from carec_kg.evidence.precedence import is_passage

if TYPE_CHECKING:
    from carec_kg.evidence.quoting import Quoter


@dataclass(frozen=True, slots=True)
class Explained:
    """Why a row or a triple is there, or why nothing is said of it; its text is what the command line prints.

    ``found`` is as ``docs/evidence.md`` describes it, ``version`` the data set's.
    """

    found: dict[str, Any]
    version: str

    def __str__(self) -> str:
        return write_explanation(self.found)

    def __bool__(self) -> bool:
        """Return whether there is an explanation: a derivation of the row, or a proof of the triple."""
        return bool(self.found.get("derivations") or self.found.get("proofs"))

    @property
    def passages(self) -> tuple[str, ...]:
        """Return the IRIs of the passages that are cited, those of the row's own facts first; no other graphs."""
        return tuple(iri for iri in self.found.get("citations", ()) if is_passage(iri))

    def quoted_by(self, quoter: Quoter) -> Explained:
        """Return the explanation with the sentences beside its citations."""
        found = deepcopy(self.found)
        quoter.add_to(found)
        return replace(self, found=found)
