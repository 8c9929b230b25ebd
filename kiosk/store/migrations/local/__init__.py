"""Versions of the local database's schema."""
