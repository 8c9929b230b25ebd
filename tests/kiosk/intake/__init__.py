"""Tests of kiosk.intake."""
