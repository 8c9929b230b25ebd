"""Paper: lays lists out, renders them, and tells the truth about the printer."""
