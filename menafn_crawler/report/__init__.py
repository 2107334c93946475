"""Reports on the store and on runs, for people and monitoring."""
