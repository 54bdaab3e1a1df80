"""`python -m armstrail` is the command `armstrail`."""

from armstrail.cli import main

if __name__ == "__main__":
    main()
