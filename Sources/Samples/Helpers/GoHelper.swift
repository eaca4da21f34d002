/// `import "handbook"`.
let goHelper = #"""
    // Package handbook lets a sample report its measurements. Outside a measurement its functions
    // report nothing.
    package handbook

    import (
    	"fmt"
    	"os"
    	"strconv"
    	"syscall"
    	"time"
    )

    var fd, problem = strconv.Atoi(os.Getenv("BENCH_FD"))
    var measuring = problem == nil

    func say(format string, words ...any) {
    	if measuring {
    		line := fmt.Sprintf(format+"\n", words...)
    		if key := os.Getenv("BENCH_KEY"); key != "" {
    			line = key + " " + line
    		}
    		syscall.Write(fd, []byte(line))
    	}
    }

    func processor() int64 {
    	total := int64(0)
    	for _, of := range []int{syscall.RUSAGE_SELF, syscall.RUSAGE_CHILDREN} {
    		var usage syscall.Rusage
    		syscall.Getrusage(of, &usage)
    		total += usage.Utime.Nano() + usage.Stime.Nano()
    	}
    	return total
    }

    // Measure measures a region; per is the number of repetitions of the work in it.
    func Measure(per int, work func()) {
    	before, start := processor(), time.Now()
    	work()
    	wall := time.Since(start).Nanoseconds()
    	say("region %d %d %d", wall, processor()-before, per)
    }

    // Loops repeats the work, doubling the number of repetitions until they take 0.1 s.
    func Loops(work func()) {
    	if !measuring {
    		work()
    		return
    	}
    	for count := 1; ; count *= 2 {
    		before, start := processor(), time.Now()
    		for i := 0; i < count; i++ {
    			work()
    		}
    		wall := time.Since(start).Nanoseconds()
    		if wall >= 100_000_000 {
    			say("region %d %d %d", wall, processor()-before, count)
    			return
    		}
    	}
    }

    // Report reports a value that the sample has measured itself.
    func Report(value float64, unit string) {
    	say("value %v %s", value, unit)
    }

    // Param returns the value of the series' parameter.
    func Param(name string, fallback int) int {
    	if value, err := strconv.Atoi(os.Getenv("BENCH_PARAM_" + name)); err == nil {
    		return value
    	}
    	return fallback
    }
    """#
