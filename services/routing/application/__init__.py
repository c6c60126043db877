"""What routing does with what it hears: fold it into routes, keep the worklist, give up what waited too long."""
