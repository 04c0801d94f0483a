"""What people look at: terminal, page, overview."""
