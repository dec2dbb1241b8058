"""Which version of the data answers now: told by the supervisor in a small file, and counted on the board."""

from __future__ import annotations

import json
from dataclasses import asdict, dataclass
from typing import TYPE_CHECKING

from carec_kg.serving.board import Board
from carec_kg.serving.messages import dump

if TYPE_CHECKING:
    from pathlib import Path

_NAME = "edition"


@dataclass(frozen=True, slots=True)
class Edition:
    """What is served: its version, the folder of its snapshot (empty for plain files), since when (Unix time)."""

    version: str = ""
    folder: str = ""
    since: float = 0.0


def announce_edition(place: Path, board: Board, edition: Edition) -> None:
    """Write the edition into the pool's folder, atomically, and count it on the board."""
    fresh = place / f".{_NAME}"
    fresh.write_bytes(dump(asdict(edition)))
    fresh.replace(place / _NAME)
    # Last: whoever sees the new count reads the new file, and uses no worker of the edition before.
    board.begin_generation()


class EditionReader:
    """Reads what is announced; where nothing has changed this costs a look at the board."""

    def __init__(self, place: Path) -> None:
        self._place = place
        self._board: Board | None = None
        self._seen = 0.0
        self._edition = Edition()

    def read(self) -> Edition:
        """Return the edition that answers now, the last one known where the pool is gone."""
        try:
            self._board = self._board or Board(self._place)
            generation = self._board.generation
            if generation != self._seen:
                self._edition = Edition(**json.loads((self._place / _NAME).read_bytes()))
                self._seen = generation
        except OSError:
            pass
        return self._edition
