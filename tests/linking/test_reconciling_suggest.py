"""What is typed, completed."""

from __future__ import annotations

import pytest

from carec_kg.errors import UnknownName
from carec_kg.linking.reconciling_suggest import Completer
from tests.linking.border import make_reconciler

COMPLETER = Completer(make_reconciler())


def things(prefix: str, type_: str = "") -> list[str]:
    return [match.id for match in COMPLETER.complete_things(prefix, type_)]


def test_names_are_completed_from_each_of_their_words() -> None:
    assert things("dos") == ["place/dostyk", "port/dostyk"]
    assert things("üü") == ["port/zamyn-uud"]
    assert "country/CHN" in things("chi")


def test_identifiers_come_first_and_typing_errors_last() -> None:
    assert things("KZ") == ["country/KAZ"]
    assert things("Dostik") == ["place/dostyk", "port/dostyk"]


def test_a_type_narrows() -> None:
    assert things("dos", "BorderPort") == ["port/dostyk"]
    with pytest.raises(UnknownName):
        things("dos", "Harbour of some kind")


def test_no_prefix_completes_no_thing_but_every_type() -> None:
    assert things("") == []
    assert [entry.id for entry in COMPLETER.complete_types("")] == ["BorderPort", "Port", "Country", "Place"]


def test_types_and_properties_are_found_by_beginning_and_by_part() -> None:
    assert [entry.id for entry in COMPLETER.complete_types("port")] == ["Port", "BorderPort"]
    assert COMPLETER.complete_properties("lies")[0].id == "locatedIn"
    assert COMPLETER.complete_properties("coun")[0].id == "country"
