"""How to have an answer elsewhere: lines to paste into a shell, a script, a spreadsheet, each quoted as that needs."""

from __future__ import annotations

import json
import shlex
from dataclasses import dataclass


@dataclass(frozen=True, slots=True)
class Snippet:
    """Where the lines are pasted, by the name of its words, and the lines."""

    name: str
    text: str


def write_snippets(address: str, *, rows: bool) -> list[Snippet]:
    """Return the lines for an address that gives CSV, or Turtle where there are no ``rows``."""
    if not rows:
        return [Snippet("curl", _write_curl(address)), Snippet("python", _write_rdflib(address))]
    return [
        Snippet("curl", _write_curl(address)),
        Snippet("python", f"import pandas as pd\n\nrows = pd.read_csv({_quote(address)})"),
        Snippet("r", f"rows <- read.csv({_quote(address)})"),
        Snippet("spreadsheet", f"=IMPORTDATA({_quote_cell(address)})"),
        Snippet("excel", f"= Csv.Document(Web.Contents({_quote_cell(address)}), [Encoding = 65001])"),
    ]


def _write_curl(address: str) -> str:
    return f"curl --fail --location {shlex.quote(address)}"


def _write_rdflib(address: str) -> str:
    return f'from rdflib import Graph\n\ngraph = Graph().parse({_quote(address)}, format="turtle")'


def _quote(text: str) -> str:
    """Return a text between double quotes with the escapes that Python and R share; all else is ASCII in an address."""
    return json.dumps(text)


def _quote_cell(text: str) -> str:
    return '"' + text.replace('"', '""') + '"'
