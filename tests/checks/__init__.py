"""Tests of the checks: every shape and every rule notices when it is broken."""
