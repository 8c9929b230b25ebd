"""The developers' panel over the mocks."""
