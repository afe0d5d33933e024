import { UserError, catalogue, exitCode, platforms, splitLines, splitList } from "./inputs.js";
import { absoluteChannels, channelsFor, condaSpecs, forEmbedded, reasonAgainst, solve, solvedSpecs } from "./absolute-paths.js";
import { renderJson } from "./json.js";
import { systemFiles } from "./files.js";
import { beginLifetime, createProcesses } from "./variables.js";
import { print } from "./print.js";
import { realEffects, supportedHost } from "./real-effects.js";
import { terminalProgress } from "./terminal-progress.js";
import * as path from "node:path";

// src/plan/environment-file.ts
function environmentFile(variant, platform, channels = ["conda-forge"]) {
	const support = variant.on[platform];
	if (support.status === "unsupported" || variant.provider === "source" || support.wheelsFor !== void 0) return null;
	const isConda = variant.provider === "rattler";
	const requirements = isConda ? support.pip ?? [] : support.specs;
	const dependencies = [...isConda ? [
		"python",
		"numpy",
		...support.specs
	] : ["python"], ...requirements.length > 0 ? ["pip"] : []].map((spec) => `  - "${spec}"`);
	if (requirements.length > 0) dependencies.push("  - pip:", ...requirements.map((name) => `      - "${name}"`));
	return [
		`# ${variant.description}, on ${platform}.`,
		`name: ${variant.name}`,
		"channels:",
		...channels.map((channel) => `  - ${JSON.stringify(channel)}`),
		"dependencies:",
		...dependencies,
		""
	].join("\n");
}

// src/report/variants.ts
function variantsText(platform, rows) {
	const width = Math.max(...rows.map((row) => row.variant.length));
	const indent = " ".repeat(width + 15);
	return `Variants on ${platform}\n\n${rows.flatMap((row) => {
		const name = row.variant.padEnd(width);
		if (!row.supported) return [`${name}  unsupported  ${row.reason}`];
		const below = [
			...requestLines(row),
			row.note ?? "",
			...solutionLines(row.solution)
		].filter((line) => line !== "");
		return [`${name}  supported    ${row.description}`, ...below.map((line) => indent + line)];
	}).join("\n")}\n`;
}
function requestLines({ specs, pip, wheelsFor, channel }) {
	return [
		specs.join("  "),
		channel === null ? "" : `from the channel ${channel}`,
		pip.length === 0 ? "" : `then pip: ${pip.join("  ")}`,
		wheelsFor === null ? "" : `wheels for ${wheelsFor} or older`
	];
}
function solutionLines(solution) {
	if (solution === null) return [];
	if (solution.status === "failed") return [`no solution: ${solution.message}`];
	return [`solved: ${solution.packages.join(", ")}`];
}

// src/entry/variants-command.ts
async function variantsCommand(options) {
	const processes = createProcesses();
	const lifetime = beginLifetime(processes);
	try {
		const platform = readPlatform(options.platform) ?? (await supportedHost(processes)).platform;
		const channels = absoluteChannels(splitList(options.channels ?? ""), process.cwd());
		if (options.environmentFiles !== void 0) await writeEnvironmentFiles(options.environmentFiles, platform, channels);
		const effects = realEffects(processes, lifetime, terminalProgress(process.stderr).say);
		const rows = catalogueRows(platform);
		const shown = options.solve === true ? await solved(rows, platform, channels, options, effects) : rows;
		print(options.json === true ? renderJson({
			platform,
			variants: shown
		}) : variantsText(platform, shown));
		return exitCode.pass;
	} finally {
		await lifetime.end();
	}
}
function catalogueRows(platform) {
	return catalogue.map((variant) => {
		const support = variant.on[platform];
		const reason = reasonAgainst(variant, platform, { platform });
		const { name, provider, description, channel } = variant;
		const row = {
			variant: name,
			provider,
			description,
			reason,
			channel: channel?.name ?? null,
			solution: null
		};
		if (support.status === "unsupported") return {
			...row,
			supported: false,
			specs: [],
			pip: [],
			wheelsFor: null,
			note: null
		};
		return {
			...row,
			supported: reason === null,
			specs: support.specs,
			pip: support.pip ?? [],
			wheelsFor: support.wheelsFor ?? null,
			note: support.note ?? null
		};
	});
}
async function writeEnvironmentFiles(folder, platform, channels) {
	for (const variant of catalogue) {
		const text = environmentFile(variant, platform, channelsFor(variant, channels));
		if (text !== null) await systemFiles.writeWhole(path.join(folder, `${variant.name}.yml`), text);
	}
}
async function solved(rows, platform, channels, options, effects) {
	const virtualPackages = splitLines(options.virtualPackage ?? "");
	const solvable = catalogue.filter((variant) => variant.provider === "rattler" && reasonAgainst(variant, platform, { platform }) === null);
	const asked = condaSpecs({
		pythonVersion: null,
		numpyVersion: null,
		packages: []
	});
	const requests = solvable.map((variant) => ({
		platform,
		specs: solvedSpecs(variant, platform, asked),
		channels: forEmbedded(channelsFor(variant, channels)),
		virtualPackages
	}));
	const outcomes = await solve(effects, requests, effects.signal);
	const solutions = new Map(solvable.map(({ name }, index) => [name, outcomes[index]]));
	return rows.map((row) => {
		const outcome = solutions.get(row.variant);
		return outcome === void 0 ? row : {
			...row,
			solution: solutionOf(outcome)
		};
	});
}
function solutionOf(outcome) {
	if (outcome.status === "failed") return {
		status: "failed",
		message: outcome.message
	};
	const telling = [
		"blas",
		"libblas",
		"liblapack",
		"libopenblas",
		"mkl",
		"blis",
		"numpy",
		"python"
	];
	return {
		status: "solved",
		packages: outcome.packages.filter(({ name }) => telling.includes(name)).map(({ name, version, build }) => `${name} ${version} ${build ?? ""}`.trim())
	};
}
function readPlatform(text) {
	if (text === void 0) return null;
	const found = platforms.find((platform) => platform === text);
	if (found !== void 0) return found;
	throw new UserError([{
		where: "--platform",
		what: `unknown platform "${text}"`,
		remedy: `choose from ${platforms.join(", ")}`
	}]);
}

export { variantsCommand };