# range: the practice range: shift our clock, inject faults, change what Pro Santé Connect knows
#
# usage: ./vaguemestre range clock [+DURATION|-DURATION|reset]
#        ./vaguemestre range fault [NAME on|off]
#        ./vaguemestre range psc rotate-keys|sign-out PERSONA
#
#   clock   shifts the clock of our own bundles (not of the servers), as +P30D or -PT2H; without an argument tells the shift
#   fault   lists the faults and which are on; switches one on or off
#   psc     its tokens get a new key, the last one stays for what it signed; a persona's sessions end, and we are told

verb_main() {
  local what=${1:-}
  [ $# = 0 ] || shift
  node_pid >/dev/null || die "nothing runs from $HOME_DIR: ./vaguemestre up starts it"
  case $what in
    clock) range_clock "$@" ;;
    fault) in_node range-fault "$@" || die "the range refused: see above" ;;
    psc) in_node range-psc "$@" || die "the range refused: see above" ;;
    *) die "range takes clock, fault or psc: ./vaguemestre range --help" ;;
  esac
}

range_clock() {
  local file=$HOME_DIR/state/conf/clock-offset shift=${1:-}
  case $shift in
    '') ;;
    reset) rm -f "$file" ;;
    +P* | -P* | P*)
      [[ $shift =~ ^[+-]?P([0-9]+D)?(T([0-9]+H)?([0-9]+M)?([0-9]+S)?)?$ && $shift =~ [0-9] ]] || die "'$shift' is no duration such as +P30D or -PT2H30M"
      echo "${shift#+}" >"$file.new"
      mv "$file.new" "$file"
      ;;
    *) die "'$shift' is no duration such as +P30D, nor reset" ;;
  esac
  if [ -e "$file" ]; then echo "our clock is shifted by $(cat "$file")"; else echo "our clock is the machine's"; fi
}
