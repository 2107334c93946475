"""A real Splash for the tests, as it still runs in 2026.

Splash 3.5 (2020) is the last one and in maintenance only. It comes from PyPI; its browser is Debian's Qt 5 (WebKit
602.1, which knows ECMAScript of about 2016), so its Python is Debian's as well. ``install`` makes the environment once,
under ``.splash/``; ``launch.py`` starts the server in it. Seen to run: Debian 12, Python 3.11.2, Qt 5.15.8, PyQt
5.15.9, Twisted 26.10. What it takes:

- no Lua (``--disable-lua``): its library is not needed for ``render.json``, which is all that the crawler asks for;
- ``QT_QPA_PLATFORM=offscreen``: no screen, and so no Xvfb (``--disable-xvfb``), whose wrapper is imported all the same;
- ``--browser-engines=webkit``: the other one, Chromium 87, answers ``render.html`` only, which does not tell how the
  site answered; it is set up all the same, and as root ends the process without
  ``QTWEBENGINE_CHROMIUM_FLAGS=--no-sandbox``;
- ``json.loads`` that passes over ``encoding``, an argument Python no longer knows (see ``launch.py``).
"""
