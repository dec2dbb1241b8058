"""Candidates from a table: CSV, TSV, an SSSOM table, or the features of a GeoJSON file."""

from __future__ import annotations

import json
import re
from dataclasses import dataclass
from typing import TYPE_CHECKING, Any

from carec_kg.errors import DataProblem
from carec_kg.linking.candidates import Candidate, Mention
from carec_kg.linking.columns import Columns, read_columns
from carec_kg.linking.geography import Position, make_position, read_point
from carec_kg.linking.identifiers import SCHEMES, Identifier, read_iri, write_iri
from carec_kg.linking.kinds import read_kind
from carec_kg.linking.table_text import read_table
from carec_kg.rdf.reading import read_bytes

if TYPE_CHECKING:
    from collections.abc import Callable, Collection, Iterator, Mapping
    from pathlib import Path

_SEPARATORS = re.compile(r"\s*[|;]\s*")
_IRI = re.compile(r"[a-z][a-z0-9+.-]*://\S+|urn:\S+", re.IGNORECASE)
_NOTHING = frozenset({"", "-", "-99", "NA", "N/A", "null", "None"})


@dataclass(frozen=True, slots=True)
class TableOptions:
    """What a user says of a table: roles of columns, what stands before an id in an IRI, the kind of its rows."""

    roles: Mapping[str, str]
    namespace: str = ""
    kind: str = ""


class TableSource:
    """The rows of a table as candidates; the file is read twice and never held."""

    def __init__(
        self,
        title: str,
        columns: Collection[str],
        rows: Callable[[], Iterator[tuple[str, Mapping[str, str]]]],
        options: TableOptions,
    ) -> None:
        self.title = title
        self._rows = rows
        self._options = options
        of_countries = options.kind == "country"
        self._columns: Columns = read_columns(list(columns), options.roles, of_countries=of_countries, title=title)

    def mentions(self) -> Iterator[Mention]:
        """Yield the names and identifiers of each row; raise ``DataProblem`` for a row that has no IRI."""
        names = self._columns.names
        for where, cells in self._rows():
            key = self._make_iri(where, cells)
            for identifier in self._identifiers(key, cells):
                yield Mention(key, identifier.text, identifier.scheme)
            for column in names:
                cell = cells[column]
                if not cell or cell in _NOTHING:
                    continue
                yield from (Mention(key, part) for part in _SEPARATORS.split(cell) if part)

    def describe(self, keys: Collection[str]) -> list[Candidate]:
        """Return the rows with these IRIs; raise ``DataProblem`` with row and column for a position that is none."""
        found = []
        for where, cells in self._rows():
            key = self._make_iri(where, cells)
            if key in keys:
                found.append(self._describe_row(where, key, cells))
        return found

    def candidates(self) -> Iterator[Candidate]:
        """Yield every row; for whoever compares rows rather than looks for names."""
        for where, cells in self._rows():
            yield self._describe_row(where, self._make_iri(where, cells), cells)

    def _describe_row(self, where: str, key: str, cells: Mapping[str, str]) -> Candidate:
        roles = self._columns.roles
        label = cells[roles["name"]] if "name" in roles else next((cells[n] for n in self._columns.names), key)
        said = cells[roles["kind"]] if "kind" in roles else ""
        country = cells[roles["country"]] if "country" in roles else ""
        population = cells[roles["population"]] if "population" in roles else ""
        return Candidate(
            key,
            label,
            read_kind(said) or self._options.kind,
            "" if country in _NOTHING else country,
            self._find_position(where, cells),
            frozenset(self._identifiers(key, cells)),
            int(float(population)) if re.fullmatch(r"[0-9]+(\.[0-9]+)?", population) else 0,
        )

    def _find_position(self, where: str, cells: Mapping[str, str]) -> Position | None:
        roles = self._columns.roles
        latitude, longitude = (cells[roles[role]] if role in roles else "" for role in ("latitude", "longitude"))
        if latitude in _NOTHING or longitude in _NOTHING:
            return read_point(cells[roles["wkt"]]) if "wkt" in roles else None
        try:
            return make_position(latitude, longitude)
        except ValueError:
            message = (
                f"{where}, columns {roles['latitude']} and {roles['longitude']}: "
                f"{latitude!r}, {longitude!r} is no position in degrees."
            )
            raise DataProblem(message) from None

    def _identifiers(self, key: str, cells: Mapping[str, str]) -> Iterator[Identifier]:
        if identifier := read_iri(key):
            yield identifier
        for column, scheme in self._columns.identifiers:
            for part in _SEPARATORS.split(cells[column]):
                text = part.strip()
                if text not in _NOTHING:
                    yield read_iri(text) or Identifier(scheme, text.zfill(3) if scheme == "m49" else text)

    def _make_iri(self, where: str, cells: Mapping[str, str]) -> str:
        roles = self._columns.roles
        for role in ("iri", "id"):
            if role in roles and _IRI.fullmatch(cells[roles[role]]):
                return cells[roles[role]]
        if self._options.namespace and "id" in roles and cells[roles["id"]]:
            return self._options.namespace + cells[roles["id"]]
        for column, scheme in self._columns.identifiers:
            if cells[column] not in _NOTHING and SCHEMES[scheme].iri:
                return write_iri(read_iri(cells[column]) or Identifier(scheme, cells[column]))
        if self._options.namespace:
            name = next((cells[column] for column in self._columns.names if cells[column]), "")
            return self._options.namespace + re.sub(r"[^\w.-]+", "-", name)
        column = (
            f", column {roles['id']}: {cells[roles['id']]!r} is no IRI" if "id" in roles else ": the row has no IRI"
        )
        message = (
            f"{where}{column}; say with --namespace what stands before it, or name a column with --column iri=COLUMN."
        )
        raise DataProblem(message)


def open_table(path: Path, options: TableOptions) -> TableSource:
    """Open a CSV or TSV table, ``.gz`` unpacked; raise ``DataProblem`` or ``UsageError`` where it cannot be used."""
    table = read_table(path)

    def rows() -> Iterator[tuple[str, Mapping[str, str]]]:
        for line, cells in table.rows():
            yield f"{path}:{line}", cells

    return TableSource(path.name, table.columns, rows, options)


def open_geojson(path: Path, options: TableOptions) -> TableSource:
    """Open a GeoJSON feature collection (RFC 7946): properties are columns, points positions; it is held in memory."""
    try:
        features = json.loads(read_bytes(path))["features"]
        rows = [(f"{path}, feature {number}", _flatten(feature)) for number, feature in enumerate(features, 1)]
    except (ValueError, KeyError, TypeError, AttributeError) as error:
        message = f"{path} is no GeoJSON feature collection: {error!r}."
        raise DataProblem(message) from None
    columns = list(dict.fromkeys(column for _, cells in rows for column in cells))
    filled = [(where, {column: cells.get(column, "") for column in columns}) for where, cells in rows]
    return TableSource(path.name, columns, lambda: iter(filled), options)


def _flatten(feature: Mapping[str, Any]) -> dict[str, str]:
    cells = {str(name): _to_text(value) for name, value in (feature["properties"] or {}).items()}
    geometry = feature.get("geometry") or {}
    if geometry.get("type") == "Point":
        cells["longitude"], cells["latitude"] = (str(number) for number in geometry["coordinates"][:2])
    return cells


def _to_text(value: object) -> str:
    if isinstance(value, list):
        return "|".join(map(str, value))
    return "" if value is None else str(value)
