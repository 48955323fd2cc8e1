#!/bin/bash
# Makes a Keycloak that starts fast: make-keycloak.sh ARCHIVE PLACE RESULT, inside the base layer. It is unpacked and built at PLACE, where
# it will run, since what is built knows its folder; then copied to RESULT. In RESULT/empty lies a database with the tables and nothing
# else but the realm "master", of which nobody is an administrator. Its own data are elsewhere: the folder is read-only when it runs.
set -euo pipefail
archive=$1 place=$2 result=$3
data=/var/lib/vaguemestre/psc
mkdir -p "$place" "$data"
tar -xzf "$archive" -C "$place" --strip-components=1 --no-same-owner
ln -s "$data" "$place/data"
rm -rf "$place/bin/client" "$place"/bin/*.bat
export JAVA_OPTS_APPEND=-Xmx512m
# What nobody here asks for is left out: it would be started each time.
"$place/bin/kc.sh" build --db=dev-file --http-relative-path=/auth --spi-x509cert-lookup--provider=haproxy \
  --features-disabled=device-flow,impersonation,kerberos,organization,passkeys,web-authn

export JAVA_OPTS_APPEND='-Xmx300m -XX:TieredStopAtLevel=1'
"$place/bin/kc.sh" start --optimized --cache=local --http-enabled=true --http-host=127.0.0.1 --http-port=0 --hostname=https://localhost/auth >/tmp/first.log 2>&1 &
server=$!
for _ in {1..300}; do
  ! grep -q 'Listening on' /tmp/first.log || break
  kill -0 $server || break
  sleep 1
done
cat /tmp/first.log
grep -q 'Listening on' /tmp/first.log
kill $server
wait $server || true
cp -a "$place/." "$result/"
install -D -m 644 "$data/h2/keycloakdb.mv.db" "$result/empty/keycloakdb.mv.db"
chmod -R go+rX,go-w "$result"
