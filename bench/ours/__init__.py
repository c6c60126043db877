"""Drives the real services where no service process does the job by itself."""
