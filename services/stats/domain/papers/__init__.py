"""Papers: what any report looks like before it becomes JSON, CSV, XLSX or a printed page."""
