"""What is learned from labelled messages and wordings, for where rules and patterns do not reach."""
