"""Documentation that others wrote, built without the extension, with it, and with a page of terms."""
