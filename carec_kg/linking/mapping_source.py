"""Candidates from a set of mappings: what is the same as something that we are linked to may be ours too."""

from __future__ import annotations

from typing import TYPE_CHECKING

from carec_kg.linking.candidates import Candidate, Mention
from carec_kg.linking.kinds import kind_of_thing
from carec_kg.linking.rdf_vocabulary import identify
from carec_kg.linking.slots import IDENTITIES

if TYPE_CHECKING:
    from collections.abc import Collection, Iterator

    from carec_kg.linking.identifiers import Identifier
    from carec_kg.linking.sssom_reading import SssomTable


class MappingSource:
    """Both sides of every mapping that holds; two sides that are the same share their identifiers."""

    def __init__(self, table: SssomTable, kind: str = "") -> None:
        self.title = table.name
        self._kind = kind
        self._labels: dict[str, str] = {}
        self._identifiers: dict[str, set[Identifier]] = {}
        for row in table.rows:
            object_ = next(iter(row.values.get("object_id", ())), "")
            if object_ and not row.values.get("predicate_modifier"):
                same = row.values["predicate_id"][0] in IDENTITIES
                self._note(row.values["subject_id"][0], object_ if same else "", "")
                label = next(iter(row.values.get("object_label", ())), "")
                self._note(object_, row.values["subject_id"][0] if same else "", label)

    def _note(self, iri: str, same: str, label: str) -> None:
        if kind_of_thing(iri):
            return
        self._labels[iri] = label or self._labels.get(iri, "")
        known = self._identifiers.setdefault(iri, set())
        known |= {identifier for one in (iri, same) if (identifier := identify(one))}

    def mentions(self) -> Iterator[Mention]:
        """Yield the labels and identifiers of both sides."""
        for iri, label in self._labels.items():
            if label:
                yield Mention(iri, label)
            for identifier in sorted(self._identifiers[iri]):
                yield Mention(iri, identifier.text, identifier.scheme)

    def describe(self, keys: Collection[str]) -> list[Candidate]:
        """Return these items with what the mappings say of them."""
        return [
            Candidate(iri, self._labels[iri] or iri, self._kind, identifiers=frozenset(self._identifiers[iri]))
            for iri in sorted(keys)
            if iri in self._labels
        ]
