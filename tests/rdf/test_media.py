from __future__ import annotations

from pathlib import Path

import pytest

from carec_kg.errors import UsageError
from carec_kg.rdf import media


@pytest.mark.parametrize(
    ("name", "format_"),
    [
        ("a.ttl", media.TURTLE),
        ("a.v1.nt", media.N_TRIPLES),
        ("A.TTL", media.TURTLE),
        ("a.nq.gz", media.N_QUADS),
        ("a.trig.GZ", media.TRIG),
        ("a.owl", media.RDF_XML),
        ("a.jsonld", media.JSON_LD),
    ],
)
def test_a_suffix_tells_the_format(name: str, format_: media.Format) -> None:
    assert media.format_of_file(Path(name)) == format_


@pytest.mark.parametrize("name", ["a", "a.gz", "a.csv", "turtle", "a.turtle"])
def test_a_foreign_suffix_is_refused_with_those_that_are_known(name: str) -> None:
    with pytest.raises(UsageError, match=r"\.ttl.*\.nq"):
        media.format_of_file(Path(name))


def test_a_format_is_found_by_name_and_by_suffix() -> None:
    assert media.find_format("turtle", media.RDF_FORMATS) == media.find_format("ttl", media.RDF_FORMATS)


def test_an_unknown_format_is_refused_with_those_that_exist() -> None:
    with pytest.raises(UsageError, match="json, xml, csv, tsv"):
        media.find_format("turtle", media.RESULT_FORMATS)


def test_no_two_formats_share_a_name_or_a_media_type() -> None:
    for formats in (media.RDF_FORMATS, media.RESULT_FORMATS):
        names = [name for format_ in formats for name in {format_.name, *format_.suffixes}]
        types = [kind for format_ in formats for kind in format_.media_types]
        assert len(names) == len(set(names))
        assert len(types) == len(set(types))
