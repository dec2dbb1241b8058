"""Write decisions into ``data/links/{target}.ttl``: every other statement of the file stays as it is."""

from __future__ import annotations

import os
from typing import TYPE_CHECKING

from carec_kg.errors import DataProblem
from carec_kg.iris import PREFIXES, RDF_TYPE
from carec_kg.linking.importing import Change, Outcome
from carec_kg.linking.records import write_link, write_record
from carec_kg.linking.slots import MAPPING_SET
from carec_kg.linking.sssom_writing import SET_LICENCE, SUBJECT_SOURCE
from carec_kg.linking.targets import LINKS, TARGETS
from carec_kg.rdf.reading import read_file
from carec_kg.rdf.terms import Iri, Quad, Triple, text_literal
from carec_kg.rdf.turtle import format_turtle, write_turtle

if TYPE_CHECKING:
    from collections.abc import Iterable, Iterator, Mapping, Sequence
    from pathlib import Path

    from carec_kg.config import Content

_WRITTEN = (Outcome.NEW, Outcome.CHANGED)


def apply_changes(content: Content, changes: Sequence[Change]) -> list[str]:
    """Write the changes that an import makes; return the names of the files that are written.

    Each file is replaced at once or not at all. Raise ``DataProblem`` where one cannot be written.
    """
    texts: dict[Path, str] = {}
    for target in sorted({change.record.target for change in changes if change.outcome in _WRITTEN}):
        path = content.data / "links" / f"{target}.ttl"
        mine = [change for change in changes if change.record.target == target and change.outcome in _WRITTEN]
        texts[path] = _write_target(path, target, mine)
    write_files(texts)
    return [path.relative_to(content.root).as_posix() for path in texts]


def _write_target(path: Path, target: str, changes: Sequence[Change]) -> str:
    before = [quad.triple for quad in read_file(path)] if path.exists() else list(_describe_set(target))
    gone = {quad.triple for change in changes for quad in _superseded(change)}
    names = {Iri(change.before.iri) for change in changes if change.before}
    kept = [triple for triple in before if triple not in gone and triple.subject not in names]
    new = [quad.triple for change in changes for quad in write_record(change.record)]
    head = _read_head(path)
    name = f"data/links/{target}.ttl"
    return format_turtle((head + write_turtle([*kept, *new])).encode(), name)


def _superseded(change: Change) -> Iterator[Quad]:
    """Yield the link that a refusal takes back; the record that it replaces goes by its name."""
    if change.before and change.record.is_refused and not change.before.is_refused:
        yield write_link(change.before)


def _read_head(path: Path) -> str:
    if not path.exists():
        return ""
    lines = path.read_text(encoding="utf-8").splitlines()
    head = next((lines[:place] for place, line in enumerate(lines) if line and not line.startswith("#")), [])
    return "".join(f"{line}\n" for line in head)


def _describe_set(target: str) -> Iterator[Triple]:
    """Yield the description of a new set of mappings (SSSOM 1.1, mapping set class)."""
    title = next((known.title for known in TARGETS if known.key == target), target)
    node, dcterms = Iri(LINKS + target), PREFIXES["dcterms"]
    yield Triple(node, Iri(RDF_TYPE), Iri(MAPPING_SET))
    yield Triple(node, Iri(dcterms + "title"), text_literal(f"CAREC-KG and {title}", "en"))
    yield Triple(
        node, Iri(dcterms + "description"), text_literal(f"Links between things of this graph and {title}.", "en")
    )
    yield Triple(node, Iri(dcterms + "license"), Iri(SET_LICENCE))
    yield Triple(node, Iri(PREFIXES["sssom"] + "subject_source"), Iri(SUBJECT_SOURCE))


def write_files(texts: Mapping[Path, str]) -> None:
    """Write files so that each is whole at every moment; none is touched before all are written beside their place."""
    drafts = {path: path.with_name(f".{path.name}.{os.getpid()}") for path in texts}
    try:
        for path, text in texts.items():
            path.parent.mkdir(parents=True, exist_ok=True)
            drafts[path].write_text(text, encoding="utf-8")
        for path, draft in drafts.items():
            draft.replace(path)
    except OSError as error:
        _remove(drafts.values())
        message = f"{error.filename or next(iter(texts))} cannot be written: {error.strerror}. Nothing was changed."
        raise DataProblem(message) from None


def _remove(paths: Iterable[Path]) -> None:
    for path in paths:
        path.unlink(missing_ok=True)
