"""Start a new source in the data: draft it against the names that the graph knows, and write its folder."""

from __future__ import annotations

import re
from typing import TYPE_CHECKING

from carec_kg.checks.audit.names import find_names
from carec_kg.errors import UsageError
from carec_kg.graph.manifest import list_graph_files
from carec_kg.rdf.reading import read_file
from carec_kg.rdf.terms import Quad
from carec_kg.sources.document import read_documents
from carec_kg.sources.drafting import Draft, draft_source
from carec_kg.sources.lexicon import Lexicon
from carec_kg.sources.text import digest, read_text

if TYPE_CHECKING:
    from pathlib import Path

    from carec_kg.config import Content

_KEY = re.compile(r"[a-z0-9]+(-[a-z0-9]+)*")
_NOT_KEY = re.compile(r"[^a-z0-9]+")


def start_source(content: Content, file: Path, folder: Path, key: str | None, title: str, language: str) -> Draft:
    """Draft the source that a text is and write it to a new folder, all of it or nothing.

    ``key`` is the file's name where it is not given. Raise ``UsageError`` for a key that is none or is taken, a text
    that is a source already, an empty text, or a folder that exists.
    """
    text = read_text(file)
    key = key or _NOT_KEY.sub("-", file.stem.lower()).strip("-")
    if not _KEY.fullmatch(key):
        message = f"{key!r} is no key of a source; use lower-case letters and digits with hyphens between."
        raise UsageError(message)
    quads = [Quad(*quad.triple, f.graph) for f in list_graph_files(content) for quad in read_file(f.path)]
    for document in read_documents(quads):
        if document.key == key or document.sha256 == digest(text):
            message = f"This is the source {document.key} already; hold the text against it by carec-kg sources audit."
            raise UsageError(message)
    draft = draft_source(text, key, title or file.stem, language, Lexicon(find_names(quads)))
    if not draft.passages:
        message = f"{file} has no text; give a file with the document's words."
        raise UsageError(message)
    _write_folder(folder / key, draft)
    return draft


def _write_folder(folder: Path, draft: Draft) -> None:
    if folder.exists():
        message = f"{folder} exists; remove it, or give another --source."
        raise UsageError(message)
    scratch = folder.with_name(f".{folder.name}.new")
    scratch.mkdir(parents=True)
    for name, text in draft.files.items():
        (scratch / name).write_text(text, encoding="utf-8")
    scratch.rename(folder)
