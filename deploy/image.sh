#!/bin/sh
# What the Dockerfile runs: install the package in SOURCE with its optional layers, and make DATA for its user.
# Without Docker the tests run it in a virtual environment.
set -eu
source=$1 data=$2
python -m pip install --no-cache-dir --disable-pip-version-check --root-user-action=ignore \
    "$source[postgres,redis,splash,parquet,report,archive]"
mkdir -p "$data"
chown 10001 "$data" 2>/dev/null || echo "not root: $data keeps its owner"
menafn-crawler list
