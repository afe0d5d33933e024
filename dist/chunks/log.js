import { visible, withoutCommands } from "./inert.js";
import { duration } from "./numbers.js";
import { stripVTControlCharacters } from "node:util";

// src/report/progress.ts
function progressText(progress) {
	const what = progress.benchmark === null ? progress.doing : `${progress.doing} ${progress.benchmark}`;
	const left = progress.leftMilliseconds === null ? "" : `, ${duration(progress.leftMilliseconds / 1e3)} left`;
	return `block ${progress.block} of ${progress.blocks}: ${what}${left}`;
}

// src/publish/log.ts
function runnerLog(write = (text) => process.stdout.write(text)) {
	let lastBlock = 0;
	const say = (text) => write(inertLines(text).map((line) => `${line}\n`).join(""));
	return {
		say,
		progress(progress) {
			if (progress.block === lastBlock) return;
			lastBlock = progress.block;
			say(progressText(progress));
		},
		notice(text) {
			write(`::notice title=blas-bench::${inertLines(text).join(" ").replaceAll("%", "%25")}\n`);
		},
		group(title, text) {
			write(`::group::${inertLines(title).join(" ").replaceAll("%", "%25")}\n`);
			say(text);
			write("::endgroup::\n");
		}
	};
}
const lineBreaks = /\r\n|[\n\r\v\f\u0085\u2028\u2029]/;
function inertLines(text) {
	return text.split(lineBreaks).map((line) => withoutCommands(visible(stripVTControlCharacters(line).replaceAll("	", "    "))));
}

export { inertLines, progressText, runnerLog };