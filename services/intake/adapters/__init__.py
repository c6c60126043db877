"""How intake's needs are met: store, sealing, contracts."""
