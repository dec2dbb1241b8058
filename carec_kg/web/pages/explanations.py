"""An explanation as a page shows it: terms with labels, statements with marks, proofs as trees. No Flask here."""

from __future__ import annotations

from dataclasses import dataclass, field, replace
from typing import TYPE_CHECKING, Any

from carec_kg.evidence.row_text import list_marked, number_citations
from carec_kg.iris import GENID, PREFIXES, RDF_LANG_STRING, XSD_STRING, compact
from carec_kg.rdf.terms import Iri, Literal
from carec_kg.saved_queries.year_names import names_year
from carec_kg.web.pages.figure_words import group_digits
from carec_kg.web.pages.marks import Mark, Marks

if TYPE_CHECKING:
    from collections.abc import Iterator, Mapping

    from carec_kg.web.pages.reader import Label

#: Cells of lists, which a proof shows as the list where it is used.
_CELLS = frozenset({PREFIXES["rdf"] + "first", PREFIXES["rdf"] + "rest"})
_NUMBERS = frozenset({PREFIXES["xsd"] + name for name in ("decimal", "integer")})
#: Datatypes that go without saying: the value shows them.
_PLAIN = _NUMBERS | {XSD_STRING, RDF_LANG_STRING, *(PREFIXES["xsd"] + name for name in ("date", "gYear", "boolean"))}
_NAMES = ("subject", "predicate", "object")


@dataclass(frozen=True, slots=True)
class Word:
    """A term in words: a thing by its label with the short name as ``note``, a literal with its type in short."""

    text: str
    language: str = ""
    iri: str = ""
    note: str = ""


@dataclass(frozen=True, slots=True)
class Statement:
    """A triple in words, with the marks of the graphs that state it; ``terms`` ask for the explanation of it alone."""

    words: tuple[Word, ...]
    marks: tuple[Mark, ...]
    terms: Mapping[str, str]
    inferred: bool = False
    proofs: tuple[ProofNode, ...] = ()

    def without_mark(self, iri: str) -> Statement:
        """Return the statement without the mark of one place."""
        return replace(self, marks=tuple(mark for mark in self.marks if mark.graph != iri))


@dataclass(frozen=True, slots=True)
class ProofNode:
    """A step of a proof: a statement, the rule that gives it (``None`` for a stated one) and its premises.

    ``again`` marks a step whose premises were shown before.
    """

    statement: Statement
    rule: Mapping[str, Any] | None = None
    premises: tuple[ProofNode, ...] = ()
    again: bool = False


@dataclass(slots=True)
class Telling:
    """Puts one answer into words, and gives all that it cites the marks of its text form."""

    labels: Mapping[str, Label]
    marks: Marks = field(default_factory=Marks)
    citations: dict[str, Mapping[str, Any]] = field(default_factory=dict)

    def number(self, answer: Mapping[str, Any]) -> None:
        """Give all that a whole answer cites its numbers, the same as in its text: facts before names."""
        self.marks.numbers.update(number_citations(dict(answer)))
        self.citations |= answer.get("citations", {})

    def word(self, term: Mapping[str, str], *, counts: bool = True) -> Word:
        """Return a term in words; a number that ``counts`` has its thousands set off, a year has not."""
        if "variable" in term:
            return Word(f"?{term['variable']}")
        if "iri" not in term:
            typed = "" if term["datatype"] in _PLAIN else compact(term["datatype"])
            text = group_digits(term["value"]) if counts and term["datatype"] in _NUMBERS else term["value"]
            return Word(text, term.get("language", ""), note=typed)
        label, short = self.labels.get(term["iri"]), compact(term["iri"])
        if label and label.text != short:
            return Word(label.text, label.language, term["iri"], short)
        if term["iri"].startswith(GENID):
            # Restrictions and lists have no label and no page, but words of their own.
            return Word(term["label"])
        return Word(term["label"], "", term["iri"], "" if term["label"] == short else short)

    def row(self, found: Mapping[str, Any]) -> list[tuple[str, Word | None]]:
        """Return the columns of a row with their values."""
        return [
            (name, self.word(found["row"][name], counts=not names_year(name)) if name in found["row"] else None)
            for name in found["variables"]
        ]

    def proofs(self, found: Mapping[str, Any]) -> tuple[ProofNode, ...]:
        """Return the proofs of a triple as trees."""
        return tuple(self._tree(steps) for steps in found.get("proofs", ()))

    def statement(self, triple: Mapping[str, Any]) -> Statement:
        """Return a triple in words, without marks."""
        counts = not names_year(triple["predicate"].get("name", "").rpartition(":")[2])
        words = tuple(self.word(triple[name], counts=counts) for name in _NAMES)
        whole = all("variable" not in triple[name] for name in _NAMES)
        return Statement(words, (), terms_of(triple) if whole else {})

    def marked(self, triple: Mapping[str, Any]) -> Statement:
        """Return a triple of a row in words, with the marks of what states it or, inferred, of what it rests on."""
        bare = self.statement(triple)
        rested = dict.fromkeys(iri for premise in triple.get("restsOn", ()) for iri in list_marked(premise))
        proofs = self.proofs(triple["proof"]) if "proof" in triple else ()
        inferred = bool(triple.get("inferred"))
        return Statement(
            bare.words, self.marks.of(rested if inferred else list_marked(dict(triple))), bare.terms, inferred, proofs
        )

    def _tree(self, steps: list[Mapping[str, Any]]) -> ProofNode:
        by_number = {step["id"]: step for step in steps}
        seen: set[int] = set()

        def grow(number: int) -> ProofNode:
            step = by_number[number]
            marks = self.marks.of(list_marked(dict(step))) if "statedIn" in step else ()
            statement = replace(self.statement(step["triple"]), marks=marks)
            again = number in seen and "rule" in step
            seen.add(number)
            inner = [] if again else [one for one in step.get("premises", ()) if not is_cell(by_number[one]["triple"])]
            return ProofNode(statement, step.get("rule"), tuple(grow(one) for one in inner), again)

        return grow(steps[-1]["id"])


def is_cell(triple: Mapping[str, Any]) -> bool:
    """Tell whether a triple is a cell of a list."""
    return triple["predicate"].get("iri") in _CELLS


def terms_of(triple: Mapping[str, Any]) -> dict[str, str]:
    """Return the parameters ``s``, ``p`` and ``o`` that ask for the explanation of a triple."""
    return {name[0]: str(_read(triple[name])) for name in _NAMES}


def _read(term: Mapping[str, str]) -> Iri | Literal:
    if "iri" in term:
        return Iri(term["iri"])
    return Literal(term["value"], term["datatype"], term.get("language"))


def walk(answer: object) -> Iterator[Mapping[str, Any]]:
    """Yield the objects of an answer in their order, but for what is inside of citations."""
    if isinstance(answer, dict):
        yield answer
    inner = answer.items() if isinstance(answer, dict) else enumerate(answer) if isinstance(answer, list) else ()
    for key, value in inner:
        if key != "citations":
            yield from walk(value)


def list_iris(answer: object) -> list[str]:
    """Return the IRIs of the terms in an answer, each once, for their labels."""
    return list(dict.fromkeys(node["iri"] for node in walk(answer) if "iri" in node and "label" in node))
