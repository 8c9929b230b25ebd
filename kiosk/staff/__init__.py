"""Staff: who may look after the kiosk, what they may do, and what they see in maintenance."""
