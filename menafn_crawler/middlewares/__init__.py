"""Downloader middlewares: same site, robots.txt, circuit breaker, retries, rendering, archive."""
