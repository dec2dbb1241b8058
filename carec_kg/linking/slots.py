"""The slots of a link's record: their names in an SSSOM table, their properties in RDF (SSSOM 1.1, mapping class)."""

from __future__ import annotations

from dataclasses import dataclass
from enum import StrEnum

from carec_kg.iris import CAREC, PREFIXES, mint_concept

SEMAPV = "https://w3id.org/semapv/vocab/"
_SSSOM, _OWL, _DCTERMS = PREFIXES["sssom"], PREFIXES["owl"], PREFIXES["dcterms"]
_RDFS, _SKOS = PREFIXES["rdfs"], PREFIXES["skos"]

MAPPING_SET = _SSSOM + "MappingSet"
RECORD_CLASS = _OWL + "Axiom"
NEGATED = _SSSOM + "NegatedPredicate"
#: What a table says for a predicate that is negated, and for an object that is a literal.
NOT = "Not"
LITERAL = "rdfs literal"


class ReviewState(StrEnum):
    """Where a link stands: a person has confirmed it, has refused it, or has not looked yet."""

    UNREVIEWED = "unreviewed"
    CONFIRMED = "confirmed"
    REFUSED = "refused"

    @property
    def iri(self) -> str:
        """Return the concept of the code list."""
        return mint_concept("review-state", self.value)


class Form(StrEnum):
    """How the value of a slot is written in RDF."""

    IRI = "iri"
    TEXT = "text"
    DATE = "date"
    NUMBER = "number"
    #: One of a few words in a table, an IRI in RDF.
    WORD = "word"


@dataclass(frozen=True, slots=True)
class Slot:
    """A slot: its name in a table, its property, the form of its values; ``many`` values are parted by ``|``."""

    name: str
    property: str
    form: Form = Form.TEXT
    many: bool = False


# fmt: off
SLOTS = {
    slot.name: slot
    for slot in (
        Slot("subject_id", _OWL + "annotatedSource", Form.IRI),
        Slot("predicate_id", _OWL + "annotatedProperty", Form.IRI),
        Slot("predicate_modifier", _SSSOM + "predicate_modifier", Form.WORD),
        Slot("object_id", _OWL + "annotatedTarget", Form.IRI),
        Slot("object_label", _SSSOM + "object_label"),
        Slot("object_type", _SSSOM + "object_type", Form.WORD),
        Slot("mapping_justification", _SSSOM + "mapping_justification", Form.IRI),
        Slot("confidence", _SSSOM + "confidence", Form.NUMBER),
        Slot("review_state", CAREC + "reviewState", Form.WORD),
        Slot("author_id", "http://purl.org/pav/authoredBy", Form.IRI, many=True),
        Slot("author_label", _SSSOM + "author_label", many=True),
        Slot("reviewer_id", _SSSOM + "reviewer_id", Form.IRI, many=True),
        Slot("reviewer_label", _SSSOM + "reviewer_label", many=True),
        Slot("review_date", _SSSOM + "review_date", Form.DATE),
        Slot("mapping_date", _DCTERMS + "created", Form.DATE),
        Slot("license", _DCTERMS + "license", Form.IRI),
        Slot("object_source", _SSSOM + "object_source", Form.IRI),
        Slot("object_source_version", _SSSOM + "object_source_version"),
        Slot("mapping_tool", _SSSOM + "mapping_tool"),
        Slot("mapping_tool_version", _SSSOM + "mapping_tool_version"),
        Slot("subject_match_field", _SSSOM + "subject_match_field", Form.IRI, many=True),
        Slot("object_match_field", _SSSOM + "object_match_field", Form.IRI, many=True),
        Slot("match_string", _SSSOM + "match_string", many=True),
        Slot("similarity_score", _SSSOM + "similarity_score", Form.NUMBER),
        Slot("similarity_measure", _SSSOM + "similarity_measure"),
        Slot("see_also", _RDFS + "seeAlso", Form.IRI, many=True),
        Slot("comment", _RDFS + "comment"),
    )
}
# fmt: on
SLOT_OF_PROPERTY = {slot.property: slot for slot in SLOTS.values()}
#: Each word of a table with the IRI that says the same in RDF.
WORDS = {
    "predicate_modifier": {NOT: NEGATED},
    "object_type": {LITERAL: _RDFS + "Literal"},
    "review_state": {state.value: state.iri for state in ReviewState},
}
IRIS_OF_WORDS = {slot: {iri: word for word, iri in words.items()} for slot, words in WORDS.items()}

JUSTIFICATIONS = (
    "MappingReview", "ManualMappingCuration", "LogicalReasoning", "LexicalMatching", "CompositeMatching",
    "UnspecifiedMatching", "SemanticSimilarityThresholdMatching", "LexicalSimilarityThresholdMatching",
    "MappingChaining", "MappingInversion", "StructuralMatching", "InstanceBasedMatching",
    "BackgroundKnowledgeBasedMatching",
)  # fmt: skip

SAME_AS = _OWL + "sameAs"
EXACT_MATCH = _SKOS + "exactMatch"
CLOSE_MATCH = _SKOS + "closeMatch"
#: Relations that say that subject and object are one thing: one subject for an object, one object a target.
IDENTITIES = frozenset({SAME_AS, EXACT_MATCH})
RELATIONS = IDENTITIES | {
    CLOSE_MATCH, _SKOS + "relatedMatch", _SKOS + "broadMatch", _SKOS + "narrowMatch",
    PREFIXES["foaf"] + "isPrimaryTopicOf",
}  # fmt: skip
