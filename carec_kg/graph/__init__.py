"""From files to one read-only graph: manifest, load, snapshot, engine."""
