"""geoaccess: who can reach primary care, and who cannot."""

__all__ = ["__version__"]
__version__ = "0.1.0"
