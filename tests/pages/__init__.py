"""Pages written by hand, one folder a case: ``<layout>/<case>/page.html`` and ``expected.json``."""
