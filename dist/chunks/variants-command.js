import { UserError, catalogue, exitCode, platforms, splitLines, splitList } from "./inputs.js";
import { absoluteChannels, condaSpecs, reasonAgainst, solve } from "./absolute-paths.js";
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
	if (support.status === "unsupported" || variant.provider === "source") return null;
	const dependencies = (variant.provider === "rattler" ? [
		"python",
		"numpy",
		...support.specs
	] : ["python", "pip"]).map((spec) => `  - "${spec}"`);
	if (variant.provider === "pip") dependencies.push("  - pip:", ...support.specs.map((name) => `      - "${name}"`));
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
			row.specs.join("  "),
			row.note ?? "",
			...solutionLines(row.solution)
		].filter((line) => line !== "");
		return [`${name}  supported    ${row.description}`, ...below.map((line) => indent + line)];
	}).join("\n")}\n`;
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
		const channels = absoluteChannels(splitList(options.channels ?? "conda-forge"), process.cwd());
		if (options.environmentFiles !== void 0) await writeEnvironmentFiles(options.environmentFiles, platform, channels);
		const effects = realEffects(processes, lifetime, terminalProgress(process.stderr).say);
		const rows = options.solve === true ? await solved(platform, channels, options, effects) : catalogueRows(platform);
		print(options.json === true ? renderJson({
			platform,
			variants: rows
		}) : variantsText(platform, rows));
		return exitCode.pass;
	} finally {
		await lifetime.end();
	}
}
function catalogueRows(platform) {
	return catalogue.map((variant) => {
		const support = variant.on[platform];
		const reason = reasonAgainst(variant, platform, { platform });
		return {
			variant: variant.name,
			provider: variant.provider,
			description: variant.description,
			supported: reason === null,
			specs: support.status === "supported" ? support.specs : [],
			reason,
			note: support.status === "supported" ? support.note ?? null : null,
			solution: null
		};
	});
}
async function writeEnvironmentFiles(folder, platform, channels) {
	for (const variant of catalogue) {
		const text = environmentFile(variant, platform, channels);
		if (text !== null) await systemFiles.writeWhole(path.join(folder, `${variant.name}.yml`), text);
	}
}
async function solved(platform, channels, options, effects) {
	const virtualPackages = splitLines(options.virtualPackage ?? "");
	const rows = catalogueRows(platform);
	const solvable = rows.filter(({ supported, provider }) => supported && provider === "rattler");
	const asked = condaSpecs({
		pythonVersion: null,
		numpyVersion: null,
		packages: []
	});
	const requests = solvable.map(({ specs }) => ({
		platform,
		specs: [...asked, ...specs],
		channels,
		virtualPackages
	}));
	const outcomes = await solve(effects, requests, effects.signal);
	const solutions = new Map(solvable.map((row, index) => [row, outcomes[index]]));
	return rows.map((row) => {
		const outcome = solutions.get(row);
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