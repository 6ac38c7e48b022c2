"""Releases as HTML pages: values in, text out.

Every page carries a Content-Security-Policy that forbids scripts and other hosts; the search page alone may run ours. A
release's HTML was sanitised when it was stored, and is once more when it is shown.
"""
