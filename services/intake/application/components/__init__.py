"""What makes a paper unnecessary: data sources that answer, and results that were archived."""
