"""Breaches of the vocabulary of service descriptions are found."""

from __future__ import annotations

import pytest

from carec_kg.iris import PREFIXES
from carec_kg.rdf.media import TURTLE
from carec_kg.rdf.reading import parse

from .service_schema import list_breaches

HEAD = f"@prefix sd: <{PREFIXES['sd']}> . "


@pytest.mark.parametrize(
    ("description", "breach"),
    [
        ("<a:s> a sd:Service ; sd:endpoint <a:e> ; sd:feature sd:UnionDefaultGraph .", ""),
        ("<a:s> a sd:Service ; sd:defaultDataset [ a sd:Dataset ; sd:namedGraph [ a sd:NamedGraph ] ] .", ""),
        ("<a:s> sd:endpoint <a:e> .", "endpoint of what is no Service"),
        ('<a:s> a sd:Service ; sd:endpoint "a:e" .', "endpoint is a literal"),
        ("<a:s> a sd:Service ; sd:defaultDataset <a:d> .", "defaultDataset is no Dataset"),
        ("<a:s> a sd:Service ; sd:features <a:f> .", "no property: features"),
        ("<a:s> a sd:Server .", "no class: Server"),
        ("<a:s> a sd:Service ; sd:supportedLanguage sd:SPARQL .", "supportedLanguage is not one"),
    ],
)
def test_a_description_is_held_to_the_vocabulary(description: str, breach: str) -> None:
    breaches = list_breaches(parse((HEAD + description).encode(), TURTLE, "description"))
    assert len(breaches) == bool(breach)
    assert breach in "".join(breaches)
