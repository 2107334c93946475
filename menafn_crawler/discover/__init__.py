"""Which articles exist: the site's lists and how they are found."""
