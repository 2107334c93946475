"""Tests of menafn_crawler.parse."""
