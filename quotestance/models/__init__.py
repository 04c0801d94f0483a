"""Safe store of learned parts, and the shipped ones in ``shipped/``."""

from .store import FORMAT, Model, ModelError, load, load_shipped, save

__all__ = ["FORMAT", "Model", "ModelError", "load", "load_shipped", "save"]
