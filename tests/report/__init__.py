"""Tests of menafn_crawler.report."""
