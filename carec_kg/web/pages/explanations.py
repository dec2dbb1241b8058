"""An explanation as a page shows it: terms with labels, statements with marks, proofs as trees. No Flask here."""

from __future__ import annotations

from dataclasses import dataclass, field
from typing import TYPE_CHECKING, Any

from carec_kg.iris import GENID, PREFIXES, RDF_LANG_STRING, SOURCE, XSD_STRING, compact
from carec_kg.rdf.terms import Iri, Literal
from carec_kg.sources.text import squash
from carec_kg.web.pages.figure_words import group_digits
from carec_kg.web.pages.marks import Mark, Marks

if TYPE_CHECKING:
    from collections.abc import Iterable, Iterator, Mapping

    from carec_kg.web.pages.reader import Label

#: Cells of lists, which a proof shows as the list where it is used.
_CELLS = frozenset({PREFIXES["rdf"] + "first", PREFIXES["rdf"] + "rest"})
_PLAIN = frozenset({XSD_STRING, RDF_LANG_STRING})
_NUMBERS = frozenset({PREFIXES["xsd"] + name for name in ("decimal", "integer")})
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


@dataclass(frozen=True, slots=True)
class ProofNode:
    """A step of a proof: a statement, the rule that gives it (``None`` for a stated one) and its premises.

    ``again`` marks a step whose premises were shown before.
    """

    statement: Statement
    rule: Mapping[str, Any] | None = None
    premises: tuple[ProofNode, ...] = ()
    again: bool = False


@dataclass(frozen=True, slots=True)
class Reliance:
    """What a row relies on beside triples: its kind as a key of words, and the part of the query."""

    kind: str
    text: str


@dataclass(frozen=True, slots=True)
class ShownDerivation:
    """One way in which a row follows; ``group`` is as in the answer."""

    statements: tuple[Statement, ...]
    reliances: tuple[Reliance, ...]
    group: Mapping[str, int] | None


@dataclass(frozen=True, slots=True)
class Piece:
    """A part of a quoted sentence; ``marked`` words carry the fact."""

    text: str
    marked: bool


@dataclass(frozen=True, slots=True)
class ShownSource:
    """A source below: its number, its citation, and the sentence in pieces or why it is not quoted."""

    number: int
    graph: str
    citation: Mapping[str, Any]
    pieces: tuple[Piece, ...] = ()
    refused: str = ""


@dataclass(slots=True)
class Telling:
    """Puts one answer into words; gives marks in the order in which they are needed, and so the list of sources."""

    labels: Mapping[str, Label]
    marks: Marks = field(default_factory=Marks)
    citations: dict[str, Mapping[str, Any]] = field(default_factory=dict)

    def number(self, answer: Mapping[str, Any]) -> None:
        """Give the graphs of a whole answer their numbers, passages before the graphs of our own."""
        graphs = [graph for node in walk(answer) for graph in node.get("statedIn", ())]
        self.marks.of(sorted(graphs, key=lambda graph: not graph.startswith(SOURCE)))

    def word(self, term: Mapping[str, str]) -> Word:
        """Return a term in words."""
        if "variable" in term:
            return Word(f"?{term['variable']}")
        if "iri" not in term:
            typed = "" if term["datatype"] in _PLAIN else compact(term["datatype"])
            text = group_digits(term["value"]) if term["datatype"] in _NUMBERS else term["value"]
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
        return [(name, self.word(found["row"][name]) if name in found["row"] else None) for name in found["variables"]]

    def derivations(self, found: Mapping[str, Any]) -> list[ShownDerivation]:
        """Return the derivations of a row."""
        self.citations |= found["citations"]
        return [
            ShownDerivation(
                tuple(self._statement(triple, triple["statedIn"], one["sources"]) for triple in one["triples"]),
                tuple(Reliance(own["kind"].replace(" ", "_"), squash(own["text"])) for own in one["reliances"]),
                one["group"],
            )
            for one in found["derivations"]
        ]

    def proofs(self, found: Mapping[str, Any]) -> tuple[ProofNode, ...]:
        """Return the proofs of a triple as trees."""
        self.citations |= found.get("citations", {})
        return tuple(self._tree(steps) for steps in found.get("proofs", ()))

    def statement(self, triple: Mapping[str, Any]) -> Statement:
        """Return a triple in words, without marks."""
        words = tuple(self.word(triple[name]) for name in _NAMES)
        whole = all("variable" not in triple[name] for name in _NAMES)
        return Statement(words, (), terms_of(triple) if whole else {})

    def sources(self) -> list[ShownSource]:
        """Return the sources behind the marks given so far, in the order of their numbers."""
        return [self._source(graph, number) for graph, number in self.marks.numbers.items()]

    def _statement(self, triple: Mapping[str, Any], graphs: Iterable[str], first: Iterable[str] = ()) -> Statement:
        graphs, first = list(graphs), set(first)
        ordered = sorted(graphs, key=lambda graph: graph not in first)
        bare = self.statement(triple)
        proofs = self.proofs(triple["proof"]) if "proof" in triple else ()
        inferred = bool(triple.get("inferred"))
        return Statement(bare.words, self.marks.of(ordered), bare.terms, inferred, proofs)

    def _tree(self, steps: list[Mapping[str, Any]]) -> ProofNode:
        by_number = {step["id"]: step for step in steps}
        seen: set[int] = set()

        def grow(number: int) -> ProofNode:
            step = by_number[number]
            statement = self._statement(step["triple"], step.get("statedIn", ()))
            again = number in seen and "rule" in step
            seen.add(number)
            inner = [] if again else [one for one in step.get("premises", ()) if not is_cell(by_number[one]["triple"])]
            return ProofNode(statement, step.get("rule"), tuple(grow(one) for one in inner), again)

        return grow(steps[-1]["id"])

    def _source(self, graph: str, number: int) -> ShownSource:
        citation = self.citations.get(graph) or {"iri": graph, "document": {"iri": graph, "label": compact(graph)}}
        quotation = citation.get("quotation", {})
        pieces = tuple(cut_quotation(quotation)) if "text" in quotation else ()
        return ShownSource(number, graph, citation, pieces, quotation.get("refused", ""))


def is_cell(triple: Mapping[str, Any]) -> bool:
    """Tell whether a triple is a cell of a list."""
    return triple["predicate"].get("iri") in _CELLS


def cut_quotation(quotation: Mapping[str, Any]) -> Iterator[Piece]:
    """Yield a quoted sentence in pieces, those that carry the fact marked."""
    text, position = quotation["text"], 0
    for mark in quotation["marks"]:
        yield Piece(text[position : mark["start"]], marked=False)
        yield Piece(text[mark["start"] : mark["end"]], marked=True)
        position = mark["end"]
    yield Piece(text[position:], marked=False)


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
