"""Schedulers: Scrapy's own, or one whose queue on Redis is shared by several workers."""
