"""Records of the desk in the store, and the hours and rules that they are judged by."""
