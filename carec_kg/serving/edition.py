"""Which version of the data answers now: told by the supervisor in a small file, read by whoever asks."""

from __future__ import annotations

import json
from dataclasses import asdict, dataclass
from typing import TYPE_CHECKING

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


def announce_edition(place: Path, edition: Edition) -> None:
    """Write the edition into the pool's folder, atomically."""
    fresh = place / f".{_NAME}"
    fresh.write_bytes(dump(asdict(edition)))
    fresh.replace(place / _NAME)


class EditionReader:
    """Reads what is announced; where nothing has changed this costs one ``stat``, a few microseconds."""

    def __init__(self, place: Path) -> None:
        self._path = place / _NAME
        self._seen = (0, 0)
        self._edition = Edition()

    def read(self) -> Edition:
        """Return the edition that answers now, the last one known where the pool is gone."""
        try:
            status = self._path.stat()
            seen = (status.st_ino, status.st_mtime_ns)
            if seen != self._seen:
                self._edition = Edition(**json.loads(self._path.read_bytes()))
                self._seen = seen
        except OSError:
            pass
        return self._edition
