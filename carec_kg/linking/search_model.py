"""What a search goes through and what it finds: plain values."""

from __future__ import annotations

from dataclasses import dataclass, field
from typing import TYPE_CHECKING, Literal, NamedTuple, TypeAlias

from carec_kg.linking.things import Name

if TYPE_CHECKING:
    from collections.abc import Mapping, Sequence

#: How a query fits to what was found, the best first: an exact code, a whole name, the beginning of one, all words in
#: names, nearly a name, all words in names and summaries, some of the words.
Fit: TypeAlias = Literal["code", "name", "beginning", "words", "near", "summary", "some"]
FITS: tuple[Fit, ...] = ("code", "name", "beginning", "words", "near", "summary", "some")
#: Kinds in the order in which equally good results are shown; all others follow.
KIND_ORDER = (
    "programme", "country", "region", "corridor", "port", "place", "organization", "question", "initiative", "event",
    "event-series", "subcorridor", "economic-corridor", "area", "zone", "facility", "product", "policy", "thing",
    "document", "class", "property", "concept", "scheme", "milestone", "figure", "passage",
)  # fmt: skip


class Kind(NamedTuple):
    """A kind of result and how many there are of it."""

    name: str
    number: int


@dataclass(frozen=True, slots=True)
class SearchEntry:
    """Something that can be found: its IRI, its kind, its names and codes, and a summary with its words.

    ``what`` says in a few words what it is: its type and where it belongs.
    """

    iri: str
    kind: str
    names: tuple[Name, ...] = ()
    codes: tuple[str, ...] = ()
    summary: str = ""
    what: str = ""

    def name_in(self, language: str) -> Name:
        """Return what it is called in a language, else in English, else in any; else an empty name."""
        ranks = {language: 0, "en": 1, "": 2}
        best = min(
            self.names, key=lambda name: (not name.preferred, ranks.get(name.language, 3), name.text), default=None
        )
        chosen = min((name for name in self.names if name.language == language and name.preferred), default=best)
        return chosen or Name("", "", preferred=False)


class Hit(NamedTuple):
    """Something that was found, how the query fits, the name that does (``None``: no name), and how well (0..1)."""

    entry: SearchEntry
    fit: Fit
    name: Name | None
    score: float


@dataclass(frozen=True, slots=True)
class Found:
    """All hits of a query, best first.

    ``corrected`` has what each misspelt word was taken for, ``left_out`` the words that stand nowhere.
    """

    hits: Sequence[Hit] = ()
    corrected: Mapping[str, str] = field(default_factory=dict)
    left_out: tuple[str, ...] = ()

    def kinds(self) -> list[Kind]:
        """Return the kinds of the hits in the order of the best of each."""
        counts: dict[str, int] = {}
        for hit in self.hits:
            counts[hit.entry.kind] = counts.get(hit.entry.kind, 0) + 1
        return [Kind(*pair) for pair in counts.items()]

    def of_kind(self, kind: str) -> list[Hit]:
        """Return the hits of a kind; all of them where it is empty."""
        return [hit for hit in self.hits if not kind or hit.entry.kind == kind]
