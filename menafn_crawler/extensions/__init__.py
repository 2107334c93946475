"""What lives as long as a crawl: the open store, the exit code, the exports."""
