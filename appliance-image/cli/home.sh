# shellcheck shell=bash
# A home: the folder where everything of one installation lives, and the process that keeps it running.
