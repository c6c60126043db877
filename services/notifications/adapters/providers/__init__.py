"""Who carries messages, as the operator's file says: read, checked, built."""
