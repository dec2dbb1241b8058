"""RDF files: media types, reading with positions, the one deterministic writer, comparing graphs."""
