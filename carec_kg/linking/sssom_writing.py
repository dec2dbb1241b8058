"""Write records as an SSSOM table: tab-separated values under a block of metadata in YAML (SSSOM 1.1, SSSOM/TSV)."""

from __future__ import annotations

import csv
import io
from typing import TYPE_CHECKING

from carec_kg.iris import BASE, CAREC, FILE_PREFIXES, GRAPH, ID
from carec_kg.linking.slots import SEMAPV, SLOTS, Form
from carec_kg.version import __version__

if TYPE_CHECKING:
    from collections.abc import Iterable, Mapping, Sequence

    from carec_kg.linking.records import LinkRecord

#: Prefixes of tables beside those of our files; a table names the ones that it uses.
TABLE_PREFIXES = {
    "link": ID + "link/",
    "semapv": SEMAPV,
    "geonames": "http://sws.geonames.org/",
    "ror": "https://ror.org/",
    "orcid": "https://orcid.org/",
    "unlocode": "https://vocabulary.uncefact.org/unlocode#",
    "doi": "https://doi.org/",
}
_NAMESPACES = sorted({**FILE_PREFIXES, **TABLE_PREFIXES}.items(), key=lambda item: (-len(item[1]), item[0]))
#: Slots that hold the IRIs of entities, which a table writes short; other IRIs are written whole.
_ENTITIES = frozenset(
    {"subject_id", "predicate_id", "object_id", "mapping_justification", "author_id", "reviewer_id",
     "subject_match_field", "object_match_field", "object_source"}
)  # fmt: skip
_FIRST = ("record_id", "subject_id", "subject_label", "predicate_id", "predicate_modifier", "object_id", "object_label")
SUBJECT_SOURCE = BASE + "ontology"
#: The licence of the set as a whole; each record names its own.
SET_LICENCE = "https://creativecommons.org/licenses/by/4.0/"


def write_sssom(
    records: Sequence[LinkRecord], labels: Mapping[str, str], title: str, name: str = "links", open_word: str = ""
) -> str:
    """Return the records as an SSSOM table, in the order of their IRIs; ``labels`` gives the names of subjects.

    Every slot that some record uses has a column; ``record_id`` and ``subject_label`` always have one. ``open_word``
    stands in ``review_state`` where a record has none.
    """
    used: set[str] = {"semapv"}
    slots = [s for s in SLOTS if any(s in r.values for r in records) or (open_word and s == "review_state")]
    columns = [*_FIRST, *(slot for slot in slots if slot not in _FIRST)]
    rows = [
        [
            _write_cell(record, labels, column, used) or (open_word if column == "review_state" else "")
            for column in columns
        ]
        for record in sorted(records, key=lambda record: record.iri)
    ]
    table = io.StringIO()
    writer = csv.writer(table, delimiter="\t", lineterminator="\n")
    writer.writerow(columns)
    writer.writerows(rows)
    return "".join(f"#{line}\n" for line in _write_metadata(used, title, name)) + table.getvalue()


def _write_metadata(used: Iterable[str], title: str, name: str) -> list[str]:
    namespaces = dict(_NAMESPACES)
    return [
        "curie_map:",
        *(f"  {prefix}: {namespaces[prefix]}" for prefix in sorted({*used, "carec"})),
        f"mapping_set_id: {GRAPH}{name}",
        f'mapping_set_title: "{title}"',
        f'mapping_set_version: "{__version__}"',
        f"license: {SET_LICENCE}",
        f"subject_source: {SUBJECT_SOURCE}",
        'sssom_version: "1.1"',
        "extension_definitions:",
        "  - slot_name: review_state",
        f"    property: {CAREC}reviewState",
        "    type_hint: http://www.w3.org/2001/XMLSchema#string",
    ]


def _write_cell(record: LinkRecord, labels: Mapping[str, str], column: str, used: set[str]) -> str:
    if column == "record_id":
        return shorten(record.iri, used)
    if column == "subject_label":
        return labels.get(record.key.subject, "")
    values: Iterable[str] = record.values.get(column, ())
    if column in _ENTITIES:
        values = (shorten(value, used) for value in values)
    if SLOTS[column].many:
        return "|".join(value.replace("|", "\\|") for value in values)
    return _one_line(next(iter(values), "")) if SLOTS[column].form is Form.TEXT else next(iter(values), "")


def _one_line(text: str) -> str:
    return " ".join(text.split())


def shorten(iri: str, used: set[str]) -> str:
    """Return an IRI as ``prefix:rest`` where a prefix of tables fits (noted in ``used``), else the IRI itself."""
    for prefix, namespace in _NAMESPACES:
        if iri.startswith(namespace) and len(iri) > len(namespace):
            used.add(prefix)
            return f"{prefix}:{iri[len(namespace) :]}"
    return iri
