/// `. ./handbook.sh`. The shell has no monotonic clock: a clock that is set during a run falsifies
/// it, and processor time is not known.
let shellHelper = #"""
    # What a measured sample says about itself; outside a measurement all of it does nothing.

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

    # measure COMMAND…: the part that counts.
    measure() {
        [ -n "${BENCH_FD-}" ] || { "$@"; return; }
        _now; _start=$_time
        "$@"
        _status=$?
        _now
        [ $_status -ne 0 ] || _say region $((_time - _start))
        return $_status
    }

    # loops COMMAND… repeats, twice as often each time, until it takes 0.1 s.
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

    # report VALUE [UNIT]: the sample has measured something else.
    report() {
        [ -z "${BENCH_FD-}" ] || _say value "$1" "${2-}"
    }

    # param NAME [DEFAULT] prints the value of the series' parameter.
    param() {
        eval "echo \"\${BENCH_PARAM_$1-${2-1}}\""
    }
    """#
