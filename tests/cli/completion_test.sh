#!/bin/bash
# completion_test.sh PROGRAM: the completion scripts parse, and the one for bash completes.
set -u
program=$1
failed=0
complain() { echo "FAILED $*"; failed=1; }

"$program" completion bash | bash -n || complain "bash cannot parse its script"
if command -v zsh >/dev/null; then
  "$program" completion zsh | zsh -n /dev/stdin || complain "zsh cannot parse its script"
fi
if command -v fish >/dev/null; then
  "$program" completion fish | fish --no-execute || complain "fish cannot parse its script"
  fish -c "'$program' completion fish | source; complete -C 'broadsheet search --sort '" | grep -q '^newest' ||
    complain "fish does not complete --sort"
fi

source <("$program" completion bash)
compopt() { :; }  # works only while a real completion is under way
cd "$(mktemp -d)" && mkdir news.archive && touch pages.jsonl
expect() {  # WORDS… => CANDIDATES…
  COMP_WORDS=() COMPREPLY=()
  while [[ $1 != '=>' ]]; do COMP_WORDS+=("$1"); shift; done
  shift
  COMP_CWORD=$((${#COMP_WORDS[@]} - 1))
  _broadsheet
  [[ "${COMPREPLY[*]}" == "$*" ]] || complain "${COMP_WORDS[*]}: ${COMPREPLY[*]} instead of $*"
}
expect broadsheet sea '=>' search
expect broadsheet -a news.archive sea '=>' search
expect broadsheet search --passag '=>' --passages --passage-bytes
expect broadsheet search x -- --li '=>' --limit
expect broadsheet search --sort n '=>' newest
expect broadsheet search --format = js '=>' json jsonl
expect broadsheet search --format = '=>' text json jsonl csv tsv ids
expect broadsheet search -n a '=>' all
expect broadsheet search --tag a '=>'
expect broadsheet search -a n '=>' news.archive
expect broadsheet facets s '=>' source section
expect broadsheet facets tag s '=>'
expect broadsheet index p '=>' pages.jsonl
expect broadsheet help qu '=>' query
expect broadsheet completion z '=>' zsh
rm -r "$PWD"
exit $failed
