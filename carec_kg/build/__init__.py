"""The pipeline that makes a snapshot."""
