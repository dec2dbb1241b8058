"""Which names say that a number is a year."""

from __future__ import annotations

import pytest

from carec_kg.saved_queries.year_names import names_year


@pytest.mark.parametrize("name", ["year", "Year", "referenceYear", "start_year", "foundingYear"])
def test_the_name_of_a_year_is_known(name: str) -> None:
    assert names_year(name)


@pytest.mark.parametrize("name", ["years", "perYear", "amount_per_year", "yearly", "yearsOfService", "value", ""])
def test_spans_and_amounts_are_no_years(name: str) -> None:
    assert not names_year(name)
