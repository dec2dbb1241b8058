"""Short names of licences."""

from __future__ import annotations

import pytest

from carec_kg.web.pages.licences import name_licence


@pytest.mark.parametrize(
    ("address", "name"),
    [
        ("https://creativecommons.org/licenses/by-sa/4.0/", "CC BY-SA 4.0"),
        ("https://creativecommons.org/publicdomain/zero/1.0/", "CC0 1.0"),
        ("https://opendatacommons.org/licenses/pddl/1-0/", "PDDL 1.0"),
        ("https://example.org/terms/", "example.org/terms"),
    ],
)
def test_a_licence_goes_by_its_short_name_and_an_unknown_one_by_its_address(address: str, name: str) -> None:
    assert name_licence(address) == name
