"""The steps from one schema version to the next: data/ for the imported data, local/ for this kiosk's own."""
