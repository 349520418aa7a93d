"""What a message means in its conversation."""
