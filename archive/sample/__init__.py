"""A sample office, all invented, and a small web site that publishes its releases on this machine."""
