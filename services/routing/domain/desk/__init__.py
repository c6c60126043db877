"""The desk of an agency: what its officers may do with the legs that wait there."""
