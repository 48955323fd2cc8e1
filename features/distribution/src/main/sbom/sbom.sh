#!/bin/bash
# Writes the bill of materials of what is really shipped: every artifact that lies in an assembled Karaf, with its hash.
# sbom.sh ASSEMBLY VERSION > bom.json   (CycloneDX 1.6, JSON; the same input gives the same bytes)
set -euo pipefail
cd "$1"
component() { # group name version hash
  printf '%s  {"type":"library","group":"%s","name":"%s","version":"%s","purl":"pkg:maven/%s/%s@%s","hashes":[{"alg":"SHA-256","content":"%s"}]}' \
    "$comma" "$1" "$2" "$3" "$1" "$2" "$3" "$4"
  comma=$',\n'
}
hash() { sha256sum "$@" | cut -c1-64; }
comma=
printf '{"bomFormat":"CycloneDX","specVersion":"1.6","version":1,\n'
printf '"metadata":{"component":{"type":"application","group":"fr.vaguemestre","name":"vaguemestre-distribution","version":"%s"}},\n' "$2"
printf '"components":[\n'
# system/ is laid out as a Maven repository: group/artifact/version/file.
while IFS= read -r file; do
  folder=${file%/*} version=${file%/*}
  version=${version##*/} folder=${folder%/*}
  name=${folder##*/} group=${folder%/*}
  group=${group#system/}
  component "${group//\//.}" "$name" "$version" "$(hash "$file")"
done < <(find system -name '*.jar' | LC_ALL=C sort)
# lib/ holds Karaf's own jars, named artifact-version.jar.
while IFS= read -r file; do
  base=$(basename "$file" .jar)
  component "org.apache.karaf" "${base%-[0-9]*}" "${base##*-}" "$(hash "$file")"
done < <(find lib -name 'org.apache.karaf*.jar' | LC_ALL=C sort)
# Bundles of ours may carry jars inside (the console does); their group is what their own pom says.
nested=$(mktemp -d)
trap 'rm -rf "$nested"' EXIT
while IFS= read -r file; do
  (cd "$nested" && rm -rf lib && "${JAVA_HOME:+$JAVA_HOME/bin/}jar" xf "$OLDPWD/$file" lib)
  [ -d "$nested/lib" ] || continue
  for jar in "$nested"/lib/*.jar; do
    base=$(basename "$jar" .jar)
    pom=$("${JAVA_HOME:+$JAVA_HOME/bin/}jar" tf "$jar" | grep -m 1 '^META-INF/maven/.*/pom.properties$' || true)
    group=${pom#META-INF/maven/}
    component "${group%%/*}" "${base%%-[0-9]*}" "${base#"${base%%-[0-9]*}"-}" "$(hash "$jar")"
  done
done < <(find system/fr/vaguemestre -name '*.jar' | LC_ALL=C sort)
printf '\n]}\n'
