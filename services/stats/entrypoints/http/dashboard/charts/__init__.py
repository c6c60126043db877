"""Charts as inline SVG: no script, sharp at any width, and each says in words what it shows."""
