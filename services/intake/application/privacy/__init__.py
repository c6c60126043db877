"""Personal data: who read it, how it is found again, how long it is kept, how it is erased."""
