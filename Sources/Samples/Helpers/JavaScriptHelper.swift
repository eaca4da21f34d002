/// `const { measure, loops, report, param } = require("handbook");`
let javaScriptHelper = #"""
    "use strict";
    // A sample reports its measurements through these functions. Outside a measurement they report
    // nothing.
    const fs = require("fs");

    const { BENCH_FD: fd, BENCH_KEY: key = "" } = process.env;
    delete process.env.BENCH_FD;
    delete process.env.BENCH_KEY;
    const say = (...words) =>
      fs.writeSync(Number(fd), `${key} ${words.join(" ")}`.trimStart() + "\n");

    function start() {
      const { user, system } = process.cpuUsage();
      return { processor: user + system, wall: process.hrtime.bigint() };
    }

    function stop(before) {
      const wall = process.hrtime.bigint() - before.wall;
      const { user, system } = process.cpuUsage();
      return { wall, processor: (user + system - before.processor) * 1000 };
    }

    function end(before, per, result) {
      const { wall, processor } = stop(before);
      say("region", wall, processor, per);
      return result;
    }

    // measure(() => …), or await measure(async () => …), measures a region.
    exports.measure = function measure(work, per = 1) {
      if (!fd) return work();
      const before = start();
      const result = work();
      if (typeof result?.then !== "function") return end(before, per, result);
      return result.then((value) => end(before, per, value));
    };

    // loops(() => …) repeats the work, doubling the number of repetitions until they take 0.1 s.
    exports.loops = function loops(work) {
      if (!fd) return work();
      for (let count = 1; ; count *= 2) {
        const before = start();
        for (let i = 0; i < count; i++) work();
        const { wall, processor } = stop(before);
        if (wall >= 100_000_000n) return say("region", wall, processor, count);
      }
    };

    // Reports a value that the sample has measured itself.
    exports.report = (value, unit = "") => { if (fd) say("value", Number(value), unit); };

    // Returns the value of the series' parameter.
    exports.param = function param(name, fallback = 1) {
      const text = process.env["BENCH_PARAM_" + name];
      if (text === undefined) return fallback;
      return text !== "" && Number.isFinite(Number(text)) ? Number(text) : text;
    };
    """#
