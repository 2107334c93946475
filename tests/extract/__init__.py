"""Tests of menafn_crawler.extract."""
