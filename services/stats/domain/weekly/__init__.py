"""The weekly synthesis: what each locality did under its service models, and what hindered it."""
