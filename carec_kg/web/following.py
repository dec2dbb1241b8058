"""Follow the snapshot: an application over each edition, made when the first request after the change comes."""

from __future__ import annotations

import threading
from dataclasses import replace
from pathlib import Path
from typing import TYPE_CHECKING

from carec_kg.errors import CarecError
from carec_kg.graph import snapshot as layout
from carec_kg.saved_queries.catalogue import Catalogue, read_catalogue
from carec_kg.web.application import create_app

if TYPE_CHECKING:
    from collections.abc import Callable, Iterable
    from wsgiref.types import StartResponse, WSGIApplication, WSGIEnvironment

    from flask import Flask

    from carec_kg.serving.client import Pool
    from carec_kg.serving.edition import Edition
    from carec_kg.web.settings import WebSettings


def settings_of(edition: Edition, settings: WebSettings) -> WebSettings:
    """Return the settings over an edition: its version and, where it has a folder, that one's exports and queries."""
    found = replace(settings, dataset=edition.version or settings.dataset)
    if not edition.folder:
        return found
    folder = Path(edition.folder)
    return replace(found, exports=folder / layout.EXPORT, queries=folder / layout.QUERIES)


def create_app_over(pool: Pool, edition: Edition, settings: WebSettings) -> Flask:
    """Return the application over an edition; raise the catalogue's error."""
    found = settings_of(edition, settings)
    catalogue = read_catalogue(found.queries, trusted=True) if found.queries else Catalogue({}, {})
    return create_app(pool, catalogue, found)


class FollowingApplication:
    """A WSGI application that hands each request to the one over the current edition."""

    def __init__(self, current_edition: Callable[[], Edition], make: Callable[[Edition], WSGIApplication]) -> None:
        self._current_edition = current_edition
        self._make = make
        self._edition = current_edition()
        self._application = make(self._edition)
        self._making = threading.Lock()

    def __call__(self, environ: WSGIEnvironment, start_response: StartResponse) -> Iterable[bytes]:
        """Answer a request; while one request makes the new application, others use the one before."""
        edition = self._current_edition()
        if edition != self._edition and self._making.acquire(blocking=False):
            try:
                self._follow(edition, environ)
            finally:
                self._making.release()
        return self._application(environ, start_response)

    def _follow(self, edition: Edition, environ: WSGIEnvironment) -> None:
        # What cannot be made is not tried again at each request.
        self._edition = edition
        try:
            self._application = self._make(edition)
        except (CarecError, OSError) as error:
            environ["wsgi.errors"].write(f"Version {edition.version} has no usable saved queries: {error}\n")
