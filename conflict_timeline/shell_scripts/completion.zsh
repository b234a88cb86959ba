#compdef conflict-timeline build_timeline.py
# Completion for conflict-timeline, in zsh; also for build_timeline.py and, through zsh's own completion of python's
# arguments, for python build_timeline.py.

_conflict_timeline() {
    local -a program reply plain described
    local kind value told python
    program=("$words[1]")
    if [[ $words[1] == *.py ]]; then
        python=${words[1]:h}/.venv/bin/python
        [[ -x $python ]] || python=python3
        program=("$python" "$words[1]")
    fi
    reply=("${(@f)$(COMP_WORDS="${words[*]}" COMP_CWORD=$((CURRENT - 1)) \
        _CONFLICT_TIMELINE_COMPLETE=zsh_complete "${program[@]}" 2>/dev/null)}")
    for kind value told in $reply; do
        case $kind in
            plain) if [[ $told == _ ]]; then plain+=("$value"); else described+=("$value:$told"); fi ;;
            dir) _path_files -/ ;;
            file) _path_files -f ;;
        esac
    done
    (( $#described )) && _describe -V unsorted described -U
    (( $#plain )) && compadd -U -V unsorted -a plain
}

if [[ $zsh_eval_context[-1] == loadautofunc ]]; then
    _conflict_timeline "$@"
else
    compdef _conflict_timeline conflict-timeline build_timeline.py
fi
