"""The version of the rules and models: it changes whenever the same text may give other rows."""

PIPELINE_VERSION = "0.3.0"
