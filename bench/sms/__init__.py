"""From the accepted event on the topic to the hand-over of its SMS, at a steady rate and in a burst."""
