"""Expanded JSON-LD nodes in the short form that a context gives (JSON-LD 1.1 Processing Algorithms, section 6).

For the contexts that ``build_context`` makes: prefixes, terms with or without a type, texts by language. The processor
of the library weighs each name against every term of the context; here each name is looked up once.
"""

from __future__ import annotations

from typing import TYPE_CHECKING, cast

from carec_kg.iris import expand

if TYPE_CHECKING:
    from collections.abc import Iterable, Mapping

    from carec_kg.rdf.jsonld import Json

#: What a namespace ends with, if its name may stand as a prefix (JSON-LD 1.1, section 4.1.5).
_GEN_DELIMS = (":", "/", "?", "#", "[", "]", "@")
_IRI, _PLAIN, _LANGUAGE = "@id", "", "@language"


class Compaction:
    """The short forms of one context; it remembers the names that it has made."""

    def __init__(self, context: Mapping[str, Json]) -> None:
        self._prefixes: list[tuple[str, str]] = []
        self._terms: dict[tuple[str, str], str] = {}
        self._names: dict[str, str] = {}
        self._ids: dict[str, str] = {}
        for term, definition in cast("dict[str, Json]", context["@context"]).items():
            if isinstance(definition, str):
                if definition.endswith(_GEN_DELIMS):
                    self._prefixes.append((definition, term))
            elif isinstance(definition, dict) and "@reverse" not in definition:
                self._define(term, definition)

    def _define(self, term: str, definition: dict[str, Json]) -> None:
        iri = expand(str(definition["@id"]))
        kind = str(definition.get("@type", _PLAIN))
        if definition.get("@container") == _LANGUAGE:
            kind = _LANGUAGE
        elif kind not in {_IRI, _PLAIN}:
            kind = expand(kind)
        self._terms[iri, kind] = term
        self._names.setdefault(iri, term)

    def shorten(self, iri: str) -> str:
        """Return an IRI with a prefix, the shortest that fits; as it is where none does."""
        if iri not in self._ids:
            fitting = (
                f"{prefix}:{iri[len(namespace) :]}"
                for namespace, prefix in self._prefixes
                if iri.startswith(namespace) and iri != namespace
            )
            self._ids[iri] = min(fitting, key=lambda name: (len(name), name), default=iri)
        return self._ids[iri]

    def name(self, iri: str) -> str:
        """Return the term for a class or property, else its shortened IRI."""
        return self._names.get(iri) or self.shorten(iri)

    def compact(self, node: Mapping[str, Json]) -> dict[str, Json]:
        """Return an expanded node object, without nodes inside it, in short form; one value stands without a list."""
        short: dict[str, list[Json]] = {}
        maps: dict[str, dict[str, list[Json]]] = {}
        for iri, values in node.items():
            if iri.startswith("@"):
                continue
            for value in cast("list[dict[str, str]]", values):
                term = None if "@id" in value or "@type" in value else self._terms.get((iri, _LANGUAGE))
                if term:
                    maps.setdefault(term, {}).setdefault(value.get(_LANGUAGE, "@none"), []).append(value["@value"])
                else:
                    key, form = self._place(iri, value)
                    short.setdefault(key, []).append(form)
        head: dict[str, Json] = {"@id": self.shorten(str(node["@id"]))}
        if "@type" in node:
            head["@type"] = _unlist([self.name(str(class_)) for class_ in cast("list[Json]", node["@type"])])
        texts = {term: {tag: _unlist(words) for tag, words in tags.items()} for term, tags in maps.items()}
        return {**head, **{key: _unlist(values) for key, values in short.items()}, **texts}

    def _place(self, iri: str, value: Mapping[str, str]) -> tuple[str, Json]:
        """Return the key for a value and the form that it has there."""
        is_iri = "@id" in value
        typed = self._terms.get((iri, _IRI if is_iri else value.get("@type", _PLAIN)))
        if typed and (is_iri or _LANGUAGE not in value):
            return typed, self.shorten(value["@id"]) if is_iri else value["@value"]
        key = self._terms.get((iri, _PLAIN)) or self.shorten(iri)
        if is_iri:
            return key, {"@id": self.shorten(value["@id"])}
        if "@type" in value:
            return key, {"@type": self.name(value["@type"]), "@value": value["@value"]}
        return key, {**value} if _LANGUAGE in value else value["@value"]


def _unlist(values: Iterable[Json]) -> Json:
    every = list(values)
    return every[0] if len(every) == 1 else every
