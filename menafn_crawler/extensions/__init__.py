"""Scrapy extensions: the open store, the exit code, the exports, progress, workers."""
