// TorControl
