#!/bin/sh
# Commits the sources of the packages, as `npm run pack` has put them together, and tags the commit:
#
#   tools/release/commit-sources.sh <tag>
#
# npm's provenance names the commit that a package was built from, and n8n's scanner lints the source that it finds
# there, in the folder whose package.json has the package's name. So a release needs a commit with these sources, which
# no branch needs.
set -eu

git add --force packages ':!packages/*/dist/*' ':!packages/*.tgz'
git commit --quiet --message "Sources of the packages of ${1#packages-}"
git tag "$1"
