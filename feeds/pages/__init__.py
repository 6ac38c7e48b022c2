"""Releases as HTML pages: values in, text out.

Every page carries a Content-Security-Policy that forbids scripts; a release's HTML was sanitised when it was stored.
"""
