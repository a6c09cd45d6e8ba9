"""The world's hardware and libraries behind the ports: one file per vendor library, one class per port."""
