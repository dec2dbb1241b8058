"""The parameters of the request at hand, each given once and not longer than anything that is meant."""

from __future__ import annotations

from flask import request

from carec_kg.errors import ParameterProblem
from carec_kg.web.protocol import read_fields

#: Characters of a parameter's name or value: to find what is nearest to a text takes longer than the text is long.
_LONGEST = 1000


def read_parameters() -> dict[str, str]:
    """Return the parameters of the request at hand; raise ``ParameterProblem`` for one that is given twice."""
    given: dict[str, str] = {}
    for name, value in read_fields(request.query_string):
        if len(name) > _LONGEST or len(value) > _LONGEST:
            message = f"The parameter {name[:40]} has more than {_LONGEST} characters; send fewer."
            raise ParameterProblem(message)
        if name in given:
            message = f"The parameter {name[:40]} is given more than once; give it once."
            raise ParameterProblem(message)
        given[name] = value
    return given
