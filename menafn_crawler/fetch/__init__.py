"""What an answer of the site is."""
