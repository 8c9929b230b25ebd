"""What the kiosk knows and decides: no screen, no card reader, no printer."""
