"""What is known of kinds of messages, and what people were sent in a day."""
