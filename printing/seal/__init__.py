"""The signed code: a paper's content in a QR symbol, and its verification without a network."""
