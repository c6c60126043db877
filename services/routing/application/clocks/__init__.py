"""What routing does about clocks: alarms for legs, their ringing, and the rules behind them."""
