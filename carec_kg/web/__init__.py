"""The Flask application: factory, negotiation, protocol, one blueprint per face."""
