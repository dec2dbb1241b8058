from __future__ import annotations

from typing import TYPE_CHECKING

import pytest

from carec_kg.errors import UnknownName
from carec_kg.export.dump import dump
from carec_kg.iris import SOURCE
from carec_kg.rdf import media
from carec_kg.rdf.reading import parse

if TYPE_CHECKING:
    from carec_kg.rdf.terms import Quad

CORRIDOR = SOURCE + "prc-brochure/prc-5"


def test_the_whole_data_set_keeps_a_spelling_that_stores_rewrite(small_quads: tuple[Quad, ...]) -> None:
    trig = dump(small_quads, media.TRIG)
    assert b"carec:value 2360000000.0 " in trig
    assert set(parse(trig, media.TRIG, "dump")) == set(small_quads)


def test_one_graph_can_be_had_alone(small_quads: tuple[Quad, ...]) -> None:
    expected = {quad for quad in small_quads if quad.graph == CORRIDOR}
    assert set(parse(dump(small_quads, media.N_QUADS, graph=CORRIDOR), media.N_QUADS, "dump")) == expected
    assert len(dump(small_quads, media.N_TRIPLES, graph=CORRIDOR).splitlines()) == len(expected) == 4


def test_a_graph_that_is_not_there_is_refused_with_the_nearest(small_quads: tuple[Quad, ...]) -> None:
    with pytest.raises(UnknownName, match=f"no graph named '{CORRIDOR}x'. Did you mean .*{CORRIDOR}"):
        dump(small_quads, media.TURTLE, graph=CORRIDOR + "x")
