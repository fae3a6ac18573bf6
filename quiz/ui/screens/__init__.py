"""One module a screen; a screen turns keys into calls on the trainer and draws the answer."""
