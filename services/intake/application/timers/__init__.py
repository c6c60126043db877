"""What time brings about: supplements overdue, due dates that come near, apologies that never came."""
