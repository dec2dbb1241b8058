"""Read triple patterns and property paths (SPARQL 1.1 Query, sections 4.2 and 9.1)."""

from __future__ import annotations

from typing import TYPE_CHECKING

from carec_kg.evidence.syntax import Alternative, Inverse, Negated, Path, Pattern, Repeat, Sequence
from carec_kg.iris import PREFIXES, RDF_TYPE

if TYPE_CHECKING:
    from carec_kg.evidence.lexing import Cursor

_TYPE = f"<{RDF_TYPE}>"
_FIRST, _REST, _NIL = (f"<{PREFIXES['rdf']}{name}>" for name in ("first", "rest", "nil"))
#: Keywords that end a block of triples within its group.
_OTHER_ELEMENTS = ("FILTER", "OPTIONAL", "MINUS", "GRAPH", "BIND", "VALUES", "SERVICE", "LATERAL", "SELECT")


class PatternReader:
    """Reads one block of triples; a label of a blank node is one variable throughout the query."""

    def __init__(self, cursor: Cursor, blanks: dict[str, str]) -> None:
        self._cursor = cursor
        self._blanks = blanks
        self._patterns: list[Pattern] = []

    def read_block(self) -> tuple[Pattern, ...]:
        """Read triples up to the end of the group or its next element."""
        cursor = self._cursor
        while not self._at_end():
            self._read_same_subject()
            if not cursor.skip_mark("."):
                break
        return tuple(self._patterns)

    def _at_end(self) -> bool:
        token = self._cursor.peek()
        return token.kind == "end" or token.is_mark("}", "{") or token.is_word(*_OTHER_ELEMENTS)

    def _read_same_subject(self) -> None:
        cursor = self._cursor
        compound = cursor.peek().is_mark("[", "(")
        start = cursor.peek().start
        subject = self._read_node()
        if compound and (cursor.peek().is_mark(".") or self._at_end()):
            return
        self._read_properties(subject, None if compound else start)

    def _read_properties(self, subject: str, start: int | None = None) -> None:
        """Read what is said of a subject; ``start`` is where it stands, if it stands right before that."""
        cursor = self._cursor
        while True:
            at = cursor.peek().start
            verb = self._read_verb()
            text = cursor.slice(at)
            start = at if start is None else start
            while True:
                node = self._read_node()
                self._patterns.append(Pattern(subject, verb, node, text, (start, cursor.end)))
                if not cursor.skip_mark(","):
                    break
                start = cursor.peek().start
            start = None
            if not cursor.skip_mark(";"):
                return
            while cursor.skip_mark(";"):
                pass
            if cursor.peek().is_mark(".", "]") or self._at_end():
                return

    def _read_verb(self) -> Path:
        if self._cursor.peek().kind == "variable":
            return "?" + self._cursor.take().text[1:]
        return self._read_alternative()

    def _read_node(self) -> str:
        cursor = self._cursor
        if cursor.skip_mark("["):
            node = cursor.make_variable()
            if not cursor.peek().is_mark("]"):
                self._read_properties(node)
            cursor.expect("]")
            return node
        if cursor.skip_mark("("):
            return self._read_collection()
        return self.read_term()

    def _read_collection(self) -> str:
        cursor = self._cursor
        members = []
        start = cursor.last_start
        while not cursor.skip_mark(")"):
            members.append(self._read_node())
        place = start, cursor.end
        cells = [cursor.make_variable() for _ in members]
        for i, (cell, member) in enumerate(zip(cells, members, strict=True)):
            after = [*cells, self._note(_NIL)][i + 1]
            self._patterns.append(Pattern(cell, self._note(_FIRST), member, _FIRST, place))
            self._patterns.append(Pattern(cell, self._note(_REST), after, _REST, place))
        return cells[0] if cells else self._note(_NIL)

    def read_term(self) -> str:
        """Read a variable or a term; raise ``CannotRead``."""
        cursor = self._cursor
        token = cursor.take()
        if token.kind == "variable":
            return "?" + token.text[1:]
        if token.kind == "blank":
            return self._blanks.setdefault(token.text, cursor.make_variable())
        if token.kind == "string":
            return self._note(self._read_literal(token.start))
        signed = token.is_mark("+", "-") and cursor.peek().kind == "number" and cursor.take()
        if signed or token.kind in {"iri", "name", "number"} or token.is_word("TRUE", "FALSE"):
            return self._note(cursor.slice(token.start))
        raise cursor.problem(token)

    def _read_literal(self, start: int) -> str:
        cursor = self._cursor
        if cursor.peek().kind == "language":
            cursor.take()
        elif cursor.skip_mark("^^"):
            self._read_iri()
        return cursor.slice(start)

    def _read_iri(self) -> str:
        token = self._cursor.take()
        if token.text == "a" and token.kind == "word":
            return self._note(_TYPE)
        if token.kind not in {"iri", "name"}:
            raise self._cursor.problem(token)
        return self._note(token.text)

    def _note(self, term: str) -> str:
        self._cursor.terms.add(term)
        return term

    def _read_alternative(self) -> Path:
        parts = [self._read_sequence()]
        while self._cursor.skip_mark("|"):
            parts.append(self._read_sequence())
        return parts[0] if len(parts) == 1 else Alternative(tuple(parts))

    def _read_sequence(self) -> Path:
        parts = [self._read_step()]
        while self._cursor.skip_mark("/"):
            parts.append(self._read_step())
        return parts[0] if len(parts) == 1 else Sequence(tuple(parts))

    def _read_step(self) -> Path:
        if self._cursor.skip_mark("^"):
            return Inverse(self._read_repeat())
        return self._read_repeat()

    def _read_repeat(self) -> Path:
        cursor = self._cursor
        start = cursor.peek().start
        path = self._read_primary()
        if cursor.peek().is_mark("?", "*", "+"):
            mark = cursor.take().text
            return Repeat(path, mark, cursor.slice(start))
        return path

    def _read_primary(self) -> Path:
        cursor = self._cursor
        if cursor.skip_mark("("):
            path = self._read_alternative()
            cursor.expect(")")
            return path
        if cursor.skip_mark("!"):
            return self._read_negated()
        return self._read_iri()

    def _read_negated(self) -> Negated:
        cursor = self._cursor
        forward: list[str] = []
        backward: list[str] = []
        bracketed = cursor.skip_mark("(")
        while not (bracketed and cursor.skip_mark(")")):
            side = backward if cursor.skip_mark("^") else forward
            side.append(self._read_iri())
            if not bracketed:
                break
            cursor.skip_mark("|")
        return Negated(tuple(forward), tuple(backward))
