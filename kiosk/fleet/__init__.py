"""Many kiosks, one truth: what a kiosk tells the fleet's database, and what the agency sees of all of them."""
