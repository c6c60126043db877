"""What is shown of desks, legs and messages: figures of summed measures, in sheets of one kind of thing each."""
