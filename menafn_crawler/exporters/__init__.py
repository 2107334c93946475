"""Scrapy's feeds (``-O file``, ``-o file``, ``FEEDS``) in the project's formats.

A feed is written from the store when the crawl has ended: an article that turned out to be a copy is not in it, and
sections that were found late are.
"""
