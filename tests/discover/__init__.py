"""Tests of menafn_crawler.discover."""
