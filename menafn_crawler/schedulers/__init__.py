"""Where requests wait: Scrapy's own queue, or one on Redis that several workers share."""
