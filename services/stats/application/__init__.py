"""The verbs of the service; ports are named for what is needed."""
