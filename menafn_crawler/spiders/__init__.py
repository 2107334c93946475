"""The doors to the site. Every spider finds candidates its own way and fetches articles the same way."""
