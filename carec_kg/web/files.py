"""The blueprint of ``/export``: the finished files of a folder, with their digests."""

from __future__ import annotations

import base64
import hashlib
from dataclasses import dataclass
from difflib import get_close_matches
from typing import TYPE_CHECKING

from flask import Blueprint, Response, render_template, request, send_file

from carec_kg.errors import UnknownName, UsageError
from carec_kg.rdf.media import format_of_file
from carec_kg.web.answering import respond_json
from carec_kg.web.negotiation import prefers_html
from carec_kg.web.replies import content_type, describe_answer, describe_result

if TYPE_CHECKING:
    from collections.abc import Mapping
    from pathlib import Path

#: How the names of the files with the closure begin (``export.release``).
_CLOSURE = "carec-kg-inferred."
_OTHER_TYPES = {".csv": "text/csv", ".geojson": "application/geo+json", ".json": "application/json"}


@dataclass(frozen=True, slots=True)
class ExportFile:
    """A file that is offered: its name below the folder, size in bytes, SHA-256, and media type."""

    name: str
    path: Path
    size: int
    sha256: str
    media_type: str

    @property
    def inferred(self) -> bool:
        """Return whether the file holds what is only inferred: the closure has files of its own."""
        return self.name.startswith(_CLOSURE)


class ExportFolder:
    """The files of a folder; only what a walk through it finds can be had, so no name leads out of it."""

    def __init__(self, folder: Path | None) -> None:
        self._folder = folder
        self._digests: dict[tuple[Path, int, int], str] = {}

    def list_files(self) -> Mapping[str, ExportFile]:
        """Return the files by name, digests computed when a file is new or has changed."""
        if self._folder is None or not self._folder.is_dir():
            return {}
        found = (path for path in sorted(self._folder.rglob("*")) if path.is_file() and not path.is_symlink())
        files = [self._describe(path, path.relative_to(self._folder).as_posix()) for path in found]
        return {file.name: file for file in files}

    def find(self, name: str) -> ExportFile:
        """Return a file by its name; raise ``UnknownName`` with the nearest."""
        files = self.list_files()
        if name not in files:
            # The nearest to a long text would take long to find.
            raise UnknownName("export", name[:80], get_close_matches(name[:80], files, 3))
        return files[name]

    def _describe(self, path: Path, name: str) -> ExportFile:
        facts = path.stat()
        key = (path, facts.st_mtime_ns, facts.st_size)
        if key not in self._digests:
            with path.open("rb") as file:
                self._digests[key] = hashlib.file_digest(file, "sha256").hexdigest()
        return ExportFile(name, path, facts.st_size, self._digests[key], _media_type(path))


def _media_type(path: Path) -> str:
    if path.suffix in _OTHER_TYPES:
        return _OTHER_TYPES[path.suffix]
    try:
        return format_of_file(path).media_type
    except UsageError:
        return "text/plain"


def make_files_blueprint(exports: Path | None, dataset: str = "") -> Blueprint:
    """Return the blueprint over a folder of finished files of a version; ``None`` offers none."""
    blueprint = Blueprint("files", __name__)
    folder = ExportFolder(exports)

    @blueprint.get("/export/")
    def listing() -> Response:
        files = folder.list_files().values()
        if prefers_html(request.headers.get("Accept")):
            return Response(render_template("exports.html", files=files))
        described = [
            {"name": file.name, "bytes": file.size, "sha256": file.sha256, "mediaType": file.media_type}
            for file in files
        ]
        return respond_json({"files": described, "meta": describe_answer(dataset)})

    @blueprint.get("/export/<path:name>")
    def one_file(name: str) -> Response:
        file = folder.find(name)
        response = send_file(
            file.path, mimetype=file.media_type, conditional=True, etag=file.sha256, download_name=file.path.name
        )
        response.headers["Content-Type"] = content_type(file.media_type)
        response.headers.extend(describe_result(complete=True, inferred=file.inferred))
        digest = base64.b64encode(bytes.fromhex(file.sha256)).decode()
        response.headers["Repr-Digest"] = f"sha-256=:{digest}:"
        return response

    return blueprint
