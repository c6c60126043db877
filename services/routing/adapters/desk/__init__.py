"""What the desk of an agency keeps."""
