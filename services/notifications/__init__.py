"""Messages to citizens: which text, to whom, once, at what price, and what became of it."""
