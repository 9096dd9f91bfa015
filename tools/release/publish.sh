#!/bin/sh
# Publishes tarballs that are not published yet, so that an aborted run can be restarted:
#
#   tools/release/publish.sh <folder of the tarballs> [options of npm publish]
#
# It does not run any code of these or other packages.
set -eu

folder=$1
shift
for tarball in "$folder"/*.tgz; do
	package=$(tar -xOf "$tarball" package/package.json |
		node -p "const { name, version } = JSON.parse(fs.readFileSync(0)); name + '@' + version")
	if npm view "$package" version > /dev/null 2>&1; then
		echo "$package is published already"
	else
		npm publish "$tarball" --ignore-scripts --provenance --access public "$@"
	fi
done
