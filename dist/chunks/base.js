import { UserError, areOwn } from "./inputs.js";

// src/plan/blocks.ts
const familyRate = .01;
const automaticLooks = 2;
const step = 4;
const fewest = 20;
function rateOfLook(plannedLooks) {
	return familyRate / plannedLooks;
}
function blocksForFamily(cells) {
	let blocks = fewest;
	while (cells * probabilityWithOneAgainst(blocks) > rateOfLook(automaticLooks)) blocks += step;
	return blocks;
}
function fewestBlocksFor(cells, plannedLooks) {
	return Math.ceil(Math.log2(Math.max(cells, 1) / rateOfLook(plannedLooks)));
}
function probabilityWithOneAgainst(blocks) {
	const sets = new Array(blocks + 1).fill(0);
	sets[0] = 1;
	for (let rank = 1; rank <= blocks; rank += 1) for (let sum = blocks; sum >= rank; sum -= 1) sets[sum] = (sets[sum] ?? 0) + (sets[sum - rank] ?? 0);
	return sets.reduce((total, count) => total + count, 0) / 2 ** blocks;
}

// src/plan/base.ts
const variantsOnly = {
	base: null,
	backend: true,
	notices: []
};
function withoutBase(config) {
	return {
		...config,
		compare: "variants",
		baseRef: null
	};
}
function planAxes(event, asked) {
	if (event?.name === "pull_request_target") throw refuseTarget();
	const { compare } = asked;
	if (compare === "variants" || compare === "none") return {
		...variantsOnly,
		backend: compare === "variants"
	};
	const base = wantedBase(event, asked.baseRef);
	if (compare !== "auto") {
		if (base === null) throw noBase(event);
		return {
			base,
			backend: compare === "both",
			notices: []
		};
	}
	if (base === null) return variantsOnly;
	if (!hasOwnCode(asked)) return {
		...variantsOnly,
		notices: [unmeasured]
	};
	return {
		base,
		backend: event !== null && eventBase(event) !== null,
		notices: []
	};
}
const unmeasured = "Your code was not measured: built-in benchmarks in equal environments would time the same code twice. Name benchmarks of your own with functions:FILE, or say what to install.";
function hasOwnCode({ benchmarks, install, environmentFile }) {
	return areOwn(benchmarks) || install.length > 0 || environmentFile !== null;
}
function wantedBase(event, baseRef) {
	if (baseRef !== null) return {
		kind: "merge-base",
		name: baseRef
	};
	return event === null ? null : eventBase(event);
}
function eventBase({ name, pullRequest, mergeGroupBase }) {
	if (name === "pull_request" && pullRequest !== null) {
		const { baseBranch, headCommit } = pullRequest;
		return {
			kind: "merge-parent",
			baseBranch,
			headCommit
		};
	}
	if (name === "merge_group" && mergeGroupBase !== null) return {
		kind: "commit",
		commit: mergeGroupBase
	};
	return null;
}
function refuseTarget() {
	return new UserError([{
		where: "pull_request_target",
		what: "would run a pull request's code with the rights and secrets of the base repository",
		remedy: "run on pull_request, and report from a workflow_run workflow"
	}]);
}
function noBase(event) {
	const what = event === null ? "no base is known here" : `the event ${event.name} has no base`;
	return new UserError([{
		where: "base-ref",
		what,
		remedy: "name the branch, tag or commit to compare with"
	}]);
}

export { blocksForFamily, familyRate, fewestBlocksFor, planAxes, rateOfLook, unmeasured, variantsOnly, withoutBase };