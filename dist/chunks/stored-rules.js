import { UserError, readInputs, readVariant } from "./inputs.js";
import { asFlag } from "./flags.js";

// src/entry/stored-rules.ts
function rulesOf({ file, result }, given = {}) {
	const flags = readInputs({
		"fail-on": given.failOn ?? "",
		threshold: given.threshold ?? ""
	}, readVariant, asFlag);
	const stored = storedRules(file, {
		...given.failOn === void 0 ? { "fail-on": result.configuration["fail-on"] ?? "" } : {},
		...given.threshold === void 0 ? { threshold: result.configuration.threshold ?? "" } : {}
	});
	return {
		failOn: given.failOn === void 0 ? stored.failOn : flags.failOn,
		threshold: given.threshold === void 0 ? stored.threshold : flags.threshold
	};
}
function storedRules(file, raw) {
	try {
		return readInputs(raw, readVariant, (name) => `${file}, configuration.${name}`);
	} catch (error) {
		if (!(error instanceof UserError)) throw error;
		const [first, ...rest] = [...new Set(error.problems.map(({ where }) => where))].map((where) => ({
			where,
			what: "is not what this input allows",
			remedy: "use a result.json as blas-bench wrote it"
		}));
		if (first === void 0) throw error;
		throw new UserError([first, ...rest]);
	}
}

export { rulesOf };