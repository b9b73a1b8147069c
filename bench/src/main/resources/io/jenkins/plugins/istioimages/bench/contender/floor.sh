# Compresses a file, hashes it and uploads it as a blob. Arguments: file, repository URL, directory for the result.
set -euo pipefail
blob=$(mktemp -p "$3")
igzip -1 -c "$1" >"$blob"
digest=sha256:$(sha256sum "$blob" | cut -d ' ' -f 1)
location=$(curl -sSf -X POST -D - -o /dev/null "$2/blobs/uploads/" | tr -d '\r' | sed -n 's/^[Ll]ocation: //p')
curl -sSf -o /dev/null -H 'Expect:' -H 'Content-Type: application/octet-stream' -T "$blob" "$location&digest=$digest"
mv "$blob" "$3/$digest"
