// src/verify/identify.ts
const familyNames = {
	openblas: "OpenBLAS",
	mkl: "MKL",
	blis: "BLIS",
	netlib: "netlib",
	atlas: "ATLAS",
	flexiblas: "FlexiBLAS",
	nvpl: "NVPL",
	accelerate: "Accelerate"
};
const familyMarks = [
	["flexiblas", /^flexiblas_/],
	["mkl", /^mkl_(get|set|serv)_/i],
	["openblas", /^openblas_/],
	["blis", /^bli_/],
	["nvpl", /^nvpl_(blas|lapack)_/],
	["atlas", /^ATL_/]
];
const entryPoint = /^(cblas_)?[sdcz](gemm|gemv|dot|gesdd|gesvd|gesv|getrf|potrf|syevd|geev)_*$/;
const accelerateFramework = /\/(Accelerate|vecLib)\.framework\//;
const forwarders = [["accelerate", /^libvecLibFort|^libblas_reexport\./], ["nvpl", /^libnvpl_(blas|lapack)_/]];
const genericName = /^lib(ref)?(c?blas|lapacke?)(64_?)?(-netlib)?[.-]/;
const vendorFolder = /\/(openblas|blis|atlas|mkl|flexiblas|nvpl)(-[a-z0-9]+)?\/[^/]+$/;
function undecorated(symbol) {
	return symbol.replace(/^scipy_/, "").replace(/\$NEWLAPACK(\$ILP64)?$/, "").replace(/64_?$/, "");
}
function fileNameOf(filePath) {
	return filePath.slice(filePath.lastIndexOf("/") + 1);
}
function folderOf(filePath) {
	return filePath.slice(0, Math.max(filePath.lastIndexOf("/"), 0));
}
function markedFamily(library) {
	const names = library.markers.map(undecorated);
	return familyMarks.find(([, mark]) => names.some((name) => mark.test(name)))?.[0] ?? null;
}
function unmarkedFamily(library) {
	if (accelerateFramework.test(library.realPath)) return "accelerate";
	const fileName = fileNameOf(library.realPath);
	const forwarder = forwarders.find(([, name]) => name.test(fileName))?.[0];
	if (forwarder !== void 0) return forwarder;
	if (!genericName.test(fileName)) return null;
	if (!library.markers.some((marker) => entryPoint.test(undecorated(marker)))) return null;
	const vendor = vendorFolder.exec(library.realPath)?.[1];
	return familyMarks.find(([family]) => family === vendor)?.[0] ?? "netlib";
}
function openMpRuntime(library) {
	if (library.markers.some((marker) => /^_*kmpc?_/.test(marker))) return fileNameOf(library.realPath).startsWith("libiomp") ? "libiomp5" : "libomp";
	return library.markers.some((marker) => marker.startsWith("GOMP_")) ? "libgomp" : null;
}
function identify(library) {
	const family = markedFamily(library) ?? unmarkedFamily(library);
	if (family !== null) return {
		kind: "blas",
		family
	};
	const runtime = openMpRuntime(library);
	return runtime === null ? null : {
		kind: "openmp",
		runtime
	};
}
function familyOf(library) {
	const identity = identify(library);
	return identity?.kind === "blas" ? identity.family : null;
}
function integersOf(symbol) {
	return /(64_?|\$ILP64)$/.test(symbol) ? "ILP64" : "LP64";
}
function spokesmanFor(library, libraries) {
	const family = familyOf(library);
	if (family === null) return library;
	const [marked, ...more] = libraries.filter((other) => markedFamily(other) === family);
	return marked === void 0 || more.length > 0 ? library : marked;
}
function shortVersion(text, family) {
	if (text === null) return null;
	if (family === "mkl") return /Version (\d+(\.\d+)*)/.exec(text)?.[1] ?? text;
	if (family !== "nvpl" || !/^\d+$/.test(text)) return text;
	const number = Number(text);
	return [
		Math.floor(number / 1e4),
		Math.floor(number / 100) % 100,
		number % 100
	].join(".");
}
function providerFamily(call, library) {
	if (call.layer === "lapack" && fileNameOf(library.realPath).startsWith("libvecLibFort")) return "netlib";
	return familyOf(library);
}
function loadedLibrary(call, libraries) {
	if (call.library === null) return null;
	const library = libraries.find((candidate) => candidate.realPath === call.library);
	const spokesman = library === void 0 ? void 0 : spokesmanFor(library, libraries);
	const family = providerFamily(call, library ?? {
		realPath: call.library,
		markers: []
	});
	return {
		family,
		fileName: fileNameOf(call.library),
		realPath: call.library,
		version: shortVersion(spokesman?.version ?? null, family),
		coreType: spokesman?.coreType ?? null,
		threadingLayer: spokesman?.threadingLayer ?? null,
		integers: integersOf(call.symbol),
		backend: spokesman?.backend ?? null
	};
}
const backendNames = [
	["openblas", /openblas/i],
	["mkl", /mkl/i],
	["blis", /blis/i],
	["atlas", /atlas/i],
	["nvpl", /nvpl/i],
	["accelerate", /accelerate|veclib/i],
	["netlib", /netlib|reference|fallback/i]
];
function workingFamily(library) {
	if (library.family !== "flexiblas") return library.family;
	const backend = library.backend;
	return backend === null ? null : backendNames.find(([, name]) => name.test(backend))?.[0] ?? null;
}

// src/verify/records.ts
const moduleNames = {
	numpy: "NumPy",
	scipy: "SciPy"
};
const implementations = {
	openblas: {
		blas: ["openblas"],
		lapack: ["openblas"]
	},
	mkl: {
		blas: ["mkl"],
		lapack: ["mkl"]
	},
	blis: {
		blas: ["blis"],
		lapack: ["netlib"]
	},
	netlib: {
		blas: ["netlib"],
		lapack: ["netlib"]
	},
	accelerate: {
		blas: ["accelerate"],
		lapack: ["netlib"]
	},
	newaccelerate: {
		blas: ["accelerate"],
		lapack: ["accelerate"]
	},
	nvpl: {
		blas: ["nvpl"],
		lapack: ["nvpl"]
	}
};
const interfacePackages = {
	blas: ["libblas", "blas"],
	lapack: ["liblapack", "blas"]
};
function isInterfacePackage(name) {
	return /^(lib)?(blas|cblas|lapack|lapacke)$/.test(name);
}
function condaRecord(evidence, names) {
	for (const name of names) {
		const record = evidence.packages.find((candidate) => candidate.manager === "conda" && candidate.name === name);
		if (record !== void 0) return record;
	}
	return null;
}
function condaRecordOf(evidence, module) {
	const imported = evidence[module];
	const { prefix, basePrefix } = evidence.python;
	return prefix !== basePrefix && imported.status === "imported" && imported.file.startsWith(`${prefix}/`) ? null : condaRecord(evidence, [module, `${module}-base`]);
}
function recordedLibrary(evidence, layer) {
	const record = condaRecord(evidence, interfacePackages[layer]);
	if (record === null) return null;
	const implementation = /(?:^|_)([a-z]+)(?:_gomp)?$/.exec(record.build ?? "")?.[1] ?? "";
	return {
		record,
		families: implementations[implementation]?.[layer] ?? null
	};
}
function holderOf(evidence, module) {
	const imported = evidence[module];
	if (imported.status !== "imported") return null;
	const claims = imported.owners.filter((owner) => owner.checksum !== "differs");
	return claims.find((owner) => owner.checksum === "matches" && owner.version === imported.version) ?? claims[0] ?? null;
}
function describePackage(record) {
	return [
		record.name,
		record.version,
		record.build
	].filter((part) => part !== null).join(" ");
}
function describeOwner(owner) {
	return `${owner.manager}'s ${owner.name} ${owner.version}`;
}
function installedText(evidence, module, layer) {
	if (condaRecordOf(evidence, module) !== null) {
		const recorded = recordedLibrary(evidence, layer);
		if (recorded !== null) return describePackage(recorded.record);
	}
	const record = holderOf(evidence, module) ?? evidence.packages.find((candidate) => candidate.name === module);
	if (record === void 0) return null;
	return record.manager === "pip" ? `${module} ${record.version} (pip)` : describePackage(record);
}

// src/verify/calls.ts
function followCalls(evidence, module, layer) {
	const calls = evidence.calls.filter((call) => call.owner === module && call.layer === layer);
	const byFile = /* @__PURE__ */ new Map();
	for (const call of calls) if (call.library !== null) byFile.set(call.library, [...byFile.get(call.library) ?? [], call]);
	const providers = [...byFile.values()].sort((a, b) => b.length - a.length).flatMap(([call]) => call === void 0 ? [] : loadedLibrary(call, evidence.libraries) ?? []);
	return {
		module,
		layer,
		count: calls.length,
		unresolved: calls.filter((call) => call.library === null),
		providers
	};
}
function followAll(evidence, module) {
	return [followCalls(evidence, module, "blas"), followCalls(evidence, module, "lapack")];
}
function callsOf(followed) {
	return `${moduleNames[followed.module]}'s ${followed.layer.toUpperCase()} calls`;
}
function describeProvider(library) {
	const family = library.family === null ? "of no known family" : familyNames[library.family];
	const backend = library.backend === null ? "" : `, forwarding to ${library.backend}`;
	return `${library.fileName} (${family}${backend})`;
}
function otherRuntimes(evidence) {
	const called = [...followAll(evidence, "numpy"), ...followAll(evidence, "scipy")].flatMap(({ providers }) => providers);
	const isCalled = (library) => {
		const identity = identify(library);
		return called.some((provider) => provider.realPath === library.realPath || identity?.kind === "blas" && identity.family === provider.family && folderOf(library.realPath) === folderOf(provider.realPath));
	};
	return evidence.libraries.filter((library) => identify(library) !== null && !isCalled(library)).map((library) => fileNameOf(library.realPath));
}

// src/verify/contradictions.ts
function recordContradictions(evidence) {
	return ["numpy", "scipy"].flatMap((module) => {
		const replaced = replacement(evidence, module);
		const own = followAll(evidence, module).flatMap((followed) => followed.providers.flatMap((provider) => providerContradictions(evidence, followed, provider)));
		return [...replaced === null ? [] : [{
			provider: null,
			text: replaced
		}], ...own];
	});
}
function replacement(evidence, module) {
	const imported = evidence[module];
	if (imported.status !== "imported") return null;
	const name = moduleNames[module];
	const holder = holderOf(evidence, module);
	const record = condaRecordOf(evidence, module);
	if (record !== null) {
		const recorded = `conda's record says ${module} ${record.version}`;
		if (holder?.manager === "pip") return `${name} was replaced: ${recorded}, the files belong to pip's ${module} ${holder.version}${pathCause(evidence, imported.file)}`;
		if (holder !== null && record.version !== imported.version) return `${name} was replaced: ${recorded}, what was imported says it is ${imported.version}`;
		if (holder === null) return imported.owners.some((owner) => owner.manager === "conda") ? `${name} was changed: ${recorded}, but a file of it has another checksum` : `${name} was replaced: ${recorded}, but it was imported from ${imported.file}${pathCause(evidence, imported.file)}`;
		return null;
	}
	const versions = evidence.packages.filter((entry) => entry.manager === "pip" && entry.name === module);
	if (versions.length === 0 || versions.some((entry) => entry.version === imported.version)) return null;
	return `${name} was replaced: pip's record says ${module} ${versions[0]?.version}, but version ${imported.version} was imported from ${imported.file}${pathCause(evidence, imported.file)}`;
}
function pathCause(evidence, file) {
	const entry = (evidence.variables.PYTHONPATH ?? "").split(":").filter((entry) => entry !== "").find((folder) => file.startsWith(`${folder.replace(/\/$/, "")}/`));
	return entry === void 0 ? "" : ` (PYTHONPATH names ${entry})`;
}
function providerContradictions(evidence, followed, provider) {
	const library = evidence.libraries.find((candidate) => candidate.realPath === provider.realPath);
	const holder = holderOf(evidence, followed.module);
	return [
		holder?.manager === "conda" ? againstRecord(evidence, followed, provider) : null,
		holder?.manager === "conda" ? againstOwners(evidence, followed, provider, library) : null,
		againstWheel(evidence, followed, provider),
		...library === void 0 ? [] : againstChecksums(library)
	].flatMap((text) => text === null ? [] : [{
		provider,
		text
	}]);
}
function againstRecord(evidence, followed, provider) {
	const recorded = recordedLibrary(evidence, followed.layer);
	const family = workingFamily(provider);
	if (recorded?.families == null || family === null || recorded.families.includes(family)) return null;
	return `conda's record says ${describePackage(recorded.record)}, but ${callsOf(followed)} go to ${describeProvider(provider)}`;
}
function againstOwners(evidence, followed, provider, library) {
	if (library === void 0) return null;
	const inInterface = provider.family === "netlib" || provider.family === "accelerate";
	const vouches = (owner) => owner.manager === "conda" && (isInterfacePackage(owner.name) ? inInterface && owner.checksum === "matches" : true);
	if (library.owners.some(vouches)) return null;
	const mayBeApples = recordedLibrary(evidence, followed.layer)?.families?.includes("accelerate") ?? false;
	if (provider.family === "accelerate" && mayBeApples) return null;
	const owner = library.owners.find((candidate) => candidate.manager === "pip");
	const whose = owner === void 0 ? "is in no package record of this environment" : `belongs to ${describeOwner(owner)}`;
	return `${callsOf(followed)} go to ${provider.realPath}, which ${whose}`;
}
function againstWheel(evidence, followed, provider) {
	const bundled = evidence.libraries.filter((library) => familyOf(library) !== null && library.owners.some((owner) => owner.manager === "pip" && owner.name === followed.module));
	const [own] = bundled;
	if (own === void 0 || bundled.some((library) => library.realPath === provider.realPath)) return null;
	return `${`${moduleNames[followed.module]}'s wheel brings ${fileNameOf(own.realPath)}`}, but ${callsOf(followed)} go to ${provider.realPath}`;
}
function againstChecksums(library) {
	return library.owners.filter((owner) => owner.checksum === "differs").map((owner) => `${library.realPath} is not the file that ${describeOwner(owner)} installed: its checksum differs`);
}
function loaderCause(evidence, provider) {
	const paths = [evidence.libraries.find((candidate) => candidate.realPath === provider.realPath)?.path ?? provider.realPath, provider.realPath];
	for (const name of ["LD_PRELOAD", "DYLD_INSERT_LIBRARIES"]) {
		const entries = (evidence.variables[name] ?? "").split(/[:\s]+/).filter((entry) => entry !== "");
		const entry = entries.find((candidate) => paths.some((path) => fileNameOf(path) === fileNameOf(candidate)));
		if (entry !== void 0) return `${name} names ${entry}, which is loaded before anything else`;
		if (entries.length > 0) return `${name} is set to ${entries.join(" ")}`;
	}
	for (const name of ["LD_LIBRARY_PATH", "DYLD_LIBRARY_PATH"]) {
		const folder = (evidence.variables[name] ?? "").split(":").map((folder) => folder.replace(/\/$/, "")).find((candidate) => candidate !== "" && paths.some((path) => folderOf(path) === candidate));
		if (folder !== void 0) return `${name} names ${folder}, where ${provider.fileName} was found`;
	}
	return null;
}

// src/verify/sightings.ts
function momentText(moment) {
	if (moment === void 0) return "at no known moment";
	return `${moment.phase === "beside" ? "in another process beside the one timed" : `${moment.phase} timing`} in block ${moment.block + 1}`;
}
function incompleteMoments(sightings, proof) {
	const moments = sightings.flatMap((sighting) => sighting.moments);
	if (moments.length === 0) return ["no evidence was taken"];
	if (proof === "once") return [];
	return proof.timedBlocks.flatMap((block) => missingPhases(moments.filter((moment) => moment.block === block).map(({ phase }) => phase)).map((phase) => phase === "beside" ? `the process that was timed in block ${block + 1} cannot be asked: what is shown is another one of its environment` : `no evidence was taken ${momentText({
		block,
		phase
	})}`));
}
function missingPhases(seen) {
	if (seen.includes("beside")) return seen.includes("after") ? [] : ["beside"];
	return ["before", "after"].filter((phase) => !seen.includes(phase));
}
function movedCalls(sightings) {
	const [first, ...later] = sightings;
	if (first === void 0) return [];
	return later.flatMap((sighting) => {
		const when = `${momentText(first.moments[0])} and`;
		const then = momentText(sighting.moments[0]);
		return [...movedFiles(first.evidence, sighting.evidence).map(([what, before, after]) => `${what} went to ${before} ${when} to ${after} ${then}`), ...["numpy", "scipy"].flatMap((module) => {
			const [before, after] = [first.evidence[module], sighting.evidence[module]];
			if (before.status !== "imported" || after.status !== "imported") return [];
			if (before.version === after.version && before.file === after.file) return [];
			return [`${moduleNames[module]} was ${before.version} ${when} ${after.version} ${then}`];
		})];
	});
}
function movedFiles(before, after) {
	const filesBefore = new Map(before.calls.map((call) => [`${call.module} ${call.symbol}`, call.library]));
	const moved = /* @__PURE__ */ new Map();
	for (const call of after.calls) {
		const earlier = filesBefore.get(`${call.module} ${call.symbol}`) ?? null;
		const key = `${call.owner} ${call.layer}`;
		if (earlier === null || call.library === null || earlier === call.library || moved.has(key)) continue;
		moved.set(key, [
			`${moduleNames[call.owner]}'s ${call.symbol}`,
			earlier,
			call.library
		]);
	}
	return [...moved.values()];
}
function seenText(evidence, sightings) {
	const [blas, lapack] = [followCalls(evidence, "numpy", "blas"), followCalls(evidence, "numpy", "lapack")];
	const target = (followed) => followed.providers.map(describeProvider).join(" and ");
	const what = target(blas) === target(lapack) ? `NumPy's calls of ${blas.count} BLAS and ${lapack.count} LAPACK routines go to ${target(blas)}` : `NumPy's calls of ${blas.count} BLAS routines go to ${target(blas)}, of ${lapack.count} LAPACK routines to ${target(lapack)}`;
	const endings = sightings.flatMap(({ moments }) => moments.filter(({ phase }) => phase === "after"));
	const blocks = new Set(endings.map(({ block }) => block)).size;
	if (blocks === 0) return what;
	return `${what}, ${sightings.some(({ moments }) => moments.some(({ phase }) => phase === "beside")) ? "at the end of the processes that were timed" : "before and after timing"} in ${blocks === 1 ? "1 block" : `${blocks} blocks`}`;
}

// src/verify/judge.ts
function judgeSeries(series, environment, timedBlocks) {
	return judgeBackend({
		expectation: environment.expectation,
		sightings: series.sightings,
		threadsAsked: series.threads,
		proof: { timedBlocks }
	});
}
function judgeBackend(question) {
	const evidences = question.sightings.map((sighting) => sighting.evidence);
	const [first] = evidences;
	const contradictions = inOrder([...evidences.flatMap((evidence) => evidenceFindings(evidence, question.expectation)), ...movedCalls(question.sightings).map((text) => ({
		provider: null,
		text
	}))], evidences);
	const gaps = [...incompleteMoments(question.sightings, question.proof), ...evidences.flatMap((evidence) => evidenceGaps(evidence, question.expectation))];
	const status = contradictions.length > 0 ? "mismatch" : gaps.length > 0 ? "unknown" : "verified";
	const seen = status === "verified" && first !== void 0 ? [seenText(first, question.sightings)] : [];
	const threads = {
		asked: question.threadsAsked,
		effective: effectiveThreads(evidences)
	};
	const notes = [
		...evidences.flatMap(backendNotes),
		...threadNotes(threads),
		...evidences.flatMap(scipyNotes)
	];
	return {
		status,
		reasons: [.../* @__PURE__ */ new Set([
			...contradictions,
			...seen,
			...gaps,
			...notes
		])],
		blas: provider(first, "numpy", "blas"),
		lapack: provider(first, "numpy", "lapack"),
		scipy: first?.scipy.status === "imported" ? {
			blas: provider(first, "scipy", "blas"),
			lapack: provider(first, "scipy", "lapack")
		} : null,
		others: [...new Set(evidences.flatMap(otherRuntimes))].sort(),
		threads,
		installed: first === void 0 ? null : installedText(first, "numpy", "blas")
	};
}
function provider(evidence, ...of) {
	return evidence === void 0 ? null : followCalls(evidence, ...of).providers[0] ?? null;
}
function inOrder(findings, evidences) {
	const files = findings.flatMap((finding) => finding.provider ?? []);
	const causes = evidences.flatMap((evidence) => files.flatMap((file) => loaderCause(evidence, file) ?? []));
	const packages = findings.filter((finding) => finding.provider === null);
	return [.../* @__PURE__ */ new Set([
		...packages.map(({ text }) => text),
		...causes,
		...findings.map(({ text }) => text)
	])];
}
function evidenceFindings(evidence, expectation) {
	const numpy = followAll(evidence, "numpy");
	return [
		...numpy.flatMap((followed) => againstExpectation(evidence, followed, expectation[followed.layer])),
		...numpy.flatMap(splitFamilies),
		...recordContradictions(evidence)
	];
}
function fulfils(library, expected) {
	const working = workingFamily(library);
	return [library.family, working].some((family) => family !== null && expected.includes(family));
}
function againstExpectation(evidence, followed, expected) {
	if (expected === null) return [];
	const recorded = recordedLibrary(evidence, followed.layer);
	return followed.providers.flatMap((library) => {
		const family = workingFamily(library);
		if (family === null || fulfils(library, expected)) return [];
		return [{
			provider: library,
			text: `${expected.map((one) => familyNames[one]).join(" or ")} was expected, but ${recorded?.families?.includes(family) ? `${describePackage(recorded.record)} is installed, and ` : ""}${`${callsOf(followed)} go to ${describeProvider(library)}`}`
		}];
	});
}
function splitFamilies(followed) {
	if (new Set(followed.providers.flatMap((library) => workingFamily(library) ?? [])).size < 2) return [];
	const names = followed.providers.map(describeProvider).join(" and ");
	return [{
		provider: followed.providers.at(-1) ?? null,
		text: `${callsOf(followed)} are split between ${names}`
	}];
}
function evidenceGaps(evidence, expectation) {
	if (evidence.numpy.status === "failed") return [importFailure("numpy", evidence.numpy)];
	if (evidence.numpy.status !== "imported") return ["this Python has no NumPy"];
	const layers = followAll(evidence, "numpy");
	return [...layers.flatMap((followed) => [
		...followed.count === 0 ? [noCalls(followed, evidence)] : [],
		...unresolvedText(followed),
		...followed.providers.flatMap((library) => unknownFamily(followed, library, expectation[followed.layer]))
	]), ...layers.some(({ count }) => count > 0) ? unseen(evidence) : []];
}
const telling = /\/(?:conda-meta\/(?:numpy|(?:lib)?(?:c?blas|lapacke?|openblas|blis|flexiblas|mkl))-[^/]*\.json|numpy-[^/]*\.dist-info\/RECORD)$/;
function unseen(evidence) {
	const calls = evidence.calls.filter(({ owner }) => owner === "numpy");
	const files = new Set(calls.flatMap(({ modulePath, library }) => [modulePath, library]));
	const matters = (path) => telling.test(path) || path.includes("-packages/numpy/") || files.has(path);
	return evidence.limitations.flatMap(({ path, text }) => path !== null && matters(path) ? [text] : []);
}
function importFailure(module, failed) {
	const original = failed.lastLines.flatMap((line) => /^\s*Original error was: (.+)/.exec(line)?.[1] ?? []).at(-1);
	return `${moduleNames[module]} could not be imported: ${original ?? failed.error}`;
}
function noCalls(followed, evidence) {
	const why = evidence.limitations[0]?.text ?? `it may have been built without a ${followed.layer.toUpperCase()} library`;
	return `none of ${callsOf(followed)} was found: ${why}`;
}
function unresolvedText(followed) {
	const [call] = followed.unresolved;
	if (call === void 0) return [];
	const share = `${followed.unresolved.length} of ${followed.count}`;
	const example = `${call.symbol} of ${call.module}: ${call.reason ?? "no reason given"}`;
	return [`${callsOf(followed)}: ${share} could not be followed (${example})`];
}
function unknownFamily(followed, library, expected) {
	if (workingFamily(library) !== null || fulfils(library, expected ?? [])) return [];
	const where = `${callsOf(followed)} go to ${library.realPath}`;
	return [library.family === "flexiblas" ? `${where}, and which backend it forwards to could not be told` : `${where}, which carries the marks of no known library`];
}
function backendNotes(evidence) {
	return followAll(evidence, "numpy").flatMap(({ providers }) => providers.filter((library) => library.backend !== null).map((library) => `${library.fileName} forwards to ${library.backend}, by which it was judged`));
}
function scipyNotes(evidence) {
	if (evidence.scipy.status === "failed") return [`${moduleNames.scipy} could not be imported: ${evidence.scipy.error}`];
	return followAll(evidence, "scipy").flatMap(unresolvedText);
}
function threadNotes(threads) {
	if (threads.asked === null || threads.effective === null || threads.effective <= threads.asked) return [];
	return [`${threads.asked} asked of the BLAS threads, but it would use ${threads.effective}`];
}
function effectiveThreads(evidences) {
	const counts = evidences.map((evidence) => {
		const blas = threadsOf(evidence, provider(evidence, "numpy", "blas"));
		return blas === null ? null : Math.max(blas, threadsOf(evidence, provider(evidence, "numpy", "lapack")) ?? 1);
	});
	const known = counts.filter((count) => count !== null);
	return known.length === 0 || known.length < counts.length ? null : Math.max(...known);
}
function threadsOf(evidence, library) {
	if (library === null) return null;
	if (library.family === "netlib") return 1;
	const loaded = evidence.libraries.find((candidate) => candidate.realPath === library.realPath);
	const threads = loaded === void 0 ? null : spokesmanFor(loaded, evidence.libraries).threads;
	return threads === null || threads < 1 ? null : threads;
}

export { condaRecordOf, describeOwner, describePackage, describeProvider, familyNames, fileNameOf, followCalls, holderOf, identify, installedText, judgeBackend, judgeSeries, moduleNames, recordedLibrary, workingFamily };