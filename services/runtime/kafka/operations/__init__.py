"""What operators do on the broker: topics, and the queues of dead letters."""
