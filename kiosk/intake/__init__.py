"""The monthly data: source profiles, readers of each format, row checks; writing stands behind `port.MonthWriter`."""
