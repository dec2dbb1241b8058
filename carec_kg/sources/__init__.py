"""Source documents, passages, offsets and digests."""
