"""Card readers and cards, real and virtual: the only room that knows PC/SC."""
