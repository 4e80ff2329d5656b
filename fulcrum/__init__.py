"""Fulcrum runs a national network of Digital Transformation Units."""

__version__ = "0.1.0"
