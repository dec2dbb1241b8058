"""What the parts of a solver ask of it."""

from __future__ import annotations

from typing import TYPE_CHECKING, Protocol

if TYPE_CHECKING:
    from collections.abc import Sequence

    from carec_kg.evidence.atoms import Atom, Opened
    from carec_kg.evidence.model import Limits
    from carec_kg.evidence.restricting import Binding
    from carec_kg.evidence.support import Found
    from carec_kg.evidence.syntax import Group


class Asking(Protocol):
    """Opens groups, asks for solutions and explains them."""

    @property
    def limits(self) -> Limits:
        """Return the bounds on the work."""

    @property
    def fresh(self) -> str:
        """Return what begins no variable of the query."""

    def open(self, group: Group) -> Opened:
        """Open a group, once."""

    def ask_text(self, text: str, most: int) -> tuple[list[Binding], bool]:
        """Return at most ``most`` solutions of a query without prologue, and whether there are others."""

    def derive(self, atoms: Sequence[Atom], solutions: Sequence[Binding], graph: str | None) -> list[Found]:
        """Return for each solution what it rests on; none where a part of it was not found again."""
