"""Tests of menafn_crawler.fetch."""
