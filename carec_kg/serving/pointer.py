"""The link that names the current snapshot: where it points, and whether that is news."""

from __future__ import annotations

from dataclasses import replace
from pathlib import Path
from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from carec_kg.serving.pool_settings import Loader

#: The loader's argument that the link decides.
_ARGUMENT = "folder"


class Pointer:
    """Follows a symbolic link; ``path`` is empty where there is none to follow."""

    def __init__(self, path: str, loader: Loader) -> None:
        self._path = Path(path) if path else None
        self._loader = loader
        self._refused: tuple[str, int] | None = None

    def find_loader(self) -> Loader:
        """Return the loader of what the link names, the first one where it names nothing."""
        mark = self._read()
        if mark is None:
            return self._loader
        return replace(self._loader, arguments={**self._loader.arguments, _ARGUMENT: mark[0]})

    def find_news(self, loader: Loader) -> Loader | None:
        """Return another loader than this where the link has moved, unless that was refused before."""
        mark = self._read()
        if mark is None or mark == self._refused or mark[0] == folder_of(loader):
            return None
        return self.find_loader()

    def refuse(self) -> None:
        """Pass over what the link names until it is set anew."""
        self._refused = self._read()

    def _read(self) -> tuple[str, int] | None:
        """Return the folder, and when the link was made."""
        if self._path is None:
            return None
        try:
            return str(self._path.resolve(strict=True)), self._path.lstat().st_mtime_ns
        except OSError:
            return None


def folder_of(loader: Loader) -> str:
    """Return the folder that a loader loads, without links; empty for one that loads files."""
    folder = loader.arguments.get(_ARGUMENT, "")
    return str(Path(folder).resolve()) if folder else ""
