"""The JSON schemas of the Reconciliation Service API, which are test data beside the repository."""

from __future__ import annotations

import json
from typing import TYPE_CHECKING, Any

import pytest

if TYPE_CHECKING:
    from pathlib import Path


class Schemas:
    """Checks documents against the schemas of one version; skips where schemas or validator are absent."""

    def __init__(self, shared: Path, version: str) -> None:
        jsonschema = pytest.importorskip("jsonschema", reason="jsonschema is absent; install it to check the schemas")
        referencing: Any = pytest.importorskip("referencing.jsonschema")
        folder = shared / "reconciliation" / version
        if not folder.is_dir():
            pytest.skip(f"{folder} is absent; set CAREC_KG_SHARED to the folder with the schemas")
        self._schemas = {path.stem: json.loads(path.read_text(encoding="utf-8")) for path in folder.glob("*.json")}
        base = f"https://reconciliation-api.github.io/specs/{version.removeprefix('1.0-')}/schemas/"
        named = [(f"{base}{name}.json", schema) for name, schema in self._schemas.items()]
        named += [(schema["$id"], schema) for schema in self._schemas.values()]
        resources = [(name, referencing.DRAFT7.create_resource(schema)) for name, schema in named]
        self._registry = referencing.EMPTY_REGISTRY.with_resources(resources)
        self._validator = jsonschema.Draft7Validator

    def find_faults(self, name: str, document: object) -> list[str]:
        """Return what is wrong with a document, by place."""
        validator = self._validator(self._schemas[name], registry=self._registry)
        return [f"{list(error.absolute_path)}: {error.message[:200]}" for error in validator.iter_errors(document)]
