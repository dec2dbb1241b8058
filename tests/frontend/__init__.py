"""What pages load, built from its sources."""
