import { Interrupted, sentence } from "./inputs.js";
import { _null, array, int, object, string, url } from "./schemas.js";
import { assessRun, emptyRun } from "./read.js";
import { visible, visibleName, visibleText } from "./inert.js";
import { armFigure, count, ratioWithInterval } from "./numbers.js";
import { inertLines } from "./log.js";
import { paragraph } from "./advice.js";
import { toolVersion } from "./version.js";
import { renderMarkdown } from "./markdown.js";
import { inertJson } from "./json.js";
import { systemClock } from "./clock.js";
import { layOut } from "./lay-out.js";
import { randomUUID } from "node:crypto";
import * as fs from "node:fs/promises";

// src/publish/annotations.ts
const mostPerStep = 10;
const mostCells = 20;
function annotationsOf(rows, benchmarks) {
	const sources = new Map(benchmarks.map(({ name, source }) => [name, source]));
	const wanted = rows.filter(({ outcome }) => outcome === "regressed" || outcome === "failed");
	return [...new Set(wanted.map(({ benchmark }) => benchmark))].flatMap((benchmark) => {
		const source = sources.get(benchmark) ?? null;
		if (source === null || "command" in source) return [];
		const own = wanted.filter((row) => row.benchmark === benchmark);
		const isSlower = own.some(({ outcome }) => outcome === "regressed");
		const name = visibleName(benchmark);
		return [{
			...source,
			level: isSlower ? "failure" : "warning",
			title: isSlower ? `${name} is ${word(own)} than base` : `${name} could not be compared with base`,
			message: [...own.slice(0, mostCells).map(cellText), ...more(own.length - mostCells, "comparison")].join("\n")
		}];
	});
}
function word(rows) {
	return rows.some(({ values }) => values !== void 0) ? "worse" : "slower";
}
function cellText(row) {
	const { label, outcome, estimate, reason } = row;
	const where = visible(label);
	if (outcome === "failed") return `${where}: ${visible(reason ?? "failed")}`;
	const [base, head] = ["base", "head"].map((arm) => armFigure(row, arm));
	const figures = base == null || head == null ? "" : `, ${visible(base)} to ${visible(head)}`;
	return `${where}: ${estimate === null ? word([row]) : `${ratioWithInterval(estimate)} of base`}${figures}`;
}
function more(amount, noun) {
	return amount > 0 ? [`${amount} more ${noun}${amount === 1 ? "" : "s"}`] : [];
}
function stepAnnotations(annotations) {
	return ["failure", "warning"].flatMap((level) => {
		const own = annotations.filter((one) => one.level === level);
		if (own.length <= mostPerStep) return own;
		return own.slice(0, mostPerStep).map((one, index) => index === 9 ? {
			...one,
			message: [one.message, ...more(own.length - mostPerStep, "benchmark")].join("\n")
		} : one);
	});
}
async function writeStepAnnotations(annotations) {
	const { error, warning } = await import("./core2.js");
	for (const { level, message, title, file, line } of stepAnnotations(annotations)) (level === "failure" ? error : warning)(inertLines(message).join("\n"), {
		title: inertLines(title).join(" "),
		file,
		startLine: line
	});
}

// src/report/shrink.ts
const shortSection = 12;
const placesByImportance = [
	"first",
	"shown",
	"folded",
	"detail"
];
function fitToBytes(document, limitBytes, render, whole) {
	const fits = (text) => Buffer.byteLength(text) <= limitBytes;
	const full = render(document);
	if (fits(full)) return full;
	let best = render(keepUnits(document, 0, whole));
	if (!fits(best)) throw new Error(`a report of ${limitBytes} bytes cannot even hold its first lines`);
	let low = 0;
	let high = document.sections.reduce((sum, section) => sum + unitsOf(section), 0);
	while (high - low > 1) {
		const middle = Math.floor((low + high) / 2);
		const text = render(keepUnits(document, middle, whole));
		if (fits(text)) {
			low = middle;
			best = text;
		} else high = middle;
	}
	return best;
}
function unitsOf(section) {
	return section.blocks.reduce((sum, block) => sum + blockUnits(block), 0);
}
function blockUnits(block) {
	switch (block.kind) {
		case "paragraph": return 1;
		case "list": return block.items.length;
		case "table": return block.rows.length;
		case "code": return block.lines.length;
	}
}
function keepUnits(document, units, whole) {
	const kept = shares(document.sections, units);
	const notes = [];
	const sections = document.sections.flatMap((section, index) => {
		let left = kept[index] ?? 0;
		const cut = unitsOf(section) - left;
		if (cut > 0) notes.push(left === 0 ? `all of "${section.title}"` : `${count(cut, "row")} of "${section.title}"`);
		const blocks = section.blocks.flatMap((block) => {
			const share = Math.min(left, blockUnits(block));
			left -= share;
			return share === 0 ? [] : [firstUnits(block, share)];
		});
		return blocks.length === 0 ? [] : [{
			...section,
			blocks
		}];
	});
	const note = {
		title: "Cut to fit",
		place: "shown",
		blocks: [paragraph(`Left out here: ${notes.join(", ")}. The whole report is ${whole}.`)]
	};
	return {
		...document,
		sections: [...sections, note]
	};
}
function shares(sections, units) {
	const rank = (section) => unitsOf(section) <= shortSection ? 0 : 1 + placesByImportance.indexOf(section.place);
	const order = [...sections.entries()].sort(([, a], [, b]) => rank(a) - rank(b));
	const kept = sections.map(() => 0);
	let left = units;
	for (const [index, section] of order) {
		const share = Math.min(left, unitsOf(section));
		kept[index] = share;
		left -= share;
	}
	return kept;
}
function firstUnits(block, kept) {
	switch (block.kind) {
		case "paragraph": return block;
		case "list": return {
			...block,
			items: block.items.slice(0, kept)
		};
		case "table": return {
			...block,
			rows: block.rows.slice(0, kept)
		};
		case "code": return {
			...block,
			lines: block.lines.slice(0, kept)
		};
	}
}

// node_modules/universal-user-agent/index.js
function getUserAgent() {
	if (typeof navigator === "object" && "userAgent" in navigator) return navigator.userAgent;
	if (typeof process === "object" && process.version !== void 0) return `Node.js/${process.version.substr(1)} (${process.platform}; ${process.arch})`;
	return "<environment undetectable>";
}

// node_modules/@octokit/endpoint/dist-bundle/index.js
var DEFAULTS = {
	method: "GET",
	baseUrl: "https://api.github.com",
	headers: {
		accept: "application/vnd.github.v3+json",
		"user-agent": `octokit-endpoint.js/0.0.0-development ${getUserAgent()}`
	},
	mediaType: { format: "" }
};
function lowercaseKeys(object) {
	if (!object) return {};
	return Object.keys(object).reduce((newObj, key) => {
		newObj[key.toLowerCase()] = object[key];
		return newObj;
	}, {});
}
function isPlainObject(value) {
	if (typeof value !== "object" || value === null) return false;
	if (Object.prototype.toString.call(value) !== "[object Object]") return false;
	const proto = Object.getPrototypeOf(value);
	if (proto === null) return true;
	const Ctor = Object.prototype.hasOwnProperty.call(proto, "constructor") && proto.constructor;
	return typeof Ctor === "function" && Ctor instanceof Ctor && Function.prototype.call(Ctor) === Function.prototype.call(value);
}
function mergeDeep(defaults, options) {
	const result = Object.assign({}, defaults);
	Object.keys(options).forEach((key) => {
		if (isPlainObject(options[key])) {
			if (!(key in defaults)) Object.assign(result, { [key]: options[key] });
			else result[key] = mergeDeep(defaults[key], options[key]);
		} else Object.assign(result, { [key]: options[key] });
	});
	return result;
}
function removeUndefinedProperties(obj) {
	for (const key in obj) if (obj[key] === void 0) delete obj[key];
	return obj;
}
function merge(defaults, route, options) {
	if (typeof route === "string") {
		let [method, url] = route.split(" ");
		options = Object.assign(url ? {
			method,
			url
		} : { url: method }, options);
	} else options = Object.assign({}, route);
	options.headers = lowercaseKeys(options.headers);
	removeUndefinedProperties(options);
	removeUndefinedProperties(options.headers);
	const mergedOptions = mergeDeep(defaults || {}, options);
	if (options.url === "/graphql") {
		if (defaults && defaults.mediaType.previews?.length) mergedOptions.mediaType.previews = defaults.mediaType.previews.filter((preview) => !mergedOptions.mediaType.previews.includes(preview)).concat(mergedOptions.mediaType.previews);
		mergedOptions.mediaType.previews = (mergedOptions.mediaType.previews || []).map((preview) => preview.replace(/-preview/, ""));
	}
	return mergedOptions;
}
function addQueryParameters(url, parameters) {
	const separator = /\?/.test(url) ? "&" : "?";
	const names = Object.keys(parameters);
	if (names.length === 0) return url;
	return url + separator + names.map((name) => {
		if (name === "q") return "q=" + parameters.q.split("+").map(encodeURIComponent).join("+");
		return `${name}=${encodeURIComponent(parameters[name])}`;
	}).join("&");
}
var urlVariableRegex = /\{[^{}}]+\}/g;
function removeNonChars(variableName) {
	return variableName.replace(/(?:^\W+)|(?:(?<!\W)\W+$)/g, "").split(/,/);
}
function extractUrlVariableNames(url) {
	const matches = url.match(urlVariableRegex);
	if (!matches) return [];
	return matches.map(removeNonChars).reduce((a, b) => a.concat(b), []);
}
function omit(object, keysToOmit) {
	const result = { __proto__: null };
	for (const key of Object.keys(object)) if (keysToOmit.indexOf(key) === -1) result[key] = object[key];
	return result;
}
function encodeReserved(str) {
	return str.split(/(%[0-9A-Fa-f]{2})/g).map(function(part) {
		if (!/%[0-9A-Fa-f]/.test(part)) part = encodeURI(part).replace(/%5B/g, "[").replace(/%5D/g, "]");
		return part;
	}).join("");
}
function encodeUnreserved(str) {
	return encodeURIComponent(str).replace(/[!'()*]/g, function(c) {
		return "%" + c.charCodeAt(0).toString(16).toUpperCase();
	});
}
function encodeValue(operator, value, key) {
	value = operator === "+" || operator === "#" ? encodeReserved(value) : encodeUnreserved(value);
	if (key) return encodeUnreserved(key) + "=" + value;
	else return value;
}
function isDefined(value) {
	return value !== void 0 && value !== null;
}
function isKeyOperator(operator) {
	return operator === ";" || operator === "&" || operator === "?";
}
function getValues(context, operator, key, modifier) {
	var value = context[key], result = [];
	if (isDefined(value) && value !== "") {
		if (typeof value === "string" || typeof value === "number" || typeof value === "bigint" || typeof value === "boolean") {
			value = value.toString();
			if (modifier && modifier !== "*") value = value.substring(0, parseInt(modifier, 10));
			result.push(encodeValue(operator, value, isKeyOperator(operator) ? key : ""));
		} else if (modifier === "*") {
			if (Array.isArray(value)) value.filter(isDefined).forEach(function(value2) {
				result.push(encodeValue(operator, value2, isKeyOperator(operator) ? key : ""));
			});
			else Object.keys(value).forEach(function(k) {
				if (isDefined(value[k])) result.push(encodeValue(operator, value[k], k));
			});
		} else {
			const tmp = [];
			if (Array.isArray(value)) value.filter(isDefined).forEach(function(value2) {
				tmp.push(encodeValue(operator, value2));
			});
			else Object.keys(value).forEach(function(k) {
				if (isDefined(value[k])) {
					tmp.push(encodeUnreserved(k));
					tmp.push(encodeValue(operator, value[k].toString()));
				}
			});
			if (isKeyOperator(operator)) result.push(encodeUnreserved(key) + "=" + tmp.join(","));
			else if (tmp.length !== 0) result.push(tmp.join(","));
		}
	} else if (operator === ";") {
		if (isDefined(value)) result.push(encodeUnreserved(key));
	} else if (value === "" && (operator === "&" || operator === "?")) result.push(encodeUnreserved(key) + "=");
	else if (value === "") result.push("");
	return result;
}
function parseUrl(template) {
	return { expand: expand.bind(null, template) };
}
function expand(template, context) {
	var operators = [
		"+",
		"#",
		".",
		"/",
		";",
		"?",
		"&"
	];
	template = template.replace(/\{([^\{\}]+)\}|([^\{\}]+)/g, function(_, expression, literal) {
		if (expression) {
			let operator = "";
			const values = [];
			if (operators.indexOf(expression.charAt(0)) !== -1) {
				operator = expression.charAt(0);
				expression = expression.substr(1);
			}
			expression.split(/,/g).forEach(function(variable) {
				var tmp = /([^:\*]*)(?::(\d+)|(\*))?/.exec(variable);
				values.push(getValues(context, operator, tmp[1], tmp[2] || tmp[3]));
			});
			if (operator && operator !== "+") {
				var separator = ",";
				if (operator === "?") separator = "&";
				else if (operator !== "#") separator = operator;
				return (values.length !== 0 ? operator : "") + values.join(separator);
			} else return values.join(",");
		} else return encodeReserved(literal);
	});
	if (template === "/") return template;
	else return template.replace(/\/$/, "");
}
function parse(options) {
	let method = options.method.toUpperCase();
	let url = (options.url || "/").replace(/:([a-z]\w+)/g, "{$1}");
	let headers = Object.assign({}, options.headers);
	let body;
	let parameters = omit(options, [
		"method",
		"baseUrl",
		"url",
		"headers",
		"request",
		"mediaType"
	]);
	const urlVariableNames = extractUrlVariableNames(url);
	url = parseUrl(url).expand(parameters);
	if (!/^http/.test(url)) url = options.baseUrl + url;
	const remainingParameters = omit(parameters, Object.keys(options).filter((option) => urlVariableNames.includes(option)).concat("baseUrl"));
	if (!/application\/octet-stream/i.test(headers.accept)) {
		if (options.mediaType.format) headers.accept = headers.accept.split(/,/).map((format) => format.replace(/application\/vnd(\.\w+)(\.v3)?(\.\w+)?(\+json)?$/, `application/vnd$1$2.${options.mediaType.format}`)).join(",");
		if (url.endsWith("/graphql")) {
			if (options.mediaType.previews?.length) headers.accept = (headers.accept.match(/(?<![\w-])[\w-]+(?=-preview)/g) || []).concat(options.mediaType.previews).map((preview) => {
				return `application/vnd.github.${preview}-preview${options.mediaType.format ? `.${options.mediaType.format}` : "+json"}`;
			}).join(",");
		}
	}
	if (["GET", "HEAD"].includes(method)) url = addQueryParameters(url, remainingParameters);
	else if ("data" in remainingParameters) body = remainingParameters.data;
	else if (Object.keys(remainingParameters).length) body = remainingParameters;
	if (!headers["content-type"] && typeof body !== "undefined") headers["content-type"] = "application/json; charset=utf-8";
	if (["PATCH", "PUT"].includes(method) && typeof body === "undefined") body = "";
	return Object.assign({
		method,
		url,
		headers
	}, typeof body !== "undefined" ? { body } : null, options.request ? { request: options.request } : null);
}
function endpointWithDefaults(defaults, route, options) {
	return parse(merge(defaults, route, options));
}
function withDefaults(oldDefaults, newDefaults) {
	const DEFAULTS2 = merge(oldDefaults, newDefaults);
	const endpoint2 = endpointWithDefaults.bind(null, DEFAULTS2);
	return Object.assign(endpoint2, {
		DEFAULTS: DEFAULTS2,
		defaults: withDefaults.bind(null, DEFAULTS2),
		merge: merge.bind(null, DEFAULTS2),
		parse
	});
}
var endpoint = withDefaults(null, DEFAULTS);

// src/publish/api-failure.ts
var ApiFailure = class extends Error {
	name = "ApiFailure";
	kind;
	problem;
	mayHaveActed;
	constructor(kind, problem, options) {
		super(sentence(problem), { cause: options.cause });
		this.kind = kind;
		this.problem = problem;
		this.mayHaveActed = options.mayHaveActed;
	}
};
const again = "run the job again when GitHub works again";

// src/publish/redirect.ts
const mostHops = 3;
function nextHop(request, answer, route) {
	const location = answer.headers.location;
	const keepsMethod = answer.status === 307 || answer.status === 308;
	if (location === void 0 || !(keepsMethod || [
		301,
		302,
		303
	].includes(answer.status))) return null;
	const stop = (reason) => {
		const problem = {
			where: route.what,
			what: `GitHub's answer ${reason}`,
			remedy: "check `GITHUB_API_URL`"
		};
		return new ApiFailure("refused", problem, { mayHaveActed: false });
	};
	if (!URL.canParse(location, request.url)) throw stop("redirects to what is no address");
	const target = new URL(location, request.url);
	if (route.hops >= mostHops) throw stop("redirects without end");
	if (request.method !== "GET" && !keepsMethod) throw stop("redirects a change as if it were a question");
	const home = new URL(route.apiUrl);
	if (target.origin === home.origin) return {
		...request,
		url: target.href
	};
	if (!route.mayLeave || request.method !== "GET") throw stop("redirects to another host");
	if (target.protocol !== "https:" && target.protocol !== home.protocol) throw stop("redirects to an open line");
	const { "user-agent": userAgent = "" } = request.headers;
	return {
		...request,
		url: target.href,
		headers: { "user-agent": userAgent }
	};
}

// src/publish/bounded-exchange.ts
async function exchangeWithin(milliseconds, first, what, { apiUrl, exchange, clock, signal, mayLeave, maximumBytes }) {
	const ended = new AbortController();
	const timer = new AbortController();
	const limits = {
		maximumBytes,
		signal: AbortSignal.any([signal, ended.signal])
	};
	const follow = async () => {
		for (let request = first, hops = 0;; hops += 1) {
			const answer = await exchange(request, limits);
			const next = nextHop(request, answer, {
				apiUrl,
				what,
				mayLeave,
				hops
			});
			if (next === null) return answer;
			request = next;
		}
	};
	const timeOut = async () => {
		await clock.sleep(milliseconds, timer.signal);
		throw new Error(`there was no whole answer within ${Math.round(milliseconds / 1e3)} s`);
	};
	try {
		return await Promise.race([follow(), timeOut()]);
	} catch (error) {
		if (signal.aborted) throw new Interrupted();
		throw error instanceof ApiFailure ? error : lost(what, first, error);
	} finally {
		timer.abort();
		ended.abort();
	}
}
function lost(where, request, cause) {
	let said = String(cause);
	for (let inner = cause; inner instanceof Error; inner = inner.cause) said = inner.message;
	const problem = {
		where,
		what: `the connection to GitHub failed: ${said}`,
		remedy: again
	};
	return new ApiFailure("passing", problem, {
		mayHaveActed: request.method !== "GET",
		cause
	});
}

// src/publish/refusal.ts
const limitedMilliseconds = 6e4;
function quietMilliseconds(answer, message, now) {
	const { status, headers } = answer;
	const asked = retryAfterMilliseconds(headers["retry-after"], now);
	if (!(status === 429 || status === 403 && (asked !== null || isAboutLimits(headers, message))) || asked !== null) return asked;
	const reset = headers["x-ratelimit-remaining"] === "0" ? Number(headers["x-ratelimit-reset"]) : NaN;
	return Number.isFinite(reset) ? Math.max(0, (reset + 1) * 1e3 - now.getTime()) : limitedMilliseconds;
}
function isAboutLimits(headers, message) {
	return headers["x-ratelimit-remaining"] === "0" || /rate limit|abuse detection/i.test(message);
}
function retryAfterMilliseconds(text, now) {
	if (text === void 0) return null;
	if (/^\d+$/.test(text)) return Number(text) * 1e3;
	const date = Date.parse(text);
	return Number.isNaN(date) ? null : Math.max(0, date - now.getTime());
}
function messageOf(answer) {
	const json = readJson(answer);
	if (typeof json !== "object" || json === null) return "";
	const first = "errors" in json && Array.isArray(json.errors) ? json.errors[0] : void 0;
	const detail = typeof first === "string" ? first : fieldOf(first, "message");
	return [fieldOf(json, "message"), detail].filter((part) => part !== "").map(visibleText).join(": ");
}
function fieldOf(value, name) {
	if (typeof value !== "object" || value === null) return "";
	const field = Object.entries(value).find(([key]) => key === name)?.[1];
	return typeof field === "string" ? field : "";
}
function readJson(answer) {
	try {
		return JSON.parse(new TextDecoder("utf-8", { fatal: true }).decode(answer.body));
	} catch {
		return;
	}
}
function refusalOf(answer, message, where, permission) {
	const { status } = answer;
	const said = message === "" ? `GitHub answered with status ${status}` : `GitHub answered "${message}" (${status})`;
	const refusal = (kind, remedy) => ({
		kind,
		problem: {
			where,
			what: said,
			remedy
		}
	});
	if (status >= 500 && status !== 501) return refusal("passing", again);
	if (status === 401) return refusal("unauthorized", "give a token that is valid in `github-token`");
	if (status === 403 && /\blocked\b|commenting is disabled/i.test(message)) return refusal("locked", "unlock the conversation, or go on in a new one");
	if (status === 403) return refusal("forbidden", permissionRemedy(permission));
	if (status === 404) return refusal("missing", permissionRemedy(permission));
	return refusal("refused", "the job summary has the whole report");
}
function permissionRemedy(permission) {
	return `give the job \`permissions: ${permission}\`; on a pull request from a fork the token can only read, whatever the job asks for, so the report comes from a \`workflow_run\` workflow there`;
}

// src/publish/github.ts
const requestMilliseconds = 1e4;
const downloadMilliseconds = 12e4;
const answerBytes = 41943040;
const pageSize = 100;
const mostPages = 100;
const longestRetryMilliseconds = 8e3;
var GitHub = class {
	#connection;
	#deadline;
	#quietUntil = Number.NEGATIVE_INFINITY;
	constructor(connection) {
		this.#connection = connection;
		this.#deadline = this.now() + (connection.budgetMilliseconds ?? 6e4);
	}
	now() {
		return this.#connection.clock.monotonicMilliseconds();
	}
	async pause(milliseconds) {
		if (this.now() + milliseconds >= this.#deadline) throw this.#outOfTime("wait for GitHub", "out-of-time");
		await this.#connection.clock.sleep(milliseconds, this.#connection.signal);
		if (this.#connection.signal.aborted) throw new Interrupted();
	}
	async pauseAfter(failure, milliseconds) {
		const until = Math.max(this.now() + milliseconds, this.#quietUntil);
		if (until >= this.#deadline) throw failure;
		await this.pause(until - this.now());
	}
	async read(route, parameters, purpose) {
		return (await this.#readAnswer(route, parameters, purpose)).data;
	}
	async readPages(route, parameters, purpose) {
		const all = [];
		for (let page = 1; page <= mostPages; page += 1) {
			const asked = {
				...parameters,
				per_page: pageSize,
				page
			};
			const { data, answer } = await this.#readAnswer(route, asked, purpose);
			all.push(...data);
			if (!/;\s*rel="next"/.test(answer.headers.link ?? "")) return all;
		}
		const problem = {
			where: purpose.what,
			what: `there are more than ${mostPages} pages`,
			remedy: again
		};
		throw new ApiFailure("refused", problem, nothingDone);
	}
	async write(route, parameters, purpose) {
		return this.#parse(await this.#attempt(this.#prepare(route, parameters), purpose), purpose);
	}
	async download(route, parameters, purpose, maximumBytes) {
		const options = {
			mayLeave: true,
			maximumBytes,
			milliseconds: downloadMilliseconds
		};
		return this.#retrying(async () => {
			return (await this.#attempt(this.#prepare(route, parameters), purpose, options)).body;
		});
	}
	async #readAnswer(route, parameters, purpose) {
		return this.#retrying(async () => {
			const answer = await this.#attempt(this.#prepare(route, parameters), purpose);
			return {
				data: this.#parse(answer, purpose),
				answer
			};
		});
	}
	async #retrying(act) {
		for (let wait = 1e3;; wait = Math.min(2 * wait, longestRetryMilliseconds)) try {
			return await act();
		} catch (error) {
			if (!(error instanceof ApiFailure) || !isWorthAnotherTry(error)) throw error;
			await this.pauseAfter(error, wait);
		}
	}
	#prepare(route, parameters) {
		const { apiUrl, token, userAgent } = this.#connection;
		const made = endpoint(route, {
			...parameters,
			baseUrl: route === "POST /graphql" ? apiUrl.replace(/\/v3$/, "") : apiUrl,
			headers: {
				accept: "application/vnd.github+json",
				authorization: `Bearer ${token}`,
				"user-agent": userAgent,
				"x-github-api-version": "2022-11-28"
			}
		});
		const headers = Object.entries(made.headers).map(([name, value]) => [name, String(value)]);
		const body = made.body;
		if (body !== void 0) headers.push(["content-type", "application/json; charset=utf-8"]);
		return {
			method: made.method,
			url: made.url,
			headers: Object.fromEntries(headers),
			body: body === void 0 ? null : JSON.stringify(body)
		};
	}
	async #attempt(request, { what, permission }, options = {
		mayLeave: false,
		maximumBytes: answerBytes,
		milliseconds: requestMilliseconds
	}) {
		const quiet = this.#quietUntil - this.now();
		if (quiet > 0) {
			if (this.#quietUntil >= this.#deadline) throw this.#outOfTime(what, "limited");
			await this.pause(quiet);
		}
		const left = Math.min(options.milliseconds, this.#deadline - this.now());
		if (left <= 0) throw this.#outOfTime(what, "out-of-time");
		const answer = await exchangeWithin(left, request, what, {
			...this.#connection,
			...options
		});
		const message = answer.status < 400 ? "" : messageOf(answer);
		const quietFor = quietMilliseconds(answer, message, this.#connection.clock.now());
		if (quietFor !== null) this.#quietUntil = this.now() + quietFor;
		if (answer.status >= 200 && answer.status < 300) return answer;
		const { kind, problem } = refusalOf(answer, message, what, permission);
		const isLimited = quietFor !== null && answer.status < 500;
		throw new ApiFailure(isLimited ? "limited" : kind, isLimited ? limited(what, quietFor) : problem, { mayHaveActed: request.method !== "GET" && answer.status >= 500 });
	}
	#parse(answer, { what, schema }) {
		const parsed = schema.safeParse(answer.status === 204 ? null : readJson(answer));
		if (parsed.success) return parsed.data;
		throw new ApiFailure("passing", {
			where: what,
			what: "GitHub's answer makes no sense",
			remedy: again
		}, {
			mayHaveActed: true,
			cause: parsed.error
		});
	}
	#outOfTime(what, kind) {
		if (kind === "limited") return new ApiFailure(kind, limited(what, this.#quietUntil - this.now()), nothingDone);
		return new ApiFailure(kind, {
			where: what,
			what: "there was no success within the time for it",
			remedy: again
		}, nothingDone);
	}
};
function isWorthAnotherTry({ kind }) {
	return kind === "passing" || kind === "limited";
}
const nothingDone = { mayHaveActed: false };
function limited(where, milliseconds) {
	return {
		where,
		what: `GitHub limits how much may be asked of it, and wants nothing more for ${Math.ceil(milliseconds / 1e3)} s`,
		remedy: "run the job again later"
	};
}

// src/publish/outputs.ts
function outputsOf({ assessment, environments, resultFile, reportFile }) {
	const { decision, report } = assessment;
	const withOutcome = (outcome) => String(report.code.rows.filter((row) => row.outcome === outcome).length);
	const atHead = environments.filter(({ plan }) => plan.arm === "head");
	return {
		decision: decision.status,
		regressions: withOutcome("regressed"),
		improvements: withOutcome("improved"),
		backends: json(report.cells.map(({ label, now }) => [label, backendOf(now)])),
		environments: json(atHead.map(({ plan, prefix }) => [plan.variant, prefix])),
		"result-file": resultFile,
		"report-file": reportFile
	};
}
function json(entries) {
	return inertJson(JSON.stringify(Object.fromEntries(entries)));
}
function backendOf({ requested, installed, blas, lapack, threads, status, reasons }) {
	return {
		requested,
		installed,
		blas,
		lapack,
		threads,
		status,
		reasons
	};
}
async function writeOutputs(published) {
	const { setOutput } = await import("./core2.js");
	for (const [name, text] of Object.entries(outputsOf(published))) setOutput(name, text);
}
async function writeCommentUrl(url) {
	const { setOutput } = await import("./core2.js");
	setOutput("comment-url", url ?? "");
}

// src/publish/target.ts
const ownCommit = [
	"push",
	"schedule",
	"workflow_dispatch",
	"merge_group"
];
function ownTarget(event, { commit, ...run }) {
	const place = run;
	const pull = event?.pullRequest ?? null;
	if (pull !== null) return {
		headCommit: pull.headCommit,
		pullRequest: pull.number,
		place,
		notice: null,
		isStale: false
	};
	if (event !== null && ownCommit.includes(event.name)) return {
		headCommit: commit,
		pullRequest: null,
		place,
		notice: null,
		isStale: false
	};
	return {
		headCommit: null,
		pullRequest: null,
		place,
		notice: `There is neither a comment nor a check: ${event === null ? "no event" : `the event \`${event.name}\``} names no commit that was measured.`,
		isStale: false
	};
}
function boundTarget({ run, binding }, measured, { serverUrl, owner, repo }) {
	const place = {
		serverUrl,
		owner,
		repo,
		run: measured,
		attempt: run?.attempt ?? 1
	};
	if (binding.kind === "bound") return {
		headCommit: binding.headSha,
		pullRequest: binding.pullRequest,
		place,
		notice: null,
		isStale: false
	};
	const isStale = binding.kind === "stale";
	return {
		headCommit: null,
		pullRequest: null,
		place,
		notice: `${isStale ? "This report is out of date, and fails nothing" : "There is neither a comment nor a check"}: ${binding.reason}.`,
		isStale
	};
}

// src/system/event.ts
const commit = string().regex(/^(?:[0-9a-f]{40}|[0-9a-f]{64})$/);
const repository = object({ id: int() }).nullish();
const payloadSchema = object({
	pull_request: object({
		number: int().positive(),
		base: object({
			ref: string().min(1),
			repo: repository
		}),
		head: object({
			sha: commit,
			repo: repository
		})
	}).optional(),
	merge_group: object({ base_sha: commit }).optional()
});
async function readEvent(variables) {
	const name = variables.GITHUB_EVENT_NAME;
	if (name === void 0 || name === "") return null;
	const payload = payloadSchema.parse(await readPayload(variables.GITHUB_EVENT_PATH));
	const pull = payload.pull_request;
	return {
		name,
		pullRequest: pull === void 0 ? null : {
			baseBranch: pull.base.ref,
			headCommit: pull.head.sha,
			number: pull.number,
			isFromFork: pull.head.repo == null || pull.head.repo.id !== pull.base.repo?.id
		},
		mergeGroupBase: payload.merge_group?.base_sha ?? null
	};
}
async function readPayload(file) {
	return file === void 0 || file === "" ? {} : JSON.parse(await fs.readFile(file, "utf8"));
}

// src/system/workflow-run.ts
const number = string().regex(/^\d{1,15}$/);
const schema = object({
	GITHUB_API_URL: url(),
	GITHUB_SERVER_URL: url(),
	GITHUB_REPOSITORY: string().regex(/^[^/]+\/[^/]+$/),
	GITHUB_RUN_ID: number,
	GITHUB_RUN_ATTEMPT: number,
	GITHUB_SHA: string().min(1)
});
function readWorkflowRun(variables) {
	const told = schema.safeParse(variables).data;
	if (told === void 0) return null;
	const [owner = "", repo = ""] = told.GITHUB_REPOSITORY.split("/");
	return {
		apiUrl: told.GITHUB_API_URL,
		serverUrl: told.GITHUB_SERVER_URL,
		owner,
		repo,
		run: Number(told.GITHUB_RUN_ID),
		attempt: Number(told.GITHUB_RUN_ATTEMPT),
		commit: told.GITHUB_SHA
	};
}

// src/entry/no-result.ts
function reportOfNothing({ message }, failOn) {
	const run = emptyRun(toolVersion, systemClock.now().toISOString());
	const failure = {
		stage: "measure",
		subject: "the run",
		benchmark: null,
		message,
		lastLines: []
	};
	return assessRun({
		...run,
		failures: [failure]
	}, {
		failOn,
		thresholds: []
	}).report;
}

// src/publish/check-run.ts
const perRequest = 50;
const mostAnnotations = 500;
const longestBackOffMilliseconds$1 = 8e3;
const checkSchema = object({ id: int().positive() });
async function publishCheck(request, connection) {
	const github = new GitHub(connection);
	const { owner, repo, headCommit, name, detailsUrl, content, annotations } = request;
	const { conclusion, title, summary } = content;
	const parts = partsOf(annotations.slice(0, mostAnnotations));
	const output = (part) => ({
		title,
		summary,
		annotations: part.map(drawAnnotation)
	});
	let id = null;
	try {
		const [first = [], ...rest] = parts;
		id = (await write(github, "POST /repos/{owner}/{repo}/check-runs", {
			owner,
			repo,
			name,
			head_sha: headCommit,
			details_url: detailsUrl,
			status: "completed",
			conclusion,
			output: output(first)
		})).id;
		for (const part of rest) await write(github, "PATCH /repos/{owner}/{repo}/check-runs/{check_run_id}", {
			owner,
			repo,
			check_run_id: id,
			output: output(part)
		});
		return {
			kind: "published",
			id,
			doubt: null
		};
	} catch (error) {
		if (!(error instanceof ApiFailure)) throw error;
		return id === null ? {
			kind: "failed",
			failure: error
		} : {
			kind: "published",
			id,
			doubt: error
		};
	}
}
async function write(github, route, parameters) {
	const purpose = {
		what: "set the check run",
		permission: "checks: write",
		schema: checkSchema
	};
	for (let wait = 1e3;; wait = Math.min(2 * wait, longestBackOffMilliseconds$1)) try {
		return await github.write(route, parameters, purpose);
	} catch (error) {
		const isAddition = route.startsWith("PATCH");
		const isAmbiguous = error instanceof ApiFailure && isAddition && error.mayHaveActed;
		if (!(error instanceof ApiFailure) || isAmbiguous || !isWorthAnotherTry(error)) throw error;
		await github.pauseAfter(error, wait);
	}
}
function partsOf(annotations) {
	const parts = [];
	for (let at = 0; at < annotations.length; at += perRequest) parts.push(annotations.slice(at, at + perRequest));
	return parts;
}
function drawAnnotation({ file, line, level, title, message }) {
	return {
		path: file,
		start_line: line,
		end_line: line,
		annotation_level: level,
		title,
		message
	};
}

// src/publish/comment-mark.ts
const prefix = "<!-- blas-bench-comment";
const form = /^<!-- blas-bench-comment key=(\S*) run=(\d{1,15}) attempt=(\d{1,9}) nonce=([0-9a-f]{28}) -->$/;
function encodeKey(key) {
	return encodeURIComponent(Buffer.from(key).toString()).replaceAll("-", "%2D");
}
function drawMark({ key, run, attempt, nonce }) {
	return `${prefix} key=${encodeKey(key)} run=${run} attempt=${attempt} nonce=${nonce} -->`;
}
function readMark(body, key) {
	const [first = ""] = body.split(/\r?\n/, 1);
	const [, foundKey, run = "", attempt = "", nonce = ""] = form.exec(first) ?? [];
	return foundKey === encodeKey(key) ? {
		key,
		run: Number(run),
		attempt: Number(attempt),
		nonce
	} : null;
}
function newNonce(now, random) {
	return now.getTime().toString(16).padStart(12, "0") + random.replace(/[^0-9a-f]/g, "").slice(0, 16).padEnd(16, "0");
}
function byAge(a, b) {
	return a.run - b.run || a.attempt - b.attempt || (a.nonce < b.nonce ? -1 : Number(a.nonce > b.nonce));
}

// src/publish/comment-body.ts
const commentLimitBytes = 6e4;
function runUrl({ serverUrl, owner, repo, run, attempt }) {
	const names = [owner, repo].map(encodeURIComponent).join("/");
	return new URL(`${serverUrl.replace(/\/+$/, "")}/${names}/actions/runs/${run}/attempts/${attempt}`).href;
}
function draftComment(report, mark, place) {
	const head = `${drawMark(mark)}\n`;
	const foot = `\n[The run, with its summary and files](<${runUrl(place)}>)\n`;
	const left = commentLimitBytes - Buffer.byteLength(head + foot);
	return {
		mark,
		body: head + fitToBytes(layOut(report), left, renderMarkdown, "with the run, linked below") + foot
	};
}

// src/publish/comment-notice.ts
function commentNotice(outcome) {
	switch (outcome.kind) {
		case "published":
			if (outcome.doubt === null) return null;
			return {
				level: "notice",
				text: `The comment is there, but was not looked at again: ${outcome.doubt.message}`
			};
		case "superseded": return {
			level: "notice",
			text: "The comment shows the report of a newer run, and was left as it is."
		};
		case "not-wanted":
		case "withheld": return null;
		case "failed": {
			const { message } = outcome.failure;
			return {
				level: "warning",
				text: `No comment shows this report; the job summary does. The decision stands. Reason: ${message}`
			};
		}
	}
}

// src/publish/comment-protocol.ts
const firstMemory = {
	absences: 0,
	creation: { kind: "none" },
	lastWriteAtMilliseconds: Number.NEGATIVE_INFINITY
};
const settleMilliseconds = 3e3;
const doubtMilliseconds = 2e4;
function nextStep(seen, draft, memory, nowMilliseconds, mayCreate) {
	const [kept, ...others] = seen.toSorted((a, b) => a.id - b.id);
	if (kept === void 0) return withoutComment(memory, nowMilliseconds, mayCreate);
	const newest = [...seen, draft].reduce((best, one) => byAge(best.mark, one.mark) < 0 ? one : best);
	if (byAge(newest.mark, kept.mark) !== 0) return {
		kind: "update",
		id: kept.id,
		body: newest.body
	};
	if (others.length > 0) return {
		kind: "remove",
		ids: others.map(({ id }) => id)
	};
	const wait = settledAt(memory) - nowMilliseconds;
	if (wait > 0) return {
		kind: "look",
		afterMilliseconds: wait
	};
	return {
		kind: "done",
		url: kept.url,
		isOurs: newest.mark.nonce === draft.mark.nonce
	};
}
function withoutComment(memory, now, mayCreate) {
	const { creation, absences } = memory;
	const wait = settledAt(memory) - now;
	if (creation.kind === "doubtful" && wait > 0) {
		const sinceMilliseconds = now - creation.atMilliseconds;
		return {
			kind: "look",
			afterMilliseconds: Math.min(wait, Math.max(1e3, sinceMilliseconds))
		};
	}
	if (creation.kind === "answered") {
		if (wait > 0) return {
			kind: "look",
			afterMilliseconds: wait
		};
		return {
			kind: "done",
			url: creation.url,
			isOurs: true
		};
	}
	if (absences < 2) return {
		kind: "look",
		afterMilliseconds: 0
	};
	return mayCreate ? { kind: "create" } : {
		kind: "done",
		url: null,
		isOurs: false
	};
}
function settledAt({ creation, lastWriteAtMilliseconds }) {
	return creation.kind === "doubtful" ? creation.atMilliseconds + doubtMilliseconds : lastWriteAtMilliseconds + settleMilliseconds;
}
function afterLook(memory, seen, draft, updated) {
	if (seen.length === 0) return {
		...memory,
		absences: memory.absences + 1
	};
	const made = seen.find(({ id, mark }) => mark.nonce === draft.mark.nonce && !updated.has(id));
	const isFound = memory.creation.kind === "doubtful" && made !== void 0;
	return {
		...memory,
		absences: 0,
		creation: isFound ? {
			kind: "answered",
			url: made.url
		} : memory.creation
	};
}

// src/publish/token-user.ts
const workflowUser = "github-actions[bot]";
const userSchema = object({ login: string() });
const viewerSchema = object({ data: object({ viewer: userSchema }).nullish() });
async function tokenUser(github) {
	const purpose = {
		what: "ask who the token belongs to",
		permission: "contents: read"
	};
	const query = "query { viewer { login } }";
	const graphQl = {
		...purpose,
		schema: viewerSchema
	};
	const login = (await unlessRefused(() => github.read("POST /graphql", { query }, graphQl)))?.data?.viewer.login;
	if (login !== void 0) return login;
	return (await unlessRefused(() => github.read("GET /user", {}, {
		...purpose,
		schema: userSchema
	})))?.login ?? workflowUser;
}
async function unlessRefused(ask) {
	try {
		return await ask();
	} catch (error) {
		if (error instanceof ApiFailure && [
			"forbidden",
			"missing",
			"refused"
		].includes(error.kind)) return null;
		throw error;
	}
}

// src/publish/comment.ts
const commentSchema = object({
	id: int().positive(),
	body: string().nullish(),
	html_url: string(),
	user: object({ login: string() }).nullable()
});
const commentsRoute = "/repos/{owner}/{repo}/issues/{issue_number}/comments";
const commentRoute = "/repos/{owner}/{repo}/issues/comments/{comment_id}";
const longestBackOffMilliseconds = 8e3;
async function keepComment(request, github) {
	const keeper = new CommentKeeper(request, github);
	try {
		return await keeper.run();
	} catch (error) {
		if (!(error instanceof ApiFailure)) throw error;
		const failure = error.kind === "out-of-time" ? keeper.lastFailure ?? error : error;
		return keeper.published === null ? {
			kind: "failed",
			failure
		} : {
			kind: "published",
			url: keeper.published,
			doubt: failure
		};
	}
}
var CommentKeeper = class {
	#request;
	#github;
	#purpose;
	#updated = /* @__PURE__ */ new Set();
	#memory = firstMemory;
	#user = null;
	#failures = 0;
	published = null;
	lastFailure = null;
	constructor(request, github) {
		this.#request = request;
		this.#github = github;
		this.#purpose = {
			what: `comment on pull request ${request.pullRequest}`,
			permission: "pull-requests: write"
		};
	}
	async run() {
		const { draft, mayCreate } = this.#request;
		this.#user = await tokenUser(this.#github);
		for (;;) {
			const seen = await this.#look();
			this.#memory = afterLook(this.#memory, seen, draft, this.#updated);
			this.#notePublished(seen);
			const step = nextStep(seen, draft, this.#memory, this.#github.now(), mayCreate);
			if (step.kind !== "done") await this.#take(step, seen);
			else if (step.url === null) return { kind: "not-wanted" };
			else if (!step.isOurs) return {
				kind: "superseded",
				url: step.url
			};
			else return {
				kind: "published",
				url: step.url,
				doubt: null
			};
		}
	}
	#notePublished(seen) {
		if (seen.length === 0) return;
		const lowest = seen.reduce((best, one) => one.id < best.id ? one : best);
		this.published = lowest.mark.nonce === this.#request.draft.mark.nonce ? lowest.url : null;
	}
	async #look() {
		const { owner, repo, pullRequest, draft } = this.#request;
		const schema = array(commentSchema);
		return (await this.#github.readPages(`GET ${commentsRoute}`, {
			owner,
			repo,
			issue_number: pullRequest
		}, {
			...this.#purpose,
			schema
		})).flatMap(({ id, body, html_url: url, user }) => {
			const mark = readMark(body ?? "", draft.mark.key);
			return mark === null ? [] : [{
				id,
				body: body ?? "",
				url,
				mark,
				login: user?.login
			}];
		}).filter(({ login }) => login === this.#user);
	}
	async #take(step, seen) {
		if (step.kind === "look") return step.afterMilliseconds > 0 ? this.#github.pause(step.afterMilliseconds) : void 0;
		try {
			if (step.kind === "create") await this.#create();
			else if (step.kind === "update") await this.#update(step, seen);
			else await this.#remove(step.ids);
			this.#failures = 0;
		} catch (error) {
			if (!(error instanceof ApiFailure) || !isWorthAnotherLook(error, step)) throw error;
			const backOff = Math.min(1e3 * 2 ** this.#failures, longestBackOffMilliseconds);
			this.#failures += 1;
			this.lastFailure = error;
			return this.#github.pauseAfter(error, backOff);
		}
		await this.#github.pause(settleMilliseconds);
	}
	async #create() {
		const { owner, repo, pullRequest, draft } = this.#request;
		const parameters = {
			owner,
			repo,
			issue_number: pullRequest,
			body: draft.body
		};
		try {
			const made = await this.#write(`POST ${commentsRoute}`, parameters, commentSchema);
			this.#user = made.user?.login ?? this.#user;
			this.published = made.html_url;
			this.#memory = {
				...this.#memory,
				creation: {
					kind: "answered",
					url: made.html_url
				}
			};
		} catch (error) {
			if (error instanceof ApiFailure && error.mayHaveActed) this.#memory = {
				...this.#memory,
				creation: {
					kind: "doubtful",
					atMilliseconds: this.#github.now()
				}
			};
			throw error;
		}
	}
	async #update({ id, body }, seen) {
		const { owner, repo, draft } = this.#request;
		const isOurs = body === draft.body;
		if (isOurs) this.#updated.add(id);
		await this.#write(`PATCH ${commentRoute}`, {
			owner,
			repo,
			comment_id: id,
			body
		}, commentSchema);
		this.published = isOurs ? seen.find((one) => one.id === id)?.url ?? null : null;
	}
	async #remove(ids) {
		const { owner, repo } = this.#request;
		for (const id of ids) await this.#write(`DELETE ${commentRoute}`, {
			owner,
			repo,
			comment_id: id
		}, _null());
	}
	async #write(route, parameters, schema) {
		try {
			return await this.#github.write(route, parameters, {
				...this.#purpose,
				schema
			});
		} finally {
			this.#memory = {
				...this.#memory,
				lastWriteAtMilliseconds: this.#github.now()
			};
		}
	}
};
function isWorthAnotherLook(error, step) {
	return isWorthAnotherTry(error) || error.kind === "missing" && step.kind !== "create";
}

// src/publish/comment-mode.ts
function commentPlan(situation) {
	const { mode, pullRequest, isMatrixLeg, isChange, updatesOnly = false } = situation;
	const none = (reason) => ({
		kind: "none",
		reason
	});
	if (mode === "never") return none("`comment` is `never`");
	if (pullRequest === null) return none("there is no pull request to comment on");
	if (mode === "auto" && isMatrixLeg) return none("this job is one leg of a matrix; the job that reads all results comments");
	return {
		kind: "keep",
		pullRequest,
		mayCreate: !updatesOnly && (mode !== "on-change" || isChange)
	};
}
function isChange(decision, report) {
	return decision.status !== "pass" || report.code.rows.some(({ outcome }) => outcome !== "unchanged");
}

// src/publish/publish-comment.ts
async function publishComment(report, { key, place, ...situation }, connection) {
	const plan = commentPlan({
		...situation,
		isChange: isChange(report.decision, report)
	});
	if (plan.kind === "none") return {
		kind: "withheld",
		reason: plan.reason
	};
	const nonce = newNonce(connection.clock.now(), randomUUID());
	const draft = draftComment(report, {
		key,
		run: place.run,
		attempt: place.attempt,
		nonce
	}, place);
	const { pullRequest, mayCreate } = plan;
	const { owner, repo } = place;
	return keepComment({
		owner,
		repo,
		pullRequest,
		draft,
		mayCreate
	}, new GitHub(connection));
}

// src/publish/summary.ts
const summaryLimitBytes = 1047552;
function summaryText(report) {
	return fitToBytes(layOut(report), summaryLimitBytes, renderMarkdown, "in the file that the output `report-file` names");
}
async function writeSummary(report) {
	const { summary, warning } = await import("./core2.js");
	try {
		await summary.addRaw(summaryText(report)).write();
	} catch (error) {
		warning(`The job summary could not be written: ${error instanceof Error ? error.message : String(error)}`);
	}
}

// src/system/exchange.ts
var AnswerTooLarge = class extends Error {
	name = "AnswerTooLarge";
	constructor(maximumBytes) {
		super(`the answer has more than ${maximumBytes} bytes`);
	}
};
const systemExchange = async (request, { maximumBytes, signal }) => {
	const { method, headers, body } = request;
	const answer = await (namesProxy(process.env) ? (await import("./proxied-fetch.js")).proxiedFetch : fetch)(request.url, {
		method,
		headers,
		body,
		redirect: "manual",
		signal
	});
	return {
		status: answer.status,
		headers: Object.fromEntries(answer.headers),
		body: answer.body === null ? /* @__PURE__ */ new Uint8Array() : await readCapped(answer.body, maximumBytes)
	};
};
function namesProxy(variables) {
	return ["https_proxy", "http_proxy"].some((name) => Boolean(variables[name] || variables[name.toUpperCase()]));
}
async function readCapped(stream, maximumBytes) {
	const parts = [];
	let length = 0;
	for await (const part of stream) {
		length += part.length;
		if (length > maximumBytes) throw new AnswerTooLarge(maximumBytes);
		parts.push(part);
	}
	return Buffer.concat(parts);
}

// src/entry/publish-report.ts
async function publishReport(publication) {
	const { report, annotations, isMatrixLeg } = publication;
	const { url, notice } = await comment(publication);
	const check = await setCheck(publication, publication.check, annotations);
	if (!check.isSet && !isMatrixLeg) await writeStepAnnotations(annotations);
	const notices = [notice, check.notice].filter((one) => one !== null);
	await say(notices);
	await writeSummary({
		...report,
		notices: [...report.notices, ...notices.map(({ text }) => text)]
	});
	return url;
}
async function comment(publication) {
	const { report, target, comment: mode, commentKey: key, isMatrixLeg, updatesOnly = false } = publication;
	const nothing = {
		url: void 0,
		notice: null
	};
	if (mode === "never") return nothing;
	if (target === null) return {
		...nothing,
		notice: unknownRun
	};
	if (target.pullRequest === null) return nothing;
	const connection = connectionOf(publication);
	if (connection === null) return {
		...nothing,
		notice: withoutToken("comment")
	};
	const { pullRequest, place } = target;
	const outcome = await publishComment(report, {
		mode,
		pullRequest,
		isMatrixLeg,
		updatesOnly,
		key,
		place
	}, connection);
	return {
		url: outcome.kind === "published" ? outcome.url : void 0,
		notice: commentNotice(outcome)
	};
}
async function setCheck(publication, check, annotations) {
	const { target } = publication;
	if (check === null || target === null || target.headCommit === null) return {
		isSet: false,
		notice: null
	};
	const connection = connectionOf(publication);
	if (connection === null) return {
		isSet: false,
		notice: withoutToken("check")
	};
	const { headCommit, place } = target;
	const outcome = await publishCheck({
		...check,
		owner: place.owner,
		repo: place.repo,
		headCommit,
		detailsUrl: runUrl(place),
		annotations
	}, connection);
	if (outcome.kind === "published") {
		const doubt = outcome.doubt === null ? null : `The check lacks annotations: ${outcome.doubt.message}`;
		return {
			isSet: true,
			notice: doubt === null ? null : {
				level: "notice",
				text: doubt
			}
		};
	}
	return {
		isSet: false,
		notice: {
			level: "warning",
			text: `No check shows this decision, which stands. Reason: ${outcome.failure.message}`
		}
	};
}
const unknownRun = {
	level: "warning",
	text: "Nothing is published but the job summary: the runner does not tell which run and repository this is."
};
function withoutToken(what) {
	return {
		level: "warning",
		text: `There is no ${what}: \`github-token\` is empty.`
	};
}
function connectionOf({ token, apiUrl }) {
	if (token === null) return null;
	return {
		token,
		apiUrl,
		userAgent: `blas-bench/${toolVersion}`,
		exchange: systemExchange,
		clock: systemClock,
		signal: new AbortController().signal
	};
}
async function say(notices) {
	const core = await import("./core2.js");
	for (const { level, text } of notices) core[level](inertLines(text).join("\n"), { title: "blas-bench" });
}

export { ApiFailure, GitHub, annotationsOf, boundTarget, connectionOf, fitToBytes, ownTarget, publishReport, readEvent, readWorkflowRun, reportOfNothing, writeCommentUrl, writeOutputs };