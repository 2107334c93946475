"""How requests leave and answers come in: only to the site, and patiently."""
