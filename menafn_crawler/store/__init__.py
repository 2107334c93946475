"""What the crawler knows: articles, the queue of what is still to fetch, the lists it has walked, its runs."""
