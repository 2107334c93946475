"""Tests of menafn_crawler.export."""
