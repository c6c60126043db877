"""Papers over HTTP: every report that is offered, in every format, and closed periods."""
