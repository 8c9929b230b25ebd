"""Notices to the staff who are not in the hall: what the kiosk needs, sent until it is delivered."""
