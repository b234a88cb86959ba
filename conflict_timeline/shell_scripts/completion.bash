# Completion for conflict-timeline, in bash 4.4 or newer; also for build_timeline.py and python build_timeline.py.

# Completes the words of COMP_WORDS from number $1 on; the words after it are what to run for an answer.
_conflict_timeline_ask() {
    local first=$1 IFS=$'\n' reply kind value
    shift
    COMPREPLY=()
    reply=$(COMP_WORDS="${COMP_WORDS[*]:first}" COMP_CWORD=$((COMP_CWORD - first)) \
        _CONFLICT_TIMELINE_COMPLETE=bash_complete "$@" 2>/dev/null)
    while IFS=, read -r kind value; do
        case $kind in
            plain) COMPREPLY+=("$value") ;;
            dir) compopt -o dirnames ;;
            file) compopt -o default ;;
        esac
    done <<<"$reply"
}

_conflict_timeline() {
    local program=${COMP_WORDS[0]} python
    if [[ $program == *.py && ! -x $program ]]; then
        python=$(dirname -- "$program")/.venv/bin/python
        [[ -x $python ]] || python=python3
        _conflict_timeline_ask 0 "$python" "$program"
    else
        _conflict_timeline_ask 0 "$program"
    fi
}

# Completes python build_timeline.py, and leaves any other script to what python had before.
_conflict_timeline_python() {
    local at
    for ((at = 1; at < COMP_CWORD; at++)); do
        case ${COMP_WORDS[at]} in
            build_timeline.py | */build_timeline.py)
                _conflict_timeline_ask "$at" "${COMP_WORDS[@]:0:at+1}"
                return
                ;;
            -*) ;;
            *) break ;;
        esac
    done
    _conflict_timeline_other "$@"
}

_conflict_timeline_other() {
    if [[ -z ${_conflict_timeline_before+set} ]]; then
        # bash-completion brings python's own completion when it is first asked for, in the place of this one.
        complete -r "$1" 2>/dev/null
        if declare -F _comp_load >/dev/null; then
            _comp_load "$1" 2>/dev/null
        elif declare -F __load_completion >/dev/null; then
            __load_completion "$1" 2>/dev/null
        fi
        _conflict_timeline_before=$(complete -p "$1" 2>/dev/null | sed -n 's/.* -F \([^ ]*\) .*/\1/p')
        complete -o nosort -F _conflict_timeline_python "$1"
    fi
    if [[ -n $_conflict_timeline_before && $_conflict_timeline_before != _conflict_timeline_python ]]; then
        "$_conflict_timeline_before" "$@"
    else
        COMPREPLY=()
        compopt -o default
    fi
}

complete -o nosort -F _conflict_timeline conflict-timeline build_timeline.py
complete -o nosort -F _conflict_timeline_python python python3
