"""Versions of the imported data's schema."""
