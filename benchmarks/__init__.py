"""Measurements of the product as a whole, each behind one command."""
