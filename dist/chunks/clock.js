// src/system/clock.ts
const systemClock = {
	monotonicMilliseconds: () => performance.now(),
	now: () => /* @__PURE__ */ new Date(),
	sleep: (milliseconds, signal) => new Promise((resolve) => {
		if (signal?.aborted) return resolve();
		const timer = setTimeout(done, milliseconds);
		function done() {
			clearTimeout(timer);
			signal?.removeEventListener("abort", done);
			resolve();
		}
		signal?.addEventListener("abort", done, { once: true });
	})
};

export { systemClock };