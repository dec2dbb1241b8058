"""Run the command line as ``python -m carec_kg``."""

from carec_kg.cli import main

if __name__ == "__main__":
    main()
