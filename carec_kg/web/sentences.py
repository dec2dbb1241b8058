"""The sentences of the sources, where the operator holds their texts. No Flask here."""

from __future__ import annotations

import threading
from functools import lru_cache
from typing import TYPE_CHECKING, Any

from carec_kg.evidence.quotation import HeldText, read_texts
from carec_kg.evidence.quoting import Quoter, make_quoter

if TYPE_CHECKING:
    from collections.abc import Callable
    from pathlib import Path

    from carec_kg.graph.answers import Rows


@lru_cache(maxsize=4)
def hold_texts(folder: Path) -> tuple[HeldText, ...]:
    """Return the texts in a folder, read once in this process; raise ``DataProblem``."""
    return read_texts(folder)


class Sentences:
    """Puts sentences beside citations, from a folder of texts; without a folder, nothing.

    Which text is which document, and the names of things, are read from the graph at the first answer that needs it.
    """

    def __init__(self, select: Callable[[str], Rows], folder: Path | None) -> None:
        """Read the texts of the folder; raise ``DataProblem`` for one that cannot be read."""
        self._select = select
        self._texts = hold_texts(folder) if folder else ()
        self._held = folder is not None
        self._quoter: Quoter | None = None
        self._making = threading.Lock()

    def add_to(self, answer: dict[str, Any]) -> None:
        """Add to each citation of an answer its sentence, or why it is refused; raise what reading the graph raises."""
        if not self._held or not answer.get("citations"):
            return
        with self._making:
            self._quoter = self._quoter or make_quoter(self._texts, self._select)
        self._quoter.add_to(answer)
