"""What the services say to each other: events, topics and the CloudEvents envelope."""
