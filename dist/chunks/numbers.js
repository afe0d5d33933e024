// src/report/numbers.ts
function significant(value, digits = 3) {
	if (value === 0 || !Number.isFinite(value)) return String(value);
	const rounded = Number(value.toPrecision(digits));
	const decimals = digits - 1 - Math.floor(Math.log10(Math.abs(rounded)));
	return rounded.toFixed(Math.min(100, Math.max(0, decimals)));
}
const timeUnits = [
	["s", 1],
	["ms", .001],
	["µs", 1e-6],
	["ns", 1e-9]
];
function time(seconds) {
	const rounded = Number(seconds.toPrecision(3));
	const [unit, scale] = timeUnits.find(([, size]) => rounded >= size) ?? ["ns", 1e-9];
	return `${significant(seconds / scale)} ${unit}`;
}
function amount(value, unit) {
	if (unit === "s" && value > 0) return time(value);
	if (unit === "B" && Math.abs(value) >= 1024) return bytes(value);
	const figure = Number.isInteger(value) && Math.abs(value) < 1e3 ? String(value) : significant(value);
	return unit === "" ? figure : `${figure} ${unit}`;
}
function bytes(value) {
	const exponent = Math.min(3, Math.floor(Math.log2(Math.abs(value)) / 10));
	return `${significant(value / 2 ** (10 * exponent))} ${[
		"B",
		"KiB",
		"MiB",
		"GiB"
	][exponent]}`;
}
function armFigure({ baseSeconds, headSeconds, values }, arm) {
	if (values !== void 0) return values[arm] === null ? null : amount(values[arm], values.unit);
	const seconds = arm === "base" ? baseSeconds : headSeconds;
	return seconds === null ? null : time(seconds);
}
function duration(seconds) {
	const whole = Math.round(seconds);
	if (whole < 60) return `${whole} s`;
	const minutes = Math.floor(whole / 60);
	if (minutes < 60) return whole % 60 === 0 ? `${minutes} min` : `${minutes} min ${whole % 60} s`;
	return minutes % 60 === 0 ? `${minutes / 60} h` : `${Math.floor(minutes / 60)} h ${minutes % 60} min`;
}
function ratio(value) {
	return value >= .095 && value < 9.995 ? value.toFixed(2) : significant(value);
}
function ratioWithInterval({ ratio: value, interval }) {
	if (interval === null) return `${ratio(value)} (no interval)`;
	return `${ratio(value)} (${ratio(interval.low)} to ${ratio(interval.high)})`;
}
function intervalOf({ interval }) {
	return interval === null ? "" : ` (${ratio(interval.low)} to ${ratio(interval.high)})`;
}
function share(value) {
	return `${Number((100 * value).toPrecision(2))} %`;
}
function speed(gflopPerSecond) {
	return `${significant(gflopPerSecond)} GFLOP/s`;
}
function percent(share) {
	if (share > 0 && share < 5e-5) return "below 0.01 %";
	return `${significant(share * 100, share < .01 ? 1 : 2)} %`;
}
function difference(value) {
	return value === 0 ? "0" : value.toExponential(1).replace(/\.0e/, "e");
}
function memory(bytes) {
	return `${significant(bytes / 2 ** 30)} GiB`;
}
function count(amount, noun, plural = `${noun}s`) {
	return `${String(amount).replace(/\B(?=(\d{3})+$)/g, ",")} ${amount === 1 ? noun : plural}`;
}

export { amount, armFigure, count, difference, duration, intervalOf, memory, percent, ratio, ratioWithInterval, share, speed, time };