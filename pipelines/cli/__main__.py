"""`python -m pipelines.cli`: the command line where the installed script is not on the path."""

from pipelines.cli.main import main

if __name__ == "__main__":
    main()
