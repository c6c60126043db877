"""What officers decide about children that failed."""
