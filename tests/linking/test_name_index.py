from __future__ import annotations

import pytest

from carec_kg.linking.name_index import NameIndex
from tests.linking.conftest import make_thing

THINGS = [
    make_thing("place", "khorgos", ("Khorgos (Kazakhstan)", "Horgos"), ("kazakhstan",)),
    make_thing("organization", "adb", ("Asian Development Bank", "ADB")),
    make_thing("region", "CN-NM", ("Inner Mongolia Autonomous Region",)),
    make_thing("place", "osh"),
]


@pytest.mark.parametrize(
    ("text", "thing", "similarity"),
    [
        ("KHORGOS", 0, 1.0),
        ("\u0425\u043e\u0440\u0433\u043e\u0441", 0, 1.0),
        ("Khorghos", 0, 0.93),
        ("The Asian Development Bank (ADB)", 1, 1.0),
        ("Development Bank, Asian", None, 0),
        ("African Development Bank", None, 0),
        ("Asian Developmnt Bank", 1, 0.98),
        ("Inner Mongolia", 2, 0.9),
        ("Kazakhstan", None, 0),
        ("Springfield (Osh)", 3, 0.9),
        ("Ohs", None, 0),
        ("", None, 0),
        ("二连浩特", None, 0),
    ],
)
def test_names_are_found_exactly_or_nearly(text: str, thing: int | None, similarity: float) -> None:
    found = NameIndex(THINGS).find(text)
    assert [match.thing for match in found] == ([] if thing is None else [thing])
    assert all(match.similarity == pytest.approx(similarity, abs=0.01) for match in found)
