"""Articles made of templates in which it is plain who asks what of whom."""
