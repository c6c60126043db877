"""What citizens ask by SMS."""
