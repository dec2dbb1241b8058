"""The judgement of a soak, without a server."""

from __future__ import annotations

from collections import Counter

from benchmarks.runaways import FAMILIES
from benchmarks.soak import Sample, Soaked, write_soak


def quiet_soak() -> Soaked:
    samples = [Sample(5.0 * n, 8, 200, 400_000_000 + n) for n in range(12)]
    return Soaked([10.0] * 99 + [200.0], Counter({200: 100}), Counter({("cross product", 503): 7}), samples)


def test_a_soak_in_which_nothing_failed_has_no_fault() -> None:
    assert quiet_soak().faults() == []


def test_a_failed_saved_query_a_slow_one_and_a_broken_connection_are_each_a_fault() -> None:
    soaked = quiet_soak()
    soaked.saved[503] += 1
    soaked.latencies += [900.0, 900.0]
    soaked.runaways["cross product", 0] += 1
    assert len(soaked.faults()) == 3


def test_memory_that_grows_after_the_first_quarter_is_a_fault() -> None:
    soaked = quiet_soak()
    soaked.samples = [Sample(5.0 * n, 8, 200, 400_000_000 + 50_000_000 * n) for n in range(12)]
    [fault] = soaked.faults()
    assert "memory grew" in fault


def test_the_page_of_a_soak_says_how_every_family_of_runaways_ended() -> None:
    page = write_soak(quiet_soak(), "2024-01-01: 2 cores, 10 minutes.")
    assert "| cross product | 503 | 7 |" in page
    assert "Everything was as it is to be." in page


def test_every_text_of_a_family_is_another_one() -> None:
    assert all(family.write(1) != family.write(2) for family in FAMILIES)
