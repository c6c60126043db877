"""Files of printed figures, read and checked."""
