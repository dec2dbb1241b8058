"""The records of links: read from the graphs under ``graph/links/`` and written back as triples."""

from __future__ import annotations

import re
from dataclasses import dataclass, replace
from functools import cached_property
from typing import TYPE_CHECKING, NamedTuple

from carec_kg.iris import ID, PREFIXES, RDF_TYPE
from carec_kg.linking.slots import (
    IRIS_OF_WORDS,
    LITERAL,
    NOT,
    RECORD_CLASS,
    SLOT_OF_PROPERTY,
    SLOTS,
    WORDS,
    Form,
    ReviewState,
)
from carec_kg.linking.targets import LINKS, target_of_graph
from carec_kg.rdf.terms import Iri, Literal, Quad, Term

if TYPE_CHECKING:
    from collections.abc import Iterable, Iterator, Mapping

_LINK = ID + "link/"
_NOT_IN_KEYS = re.compile(r"[^a-z0-9]+")
_DATATYPES = {Form.DATE: PREFIXES["xsd"] + "date", Form.NUMBER: PREFIXES["xsd"] + "double"}


class LinkKey(NamedTuple):
    """What makes two records one: subject, predicate, and the object's IRI or, for a code, the code."""

    subject: str
    predicate: str
    object: str


@dataclass(frozen=True)
class LinkRecord:
    """A link as decided or proposed: the values of each SSSOM slot that it has, IRIs whole, words as in a table."""

    iri: str
    target: str
    values: Mapping[str, tuple[str, ...]]

    def get(self, slot: str) -> str:
        """Return the first value of a slot, empty where it has none."""
        return next(iter(self.values.get(slot, ())), "")

    @cached_property
    def key(self) -> LinkKey:
        """Return what the record is about, refused or not."""
        return LinkKey(self.get("subject_id"), self.get("predicate_id"), self.object)

    @property
    def object(self) -> str:
        """Return the object's IRI, or the literal of a link to a code."""
        return self.get("object_label") if self.is_literal else self.get("object_id")

    @property
    def is_literal(self) -> bool:
        """Tell whether the object is a code rather than an IRI (SSSOM 1.1, literal mappings)."""
        return self.get("object_type") == LITERAL

    @property
    def is_refused(self) -> bool:
        """Tell whether the record says that the link does not hold."""
        return self.get("predicate_modifier") == NOT

    @property
    def state(self) -> ReviewState:
        """Return where the review stands."""
        return ReviewState(self.get("review_state") or ReviewState.UNREVIEWED)

    @property
    def is_decided(self) -> bool:
        """Tell whether a person or the curation has decided: such a record is never overwritten."""
        return self.state is not ReviewState.UNREVIEWED

    def with_values(self, **values: str) -> LinkRecord:
        """Return the record with some slots set anew; an empty text takes a slot away."""
        changed = dict(self.values) | {name: (value,) for name, value in values.items()}
        return replace(self, values={name: found for name, found in changed.items() if any(found)})


def mint_link(target: str, record: Mapping[str, tuple[str, ...]]) -> str:
    """Return the IRI of a record: target, subject's kind and key, last piece of the object, ``not`` if refused."""
    subject, object_ = (next(iter(record.get(slot, ())), "") for slot in ("subject_id", "object_id"))
    object_ = object_ or next(iter(record.get("object_label", ())), "")
    if record.get("object_id"):
        object_ = re.split(r"[/#]", object_.rstrip("/#"))[-1]
    parts = [
        target,
        *subject.removeprefix(ID).split("/"),
        object_,
        *(["not"] if record.get("predicate_modifier") else []),
    ]
    return _LINK + "-".join(_NOT_IN_KEYS.sub("-", part.lower()).strip("-") for part in parts)


def read_records(quads: Iterable[Quad]) -> list[LinkRecord]:
    """Read every record of the graphs of links, sorted by target and IRI; what is no slot of ours is left out."""
    found: dict[tuple[str, str], dict[str, list[str]]] = {}
    records: set[tuple[str, str]] = set()
    for quad in quads:
        target = target_of_graph(quad.graph or "")
        if not target:
            continue
        place = (target, quad.subject.value)
        if quad.predicate.value == RDF_TYPE and quad.object.value == RECORD_CLASS:
            records.add(place)
        elif slot := SLOT_OF_PROPERTY.get(quad.predicate.value):
            found.setdefault(place, {}).setdefault(slot.name, []).append(_read_value(slot.name, quad.object))
    ordered = sorted(records)
    return [
        LinkRecord(iri, target, {name: tuple(sorted(values)) for name, values in found.get((target, iri), {}).items()})
        for target, iri in ordered
    ]


def _read_value(slot: str, term: Term) -> str:
    return IRIS_OF_WORDS.get(slot, {}).get(term.value, term.value)


def write_record(record: LinkRecord) -> Iterator[Quad]:
    """Yield the quads of a record in its target's graph, with the link itself unless it is refused."""
    graph, node = LINKS + record.target, Iri(record.iri)
    yield Quad(node, Iri(RDF_TYPE), Iri(RECORD_CLASS), graph)
    for name, values in record.values.items():
        slot = SLOTS[name]
        for value in values:
            yield Quad(node, Iri(slot.property), _write_value(slot.name, slot.form, value), graph)
    if not record.is_refused:
        yield write_link(record)


def write_link(record: LinkRecord) -> Quad:
    """Return the statement that a record is about."""
    object_ = Literal(record.object) if record.is_literal else Iri(record.object)
    return Quad(Iri(record.key.subject), Iri(record.key.predicate), object_, LINKS + record.target)


def _write_value(slot: str, form: Form, value: str) -> Term:
    if form is Form.WORD:
        return Iri(WORDS[slot][value])
    if form is Form.IRI:
        return Iri(value)
    return Literal(value, _DATATYPES[form]) if form in _DATATYPES else Literal(value)
