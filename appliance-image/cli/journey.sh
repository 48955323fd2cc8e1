#!/bin/bash
# The console in a real browser, inside the test layer: journey.sh HOME API CONSOLE [TESTS]. The journeys go through the running
# appliance, the other tests through a console of their own. Makes the domain that the journeys work in, unless it is there;
# no secret is ever an argument. What the pages looked like is kept in vaadin-ui/target/pictures.
set -euo pipefail
home=$1 api=$2 console=$3 tests=${4:-*Test}
password=$home/state/secrets/admin authority=$home/state/tls/igc.pem domain=parcours.mssante.test

ask() { curl -sS --cacert "$authority" -H 'Content-Type: application/json' "$@"; }

# What ran before may have stopped servers a moment ago; a refused password is not tried again.
later=(--retry 60 --retry-delay 2 --retry-max-time 120 --retry-connrefused)
ask -f -o /dev/null "${later[@]}" "${console}sign-in"
token=$(printf 'data = "{\\"username\\":\\"admin\\",\\"password\\":\\"%s\\"}"\n' "$(cat "$password")" \
  | ask -f -K - "${later[@]}" "$api/auth/login" | sed 's/.*"accessToken" *: *"\([^"]*\)".*/\1/')
status=$(printf 'header = "Authorization: Bearer %s"\n' "$token" | ask -K - -o /dev/null -w '%{http_code}' "$api/admin/domains" -d "{
  \"name\": \"$domain\", \"label\": \"Parcours\", \"finess\": \"990000077\", \"hosting\": \"OWN\",
  \"quota\": {\"mailboxes\": 1000, \"storageBytes\": 1099511627776}}")
case $status in
  201 | 409) ;;
  *) echo "the domain $domain cannot be made: status $status" >&2 && exit 1 ;;
esac
# The other tests need the front end, which packaging puts among the classes.
[ -e vaadin-ui/target/classes/META-INF/VAADIN ] || mvn -q prepare-package -DskipTests -Dspotless.check.skip -pl vaadin-ui -am
mkdir -p vaadin-ui/target/pictures
# The tests before may have reloaded servers a moment ago: a status that is not healthy ends with an error, and says which.
patience=60
until "$home/run/script" status --json --home "$home" >vaadin-ui/target/appliance.json; do
  patience=$((patience - 1))
  [ $patience -gt 0 ] || { echo "the appliance is not healthy: $(tr -d '\n' <vaadin-ui/target/appliance.json | cut -c1-400)" >&2 && exit 1; }
  sleep 2
done
exec mvn test -Dspotless.check.skip -pl vaadin-ui -am "-Dtest=fr/vaguemestre/ui/**/$tests" -Dgroups=browser \
  -Dsurefire.failIfNoSpecifiedTests=false \
  -Dconsole.pictures=target/pictures -Dconsole.appliance=target/appliance.json \
  "-Dvaguemestre.inside=$home/run/inside" "-Dconsole.url=$console" -Dconsole.username=admin "-Dconsole.passwordFile=$password" "-Dconsole.domain=$domain"
