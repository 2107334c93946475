"""What several workers share through Redis: the job with its queue of requests, and the pace."""
