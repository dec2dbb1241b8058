"""Saved queries: headers, catalogue, typed parameters, expectations."""
