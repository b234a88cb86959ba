# Completion for conflict-timeline, in fish; also for build_timeline.py and python build_timeline.py.

function __conflict_timeline
    set -l line (commandline -cp)
    set -l program (commandline -opc)[1]
    if string match -qr '^(.*/)?python[0-9.]*$' -- $program
        set -l script (string match -r '\S*build_timeline\.py' -- $line)[1]
        set program $program $script
        set line (string replace -r '^.*?build_timeline\.py' build_timeline.py -- $line)
    else if string match -q '*.py' -- $program; and not test -x $program
        set -l python (dirname $program)/.venv/bin/python
        test -x $python; or set python python3
        set program $python $program
    end
    set -l reply (COMP_WORDS=$line COMP_CWORD=(commandline -t) _CONFLICT_TIMELINE_COMPLETE=fish_complete $program 2>/dev/null)
    for each in $reply
        set -l parts (string split -m 1 , -- $each)
        switch $parts[1]
            case dir
                __fish_complete_directories $parts[2]
            case file
                __fish_complete_path $parts[2]
            case plain
                echo $parts[2]
        end
    end
end

function __conflict_timeline_script
    string match -qr '^\S*python[0-9.]*\s+(-\S+\s+)*(\S*/)?build_timeline\.py\s' -- (commandline -cp)
end

complete --no-files --command conflict-timeline --arguments "(__conflict_timeline)"
complete --no-files --command build_timeline.py --arguments "(__conflict_timeline)"
for python in python python3
    complete --no-files --command $python --condition __conflict_timeline_script --arguments "(__conflict_timeline)"
end
