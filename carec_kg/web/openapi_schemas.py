"""The schemas that the description of the API names. Plain values; no Flask here."""

from __future__ import annotations

from carec_kg.linking.search_model import FITS
from carec_kg.web.openapi_parts import Part, schema, text

_COUNT: Part = {"type": "integer", "minimum": 0}
_TRUTH: Part = {"type": "boolean"}


def record(required: str, optional: str = "", /, **properties: Part) -> Part:
    """Return the schema of an object; properties are texts unless given."""
    names = [*required.split(), *optional.split()]
    found: Part = {"type": "object", "properties": {name: properties.get(name, text()) for name in names}}
    return {**found, "required": required.split()} if required else found


def many(item: Part) -> Part:
    """Return the schema of a list."""
    return {"type": "array", "items": item}


def _write_results() -> dict[str, Part]:
    binding = {"type": "object", "additionalProperties": schema("Term")}
    head = record("", "vars link", vars=many(text()), link=many(text()))
    results = record("bindings", "cut", bindings=many(binding), cut={**_TRUTH, "description": "There are more rows."})
    kind = text(enum=["uri", "literal", "bnode", "triple"])
    meta = record(
        "dataset complete", "inferred rows why",
        complete=_TRUTH, inferred=_TRUTH, rows=_COUNT, why={"type": ["object", "array"]},
    )  # fmt: skip
    return {
        "Meta": {**meta, "description": "What was asked, whether this is all of it, and why there is nothing."},
        "Term": {
            **record("type value", "datatype xml:lang", type=kind, value={"type": ["string", "object"]}),
            "description": "A value as in SPARQL 1.1 Query Results JSON.",
        },
        "Rows": {
            **record("head results", "meta", head=head, results=results, meta=schema("Meta")),
            "description": "Rows as in SPARQL 1.1 Query Results JSON; `results.cut` says that there are more.",
        },
        "YesNo": {
            **record("head boolean", "meta", head={"type": "object"}, boolean=_TRUTH, meta=schema("Meta")),
            "description": "The answer of an ASK as in SPARQL 1.1 Query Results JSON.",
        },
        "Results": {"oneOf": [schema("Rows"), schema("YesNo")]},
        "JsonLd": {"type": ["object", "array"], "description": "RDF as JSON-LD 1.1."},
    }


def _write_saved() -> dict[str, Part]:
    parameter = record(
        "name description type takes required schema", "example default class options optionsFrom",
        required=_TRUTH, schema={"type": "object"}, options=many(text()),
    )  # fmt: skip
    column = record("name description type optional", "unit class", optional=_TRUTH)
    view = record("kind roles", roles={"type": "object", "additionalProperties": text()})
    query = record(
        "name iri title question description tags kind parameters columns view example",
        iri=text(format="uri"),
        tags=many(text()),
        kind=text(enum=["select", "ask", "construct"]),
        parameters=many(parameter),
        columns=many(column),
        view=view,
        example=record("command url"),
    )
    return {
        "SavedQuery": query,
        "SavedQueries": record("queries", "meta", queries=many(schema("SavedQuery")), meta=schema("Meta")),
    }


def _write_reconciliation() -> dict[str, Part]:
    named = record("id name", "description")
    candidate = record(
        "id name type score match", "description features",
        type=many(named), score={"type": "number"}, match=_TRUTH, features=many({"type": "object"}),
    )  # fmt: skip
    result = record("result", result=many(schema("Candidate")))
    suggestion = record("id name", "description notable", notable=many(named))
    answers = {
        "anyOf": [
            schema("Manifest"),
            {"type": "object", "additionalProperties": result},
            record("meta rows", meta=many({"type": "object"}), rows={"type": ["object", "array"]}),
        ]
    }
    return {
        **_write_wanted(),
        "Named": named,
        "Candidate": candidate,
        "Manifest": record("versions name identifierSpace schemaSpace", versions=many(text())),
        "ReconcileAnswer": answers,
        "Candidates": record("results", results=many(record("candidates", candidates=many(schema("Candidate"))))),
        "Extension": record("meta rows", meta=many({"type": "object"}), rows=many({"type": "object"})),
        "Suggestions": record("result", result=many(suggestion)),
        "Proposal": record(
            "properties limit", "type", properties=many(schema("Named")), limit={"type": "integer", "minimum": 0}
        ),
    }


def _write_wanted() -> dict[str, Part]:
    value: Part = {"type": ["string", "number", "boolean", "array"], "items": {"type": ["string", "number"]}}
    condition = record(
        "matchType propertyValue", "propertyId matchQuantifier required", propertyValue=value, required=_TRUTH,
        matchType=text(enum=["name", "id", "property"]), matchQuantifier=text(enum=["any", "all", "none"]),
    )  # fmt: skip
    query = record("conditions", "type limit", conditions=many(condition), limit={"type": "integer", "minimum": 1})
    settings = record("", "limit", limit=_COUNT)
    wanted = record("id", "settings", settings=settings)
    return {
        "CandidatesWanted": record("queries", queries=many(query)),
        "ExtensionWanted": record("ids properties", ids=many(text()), properties=many(wanted)),
    }


def _write_search() -> dict[str, Part]:
    hit = record(
        "iri kind address name language what matched matchedLanguage how", "summary group",
        iri=text(format="uri-reference"), address=text(format="uri-reference"),
        how=text(enum=list(FITS)),
    )  # fmt: skip
    group = record("kind label count", count=_COUNT)
    return {
        "SearchHit": hit,
        "SearchAnswer": record(
            "query language total offset limit corrected leftOut groups hits meta", "kind", meta=schema("Meta"),
            total=_COUNT, offset=_COUNT, limit=_COUNT, groups=many(group), hits=many(schema("SearchHit")),
            corrected={"type": "object", "additionalProperties": text()},
            leftOut={"type": "array", "items": text()},
        ),
        "SearchSuggestions": record("query total suggestions", total=_COUNT, suggestions=many(schema("SearchHit"))),
    }  # fmt: skip


def write_schemas() -> dict[str, Part]:
    """Return the components of schemas."""
    problem = record(
        "type title status detail reason", "line column nearest",
        status={"type": "integer", "minimum": 400, "maximum": 599}, type=text(format="uri-reference"),
        line=_COUNT, column=_COUNT, nearest=many(text()),
        detail=text(description="What is wrong and what to do, in a sentence."),
        reason=text(description="A word that programs can tell reasons apart by."),
    )  # fmt: skip
    file = record("name bytes sha256 mediaType", bytes=_COUNT, sha256=text(pattern="^[0-9a-f]{64}$"))
    status = record(
        "ready dataset workers running waiting", "endings reloads failed_reloads",
        ready=_TRUTH, workers=_COUNT, running=_COUNT, waiting=_COUNT, reloads=_COUNT, failed_reloads=_COUNT,
        endings={"type": "object", "additionalProperties": _COUNT},
    )  # fmt: skip
    return {
        "Problem": {**problem, "description": "What is sent in place of an answer (RFC 9457)."},
        **_write_results(),
        **_write_saved(),
        **_write_reconciliation(),
        **_write_search(),
        "Files": record("files", "meta", files=many(file), meta=schema("Meta")),
        "Status": status,
        "Live": record("live", live=_TRUTH),
        "Cancelled": record("cancelled", cancelled=_COUNT),
        "Explanation": {"type": "object", "description": "Statements, their passages, and the proofs of what follows."},
    }
