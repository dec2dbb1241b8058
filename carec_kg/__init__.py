"""The knowledge graph of the CAREC Program."""

__version__ = "0.1.0"
