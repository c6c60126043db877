"""The lists of officers that the operator keeps."""
