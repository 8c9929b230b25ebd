"""Contributions straight from the text of files into PostgreSQL, by COPY (kiosk/intake/straight.py)."""
