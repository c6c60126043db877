"""Where parts are found by the ids that providers gave them, and where receipts wait for parts."""
