#!/bin/sh
# Gives Dagster its folder on the volume, then runs what the container is told to run.
set -eu
mkdir -p "$DAGSTER_HOME"
cp "${KRITERIER_DAGSTER_YAML:-dagster.yaml}" "$DAGSTER_HOME/dagster.yaml"
exec "$@"
