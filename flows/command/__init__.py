"""The `onrecord` command: reads arguments, calls the stages, prints."""
