"""Spiders. Each discovers article URLs in its own way; ``ArticleSpider`` fetches and yields them."""
