"""Tests of menafn_crawler.archive."""
