#!/bin/bash
# The console's journey in a real browser against a running appliance, inside the test layer: journey.sh HOME API CONSOLE.
# Makes the domain that the journey works in; no secret is ever an argument.
set -euo pipefail
home=$1 api=$2 console=$3
password=$home/state/secrets/admin authority=$home/state/tls/igc.pem domain=parcours.mssante.test

post() { curl -fsS --cacert "$authority" -H 'Content-Type: application/json' "$@"; }

token=$(printf '{"username":"admin","password":"%s"}' "$(cat "$password")" | post -d @- "$api/auth/login" \
  | sed 's/.*"accessToken" *: *"\([^"]*\)".*/\1/')
printf 'header = "Authorization: Bearer %s"\n' "$token" | post -K - -o /dev/null "$api/admin/domains" -d "{
  \"name\": \"$domain\", \"label\": \"Parcours\", \"finess\": \"990000077\", \"hosting\": \"OWN\",
  \"quota\": {\"mailboxes\": 10, \"storageBytes\": 10737418240}}"
exec mvn test -Dspotless.check.skip -pl vaadin-ui -am -Dtest=ConsoleJourneyTest -Dsurefire.failIfNoSpecifiedTests=false \
  "-Dconsole.url=$console" -Dconsole.username=admin "-Dconsole.passwordFile=$password" "-Dconsole.domain=$domain"
