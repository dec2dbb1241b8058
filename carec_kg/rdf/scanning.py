"""Read Turtle into triples that know their places; parsers that are quicker know none.

For files that are known to parse: positions are what it is for, and its errors are plainer than a parser's.
"""

from __future__ import annotations

import re
from dataclasses import dataclass
from typing import TYPE_CHECKING
from urllib.parse import urljoin

from carec_kg.errors import SyntaxProblem
from carec_kg.iris import PREFIXES, RDF_TYPE
from carec_kg.rdf.terms import BlankNode, Iri, Literal, Term, Triple, text_literal
from carec_kg.rdf.tokens import Lines, Token, read_tokens, unescape, unquote

if TYPE_CHECKING:
    from collections.abc import Callable

    from carec_kg.errors import Position

_RDF = PREFIXES["rdf"]
_XSD = PREFIXES["xsd"]
_ABSOLUTE = re.compile(r"[A-Za-z][A-Za-z0-9+.-]*:")
_END = "end of file"
#: Brackets within brackets; deeper ones are no data that a person wrote.
_MAX_DEPTH = 60


@dataclass(frozen=True, slots=True)
class PlacedTriple:
    """A triple and where its subject, predicate and object begin; for a list cell all three are its member's place."""

    triple: Triple
    subject_at: Position
    predicate_at: Position
    object_at: Position


def _resolve(base: str, reference: str) -> str:
    if not base or _ABSOLUTE.match(reference):
        return reference
    joined = urljoin(base, reference)
    # The join drops a fragment that is there but empty, which the end of a namespace is.
    return joined + "#" if reference.endswith("#") and not joined.endswith("#") else joined


class _Scanner:
    def __init__(self, text: str, name: str, base: str) -> None:
        self.found: list[PlacedTriple] = []
        self._lines = Lines(text, name)
        self._tokens = (token for token in read_tokens(text, name) if token.kind != "comment")
        self._last = Token(_END, "", len(text))
        self._token = next(self._tokens, self._last)
        self._base = base
        self._prefixes: dict[str, str] = {}
        self._blanks = 0
        self._depth = 0

    def scan(self) -> list[PlacedTriple]:
        while self._token is not self._last:
            if self._directive():
                continue
            at = self._here()
            bare = self._token.text == "["
            subject = self._subject()
            if not (bare and self._token.text == "."):
                self._predicates(subject, at)
            self._expect(".")
        return self.found

    def _here(self) -> Position:
        return self._lines.locate(self._token.offset)

    def _next(self) -> Token:
        token, self._token = self._token, next(self._tokens, self._last)
        return token

    def _problem(self, expected: str) -> SyntaxProblem:
        return SyntaxProblem(f"{self._token.text or _END!r} stands where {expected} is expected.", self._here())

    def _accept(self, text: str) -> bool:
        if self._token.text != text:
            return False
        self._next()
        return True

    def _expect(self, text: str) -> None:
        if not self._accept(text):
            raise self._problem(repr(text))

    def _directive(self) -> bool:
        word = self._token.text.lower() if self._token.kind == "word" else self._token.text
        if word not in {"@prefix", "@base", "prefix", "base"}:
            return False
        self._next()
        if word.endswith("prefix"):
            if self._token.kind != "name":
                raise self._problem("a prefix")
            prefix = self._next().text[:-1]
            self._prefixes[prefix] = self._iri().value
        else:
            self._base = self._iri().value
        if word.startswith("@"):
            self._expect(".")
        return True

    def _iri(self) -> Iri:
        token = self._token
        if token.kind == "iri":
            self._next()
            reference = unescape(token.text[1:-1])
            return Iri(_resolve(self._base, reference))
        prefix, _, local = token.text.partition(":")
        if token.kind != "name" or prefix not in self._prefixes:
            raise self._problem("an IRI or a name with a declared prefix")
        self._next()
        return Iri(self._prefixes[prefix] + unescape(local))

    def _new_blank(self) -> BlankNode:
        self._blanks += 1
        return BlankNode(f"unlabelled{self._blanks}")

    def _subject(self) -> Iri | BlankNode:
        if self._token.kind == "blank":
            return BlankNode("labelled-" + self._next().text[2:])
        if self._token.text == "[":
            return self._nested(self._properties)
        if self._token.text == "(":
            return self._nested(self._list)
        return self._iri()

    def _nested(self, read: Callable[[], Iri | BlankNode]) -> Iri | BlankNode:
        self._depth += 1
        if self._depth > _MAX_DEPTH:
            raise self._problem("something less deeply nested")
        node = read()
        self._depth -= 1
        return node

    def _properties(self) -> BlankNode:
        at = self._here()
        self._next()
        node = self._new_blank()
        if self._token.text != "]":
            self._predicates(node, at)
        self._expect("]")
        return node

    def _list(self) -> Iri | BlankNode:
        self._next()
        members: list[tuple[Term, Position]] = []
        while self._token.text != ")":
            at = self._here()
            members.append((self._object(), at))
        self._next()
        rest: Iri | BlankNode = Iri(_RDF + "nil")
        for member, at in reversed(members):
            cell = self._new_blank()
            self.found.append(PlacedTriple(Triple(cell, Iri(_RDF + "first"), member), at, at, at))
            self.found.append(PlacedTriple(Triple(cell, Iri(_RDF + "rest"), rest), at, at, at))
            rest = cell
        return rest

    def _predicates(self, subject: Iri | BlankNode, subject_at: Position) -> None:
        while True:
            predicate_at = self._here()
            predicate = Iri(RDF_TYPE) if self._accept("a") else self._iri()
            self._objects(subject, subject_at, predicate, predicate_at)
            if self._token.text != ";":
                return
            while self._accept(";"):
                pass
            if self._token.text in {".", "]"}:
                return

    def _objects(self, subject: Iri | BlankNode, subject_at: Position, predicate: Iri, predicate_at: Position) -> None:
        while True:
            at = self._here()
            # The place is kept before what is nested inside, so that an outer statement comes first.
            slot = len(self.found)
            term = self._object()
            self.found.insert(slot, PlacedTriple(Triple(subject, predicate, term), subject_at, predicate_at, at))
            if not self._accept(","):
                return

    def _object(self) -> Term:
        kind, text, _ = self._token
        if kind == "text":
            return self._literal()
        if kind in {"integer", "decimal", "double"}:
            self._next()
            return Literal(text, _XSD + kind)
        if text in {"true", "false"}:
            self._next()
            return Literal(text, _XSD + "boolean")
        return self._subject()

    def _literal(self) -> Literal:
        value = unquote(self._next().text)
        if self._token.kind == "at":
            return text_literal(value, self._next().text[1:].lower())
        return Literal(value, self._iri().value) if self._accept("^^") else Literal(value)


def scan_turtle(text: str, name: str, *, base: str = "") -> list[PlacedTriple]:
    """Return the triples of a Turtle 1.1 text in its order, with their places; ``name`` stands in positions.

    Lexical forms are kept; language tags are in lower case, as the parser gives them. Blank nodes get labels of this
    scan's own. Raise ``SyntaxProblem`` where the text is no Turtle.
    """
    return _Scanner(text.removeprefix("\ufeff"), name, base).scan()
