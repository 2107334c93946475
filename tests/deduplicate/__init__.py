"""Tests of menafn_crawler.deduplicate."""
