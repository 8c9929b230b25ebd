"""What in README.md is made from the program: `python -m tests.readme` writes it anew."""
