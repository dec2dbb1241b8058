"""How a result is cited: BibTeX, CSL-JSON and a sentence. No Flask here, and no clock."""

from __future__ import annotations

import re
from dataclasses import dataclass
from typing import TYPE_CHECKING, Any

from carec_kg.rdf.media import Format

if TYPE_CHECKING:
    from collections.abc import Sequence

#: Who is cited; the same as in CITATION.cff.
AUTHORS = "The CAREC-KG authors"
NAME = "CAREC-KG"
BIBTEX = Format("bibtex", "BibTeX", ("application/x-bibtex", "text/x-bibtex"), ("bib",))
CSL_JSON = Format("csl", "CSL-JSON", ("application/vnd.citationstyles.csl+json",), ("csl.json",))
CITATION_FORMATS = (BIBTEX, CSL_JSON)
_MONTHS = ("jan", "feb", "mar", "apr", "may", "jun", "jul", "aug", "sep", "oct", "nov", "dec")
#: What TeX would take for something else (The TeXbook, chapter 7).
_SPECIALS = {
    **{character: f"\\{character}" for character in "{}$&#%_"},
    "\\": "\\textbackslash{}",
    "~": "\\textasciitilde{}",
    "^": "\\textasciicircum{}",
    "<": "\\textless{}",
    ">": "\\textgreater{}",
    "|": "\\textbar{}",
}


@dataclass(frozen=True, slots=True)
class ResultCitation:
    """A result to cite: its question, its parameters in words, the version it was given at, its address.

    ``issued`` is the day that the release gives for itself (``YYYY-MM-DD``), empty where it gives none.
    """

    slug: str
    title: str
    parameters: Sequence[tuple[str, str]]
    version: str
    address: str
    issued: str = ""

    @property
    def key(self) -> str:
        """Return a key for bibliographies: the same result has the same, another most likely another."""
        digest = self.version.rpartition("+")[2][:12]
        values = "-".join(value for _, value in self.parameters)
        return re.sub("[^a-z0-9]+", "-", f"carec-kg-{self.slug}-{values}-{digest}".lower()).strip("-")

    @property
    def note(self) -> str:
        """Return the parameters in one line, empty where there are none."""
        return "; ".join(f"{name}: {value}" for name, value in self.parameters)


def write_sentence(citation: ResultCitation) -> str:
    """Return the citation as a sentence, ready to be pasted."""
    year = f" ({citation.issued[:4]})" if citation.issued else ""
    note = f" [{citation.note}]" if citation.note else ""
    return f"{AUTHORS}{year}. “{citation.title}”{note} {NAME}, version {citation.version}. {citation.address}"


def write_bibtex(citation: ResultCitation) -> str:
    """Return the citation as an entry of BibTeX, of the kind that every style knows."""
    fields = {"author": f"{{{escape_tex(AUTHORS)}}}", "title": f"{{{escape_tex(citation.title)}}}"}
    if citation.issued:
        year, month = citation.issued.split("-")[:2]
        fields |= {"year": year, "month": _MONTHS[int(month) - 1]}
    fields["howpublished"] = f"{NAME}, version {escape_tex(citation.version)}"
    fields["version"] = escape_tex(citation.version)
    if citation.note:
        fields["note"] = escape_tex(citation.note)
    # Styles print it verbatim, and percent signs in it are meant.
    fields["url"] = citation.address
    # Names of months are words of BibTeX's own, which stand without braces.
    lines = [f"  {name} = {value if name == 'month' else f'{{{value}}}'}" for name, value in fields.items()]
    return f"@misc{{{citation.key},\n" + ",\n".join(lines) + "\n}\n"


def escape_tex(text: str) -> str:
    """Return a text in which TeX finds nothing but text; line breaks are spaces."""
    return "".join(_SPECIALS.get(character, character) for character in " ".join(text.split()))


def write_csl(citation: ResultCitation) -> list[dict[str, Any]]:
    """Return the citation as CSL-JSON (schema csl-data 1.0): an array of one item."""
    item: dict[str, Any] = {
        "id": citation.key,
        "type": "dataset",
        "title": citation.title,
        "author": [{"literal": AUTHORS}],
        "publisher": NAME,
        "version": citation.version,
        "URL": citation.address,
        "language": "en",
    }
    if citation.issued:
        item["issued"] = {"date-parts": [[int(part) for part in citation.issued.split("-")]]}
    if citation.note:
        item["note"] = citation.note
    return [item]
