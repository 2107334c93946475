"""From what a page says to what it means: strings in, values out; no I/O, no clock."""
