"""Settings on their way to granian's processes."""

from __future__ import annotations

from pathlib import Path

import pytest

from carec_kg.web.settings import WebSettings, read_web_settings, write_web_settings


@pytest.mark.parametrize(
    "settings", [WebSettings(), WebSettings("v", "t", 1.5, 2, 3, Path("/a"), Path("/b"), 4, sources=Path("/c"))]
)
def test_settings_come_back_as_they_were(settings: WebSettings) -> None:
    assert read_web_settings(write_web_settings(settings)) == settings
