"""Personal data over HTTP: found, read, corrected, asked for; numbers travel in bodies, never in addresses."""
