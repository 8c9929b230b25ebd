"""The demo people, each a story, and any number of generated further persons."""
