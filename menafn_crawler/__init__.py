"""MENAFN's wire stories as a data set: each article once, by the right provider, at the right instant."""
