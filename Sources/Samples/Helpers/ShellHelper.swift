/// `. ./handbook.sh`. The shell has no monotonic clock, so setting the clock during a run falsifies
/// its time. Processor time is not reported.
let shellHelper = #"""
    # A sample reports its measurements by these functions. Outside a measurement they report nothing.

    _say() {
        set -- ${BENCH_KEY-} "$@"
        eval "echo \"\$*\" >&$BENCH_FD"
    }

    _now() {
        if [ -n "${EPOCHREALTIME-}" ]; then
            _time=${EPOCHREALTIME%[.,]*}${EPOCHREALTIME#*[.,]}000
        else
            _time=$(date +%s%N)
        fi
    }

    # measure COMMAND… measures a region.
    measure() {
        [ -n "${BENCH_FD-}" ] || { "$@"; return; }
        _now; _start=$_time
        "$@"
        _status=$?
        _now
        [ $_status -ne 0 ] || _say region $((_time - _start))
        return $_status
    }

    # loops COMMAND… repeats the work, doubling the repetitions until they take 0.1 s.
    loops() {
        [ -n "${BENCH_FD-}" ] || { "$@"; return; }
        _count=1
        while :; do
            _left=$_count
            _now; _start=$_time
            while [ $_left -gt 0 ]; do
                "$@"
                _left=$((_left - 1))
            done
            _now
            [ $((_time - _start)) -lt 100000000 ] || break
            _count=$((_count * 2))
        done
        _say region $((_time - _start)) - $_count
    }

    # report VALUE [UNIT] reports a value that the sample has measured itself.
    report() {
        [ -z "${BENCH_FD-}" ] || _say value "$1" "${2-}"
    }

    # param NAME [DEFAULT] prints the value of the series' parameter.
    param() {
        eval "echo \"\${BENCH_PARAM_$1-${2-1}}\""
    }
    """#
