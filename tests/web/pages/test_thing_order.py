"""The table of groups and order, held against the ontology."""

from __future__ import annotations

from carec_kg.config import find_content
from carec_kg.iris import CAREC, PREFIXES
from carec_kg.rdf.reading import read_file
from carec_kg.web.pages.thing_order import _PLACES, GROUPS, place_of
from carec_kg.web.pages.wording import say


def _properties() -> set[str]:
    quads = [quad for path in (find_content().ontology / "modules").glob("*.ttl") for quad in read_file(path)]
    kinds = {PREFIXES["owl"] + f"{kind}Property" for kind in ("Object", "Datatype", "Annotation")}
    return {quad.subject.value for quad in quads if quad.object.value in kinds and quad.subject.value.startswith(CAREC)}


def test_the_table_names_only_properties_that_the_ontology_has() -> None:
    assert {name for name in _PLACES if name.startswith(CAREC)} - _properties() == set()


def test_what_the_table_does_not_name_stands_among_the_others() -> None:
    assert place_of("http://example.org/unheard-of").name == "other"


def test_every_group_has_a_heading() -> None:
    assert all(say("en", f"things.group.{name}") for name in GROUPS)
