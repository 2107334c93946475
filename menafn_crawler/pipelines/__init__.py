"""The way of an article through Scrapy, one step a file; the order stands in ``settings.ITEM_PIPELINES``."""
