"""Workers that die between submit and commit, and the judge of what the message centre was given."""
