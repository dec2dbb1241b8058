"""The version of the package, which is also the version of the ontology and the data."""

__version__ = "0.1.0"
