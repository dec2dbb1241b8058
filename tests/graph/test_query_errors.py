from __future__ import annotations

import pytest

from carec_kg.errors import QueryProblem
from carec_kg.graph.workbench import Workbench


@pytest.mark.parametrize(
    ("text", "line", "says"),
    [
        ("SELECT * WHERE { ?s ?p", 1, "at the end of the query, expected one of"),
        ("SELECT ?x {\n ?x a foo:Bar }", 2, "the prefix of foo:Bar is not declared"),
        ("SELECT ?x {\n ?x a carec:Corridor FILTERR(1) }", 2, "expected"),
        ("SELECT ?x {\n\n ?x a 'abc }", 3, "expected"),
        ("SELEC", 1, "which cannot stand there"),
        ("INSERT DATA { <a:a> <b:b> 1 }", 1, "expected CONSTRUCT"),
    ],
)
def test_a_syntax_error_says_where_and_what(text: str, line: int, says: str) -> None:
    with pytest.raises(QueryProblem) as caught:
        Workbench().query(text)
    assert caught.value.line == line
    assert caught.value.column
    assert says in caught.value.message
    assert "[" not in caught.value.message.replace('"["', "")
    assert "\n" not in caught.value.message
