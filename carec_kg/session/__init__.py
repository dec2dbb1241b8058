"""The graph from Python: what ``carec_kg.open()`` gives."""
