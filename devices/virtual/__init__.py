"""Virtual cards: a card as data, and a player that plugs it into a real pcscd through vpcd."""
