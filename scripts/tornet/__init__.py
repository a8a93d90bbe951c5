"""The private Tor network that tests and `make demo` share. See `TorNetwork`."""

from .client import TorClient
from .control import ControlConnection, ControlFailure
from .network import TorNetwork
from .process import ProcessFailure

__all__ = ["ControlConnection", "ControlFailure", "ProcessFailure", "TorClient", "TorNetwork"]
