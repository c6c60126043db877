"""What the weekly digest counts, and when it goes out."""
