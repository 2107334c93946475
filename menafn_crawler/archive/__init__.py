"""Pages kept as they came: WARC files out, WARC files in."""
