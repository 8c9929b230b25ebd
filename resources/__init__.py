"""What ships beside the code: translations, icons, demo data, virtual cards, the default configuration."""
