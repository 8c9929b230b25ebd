"""Maintenance: one screen with a rail of pages, and one file a page."""
