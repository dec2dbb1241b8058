"""The versions of the data set that a site can answer from, each with its graph and its saved queries."""

from __future__ import annotations

from dataclasses import dataclass
from functools import lru_cache
from typing import TYPE_CHECKING, Any

from flask import request

from carec_kg.errors import DataProblem, SnapshotProblem
from carec_kg.graph import snapshot as layout
from carec_kg.saved_queries.catalogue import Catalogue, read_catalogue
from carec_kg.serving.archive import Archive, ArchivedPool
from carec_kg.web.cancelling import PoolAtHand
from carec_kg.web.clients import name_client
from carec_kg.web.pages.reader import GraphReader
from carec_kg.web.permalinks import read_versions
from carec_kg.web.problems import RequestProblem

if TYPE_CHECKING:
    from pathlib import Path

    from carec_kg.web.pages.site import Site
    from carec_kg.web.permalinks import Version, Versions

_NO_ARCHIVE = "Old versions are not answered from here: this server serves files, or was started without snapshots."


@dataclass(frozen=True, slots=True)
class OpenVersion:
    """A version that can be asked."""

    version: Version
    reader: GraphReader
    catalogue: Catalogue

    @property
    def is_current(self) -> bool:
        """Return whether it is what the server answers from."""
        return self.version.state == "current"


class Editions:
    """Finds versions, opens them, and compares two."""

    def __init__(self, site: Site) -> None:
        self._site = site
        place = site.settings.archive
        self._archive = Archive(place) if place else None

    def versions(self) -> Versions:
        """Return all versions that are known here."""
        return read_versions(self._site.settings.dataset, self._site.settings.home)

    def find(self, name: str) -> Version:
        """Return the version of a name; raise ``RequestProblem`` (404) for one that is not known."""
        return self.versions().find(name)

    def open(self, version: Version) -> OpenVersion:
        """Return a version to ask; raise ``RequestProblem`` (410) for one that is gone."""
        settings = self._site.settings
        if version.state == "current":
            return OpenVersion(version, self._site.reader, self._site.catalogue)
        if version.folder is None or self._archive is None:
            raise RequestProblem(410, _NO_ARCHIVE)
        try:
            catalogue = _read_catalogue(version.folder / layout.QUERIES)
        except DataProblem:
            message = f"The questions of version {version.name} are not readable any more; ask the current version."
            raise RequestProblem(410, message) from None
        pool = PoolAtHand(ArchivedPool(self._archive, version.digest, version.name), settings.proxies)
        return OpenVersion(version, GraphReader(pool, settings.timeout), catalogue)

    def compare(self, old: Version, new: Version) -> dict[str, Any]:
        """Return all that differs between two versions; raise ``RequestProblem`` (410), ``OutOfTime``, ``Busy``."""
        if old.digest == new.digest:
            return {"old": old.name, "new": new.name, "things": [], "questions": []}
        if self._archive is None or not (old.folder and new.folder):
            raise RequestProblem(410, _NO_ARCHIVE)
        forwarded = request.headers.get("X-Forwarded-For", "")
        client = name_client(request.remote_addr or "", forwarded, self._site.settings.proxies)
        try:
            return self._archive.compare(old.digest, new.digest, client)
        except SnapshotProblem as problem:
            raise RequestProblem(410, str(problem)) from None


@lru_cache(maxsize=4)
def _read_catalogue(folder: Path) -> Catalogue:
    """Read the saved queries of a snapshot, which never change; raise ``DataProblem`` where they cannot be read."""
    return read_catalogue(folder, trusted=True)
