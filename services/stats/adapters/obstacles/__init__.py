"""The store of obstacles."""
