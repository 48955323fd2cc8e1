# docs: write the reference pages anew from the sources
#
# usage: ./vaguemestre docs
#
# Routes, configuration keys, problems, events, metrics, health checks, ports, commands and verbs, in docs/reference. The unit tests fail while a
# page there is not what this writes, and for a key, number or problem that the sources do not explain.

verb_main() {
  [ $# = 0 ] || die "takes nothing: ./vaguemestre docs --help"
  ensure_layer build
  enter_build build mvn -q test -Dspotless.check.skip -pl bundles/testkit -am -Dtest=ReferenceTest \
    -Dsurefire.failIfNoSpecifiedTests=false -Dreference.write=true </dev/null || die "not everything is told: see above"
  step "written: docs/reference"
}
