"""Sealed query workers and their supervisor; no Flask."""
