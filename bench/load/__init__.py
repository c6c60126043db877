"""What makes the load: filings over HTTP from a process of its own, and records on the topics."""
