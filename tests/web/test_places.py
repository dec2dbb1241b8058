"""Bounded places: what takes long has its bounds, in all and for each client."""

from __future__ import annotations

from contextlib import ExitStack

import pytest
from hypothesis import given
from hypothesis import strategies as st

from carec_kg.errors import Busy, ShareUsed
from carec_kg.web.places import Places


def test_one_client_has_half_of_the_places_and_another_the_rest() -> None:
    places = Places(4, "bodies")
    with ExitStack() as held:
        held.enter_context(places.take("a"))
        held.enter_context(places.take("a"))
        with pytest.raises(ShareUsed, match="2 bodies from your address"), places.take("a"):
            pass
        held.enter_context(places.take("b"))
        held.enter_context(places.take("c"))
        with pytest.raises(Busy, match="4 bodies"), places.take("d"):
            pass
    with places.take("a"):
        pass


def test_the_client_without_a_name_has_no_share() -> None:
    places = Places(2, "bodies")
    with places.take(""), places.take(""), pytest.raises(Busy), places.take(""):
        pass


@given(st.lists(st.sampled_from("abc"), max_size=30))
def test_whatever_comes_and_goes_no_bound_is_passed_and_all_is_given_back(clients: list[str]) -> None:
    places = Places(4, "bodies")
    with ExitStack() as held:
        taken: list[str] = []
        for client in clients:
            try:
                held.enter_context(places.take(client))
            except (Busy, ShareUsed):
                assert len(taken) == places.limit or taken.count(client) == 2
            else:
                taken.append(client)
        assert len(taken) <= 4
    with ExitStack() as held:
        for client in "aabb":
            held.enter_context(places.take(client))
