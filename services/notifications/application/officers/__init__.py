"""What the officers of an agency are told: by lists that the operator keeps."""
