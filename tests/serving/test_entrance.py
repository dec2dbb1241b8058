from __future__ import annotations

import pytest

from carec_kg.errors import Busy, ShareUsed
from carec_kg.serving.entrance import Entrance


def test_a_client_has_its_share_and_all_together_their_places() -> None:
    entrance = Entrance(3, 2, "questions")
    with entrance.enter("a"), entrance.enter("a"):
        with pytest.raises(ShareUsed, match="Your questions"), entrance.enter("a"):
            pass
        with entrance.enter("b"), pytest.raises(Busy, match="Too many questions"), entrance.enter(""):
            pass
    with entrance.enter("a"), entrance.enter("a"), entrance.enter(""):
        pass


def test_a_place_is_free_again_after_a_failure() -> None:
    entrance = Entrance(1, 1, "questions")
    for _ in range(3):
        with pytest.raises(ZeroDivisionError), entrance.enter("a"):
            raise ZeroDivisionError
