#!/bin/sh
# Creates the build folder of a Docker image: the README's, with a tarball instead of the published package.
#
#   tools/release/image.sh <tarball> <version of n8n> <folder>
set -eu

mkdir -p "$3"
cp "$1" "$3/package.tgz"
sed -n '/^```dockerfile$/,/^```$/p' README.md | sed -e '/^```/d' \
	-e "s|^FROM .*|&:$2|" \
	-e 's|^USER root$|&\nCOPY package.tgz /tmp/package.tgz|' \
	-e 's|\(--omit=peer\) n8n-nodes-certified-mail|\1 /tmp/package.tgz|' > "$3/Dockerfile"
