"""What each form says, one module a form."""
