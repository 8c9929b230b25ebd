"""The kiosk's own database: passwords and wrong tries, staff, prints, needs; it outlives every import."""
