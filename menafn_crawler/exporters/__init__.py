"""Scrapy's feeds (``-O file``) in the project's formats.

A feed is written when the crawl ends, from the store: an article that turned out to be a copy is not in it, and
sections that were found late are.
"""
