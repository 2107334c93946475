"""From a page to what it says, as written. No I/O, no clock, nothing interpreted."""
