import { $ZodAsyncError, CONSTANT_CATCH, Doc, UserError, clone, codePointLength, esc, exitCode, floatSafeRemainder, inputRows, isPlainObject, isValidBase64, isValidBase64URL, isValidCIDRv6, isValidCreditCard, isValidIBAN, isValidIPv6, isValidJWT, mergeValues, mostBlocks as mostBlocks$1, number, shallowClone, sizeCaps, splitGlobs, stripTabAndNewline, urlHostnameOk, urlProtocolOk, validateURL } from "./inputs.js";
import { isBackEdge, isRecursiveSchema } from "./schemas.js";
import { count, duration, intervalOf, percent, ratioWithInterval, share } from "./numbers.js";
import { SampleRoom, adviseOn, placesOf, quoted, repeatedPlaces, resultSchema, startsOf, timesByBlock } from "./advice.js";
import { familyRate, rateOfLook, unmeasured } from "./base.js";
import { familyNames, judgeSeries, workingFamily } from "./judge.js";
import { randomUUID } from "node:crypto";

// node_modules/zod/v4/core/compile.js
const INVALID = Symbol.for("zod.compile.invalid");
const FALLBACK_FLAG = Symbol.for("zod.compile.fallback");
var ZodCompileAsyncError = class extends Error {
	constructor(message = "z.compile does not support async refinements, transforms, or checks") {
		super(message);
		this.name = "ZodCompileAsyncError";
	}
};
var ZodCompileUnsupportedError = class extends Error {
	constructor(feature, islandable = true) {
		super(`z.compile does not support ${feature}; this schema must use the runtime parser`);
		this.name = "ZodCompileUnsupportedError";
		this.islandable = islandable;
	}
};
function compileValidator(schema, parser) {
	try {
		return compileFn(schema, { assertOnly: true });
	} catch {
		return parser;
	}
}
function compile(schema, options) {
	try {
		const parser = compileFn(schema);
		const clone = withParser(schema, parser);
		clone._zod.bag.validator = compileValidator(schema, parser);
		return clone;
	} catch (err) {
		if (options?.strict) throw err;
		return schema;
	}
}
function withParser(schema, parser) {
	if (isRecursiveSchema(schema)) throw new ZodCompileUnsupportedError("a schema whose subtree contains a reference cycle");
	const clone$1 = clone(schema);
	const liveRun = schema._zod.run;
	const originalRun = liveRun.__originalRun ?? liveRun;
	const wrapped = (payload, ctx) => {
		if (ctx?.async || ctx?.direction === "backward" || ctx?.skipChecks || ctx?.[FALLBACK_FLAG]) return originalRun(payload, ctx);
		if (ctx && isBackEdge(ctx, payload.value)) return originalRun(payload, ctx);
		const out = parser(payload.value);
		if (out !== INVALID) {
			payload.value = out;
			return payload;
		}
		if (ctx) ctx[FALLBACK_FLAG] = true;
		return originalRun(payload, ctx);
	};
	wrapped.__originalRun = originalRun;
	clone$1._zod.bag.fallbackRun = originalRun;
	clone$1._zod.bag.validator = parser;
	clone$1._zod.run = wrapped;
	if (!liveRun.__originalRun) installCompiledUserMethods(clone$1, schema, parser);
	return clone$1;
}
function installCompiledUserMethods(target, source, parser) {
	const targetAny = target;
	const sourceAny = source;
	if (typeof sourceAny.safeParse === "function") {
		const originalSafeParse = sourceAny.safeParse;
		targetAny.safeParse = (data, params) => {
			const out = parser(data);
			if (out !== INVALID) return {
				success: true,
				data: out
			};
			return originalSafeParse(data, params);
		};
	}
	if (typeof sourceAny.parse === "function") {
		const originalParse = sourceAny.parse;
		targetAny.parse = (data, params) => {
			const out = parser(data);
			if (out !== INVALID) return out;
			return originalParse(data, params);
		};
	}
}
function compileFn(schema, options) {
	let recursive = true;
	try {
		recursive = isRecursiveSchema(schema);
	} catch {}
	if (recursive) throw new ZodCompileUnsupportedError("a schema whose subtree contains a reference cycle");
	const ctx = {
		constants: /* @__PURE__ */ new Map(),
		constantCounter: 0,
		varCounter: 0,
		definite: true
	};
	const doc = new Doc(["input"]);
	const outputAccessor = generateCheck(doc, ctx, schema, "input", !options?.assertOnly);
	doc.write(outputAccessor === null ? `return true;` : `return ${outputAccessor};`);
	const constantNames = ["INVALID", ...ctx.constants.keys()];
	const constantValues = [INVALID, ...ctx.constants.values()];
	const code = doc.content.join("\n");
	const fullCode = options?.debug ? constantNames.length > 0 ? `// Constants: ${constantNames.join(", ")}\n${code}` : code : "";
	const F = Function;
	const factoryCode = `return (input) => {\n${code}\n}`;
	let fn;
	try {
		fn = new F(...constantNames, factoryCode)(...constantValues);
	} catch (err) {
		throw new ZodCompileUnsupportedError(`this schema (generated code failed to evaluate: ${err.message})`);
	}
	if (options?.debug) fn.code = fullCode;
	fn.definite = ctx.definite;
	return fn;
}
function addConstant(ctx, value) {
	for (const [name, v] of ctx.constants) if (v === value) return name;
	const name = `c${ctx.constantCounter++}`;
	ctx.constants.set(name, value);
	return name;
}
function addUserConstant(ctx, fn) {
	ctx.definite = false;
	return addConstant(ctx, fn);
}
function newVar(ctx) {
	return `v${ctx.varCounter++}`;
}
function runtimeRun(schema, value) {
	const result = schema._zod.run({
		value,
		issues: []
	}, {});
	if (result && typeof result.then === "function") return INVALID;
	const r = result;
	return r.issues.length === 0 ? r.value : INVALID;
}
function compileChild(doc, ctx, schema, accessor, needsValue = true) {
	const contentLen = doc.content.length;
	const constantCount = ctx.constants.size;
	const constantCounter = ctx.constantCounter;
	const varCounter = ctx.varCounter;
	try {
		return generateCheck(doc, ctx, schema, accessor, needsValue);
	} catch (err) {
		if (!(err instanceof ZodCompileUnsupportedError) || !err.islandable) throw err;
		doc.content.length = contentLen;
		if (ctx.constants.size > constantCount) {
			const trailing = Array.from(ctx.constants.keys()).slice(constantCount);
			for (const k of trailing) ctx.constants.delete(k);
		}
		ctx.constantCounter = constantCounter;
		ctx.varCounter = varCounter;
		return emitRuntimeIsland(doc, ctx, schema, accessor);
	}
}
function emitRuntimeIsland(doc, ctx, schema, accessor) {
	ctx.definite = false;
	const schemaConst = addConstant(ctx, schema);
	const runConst = addConstant(ctx, runtimeRun);
	const outVar = newVar(ctx);
	doc.write(`const ${outVar} = ${runConst}(${schemaConst}, ${accessor});`);
	doc.write(`if (${outVar} === INVALID) return INVALID;`);
	return outVar;
}
const WHEN_DEFAULTED_CHECKS = /* @__PURE__ */ new Set([
	"max_size",
	"min_size",
	"size_equals",
	"max_length",
	"min_length",
	"length_equals"
]);
function generateChecks(doc, ctx, schema, accessor) {
	const schemaChecks = schema._zod.def.checks;
	if (!schemaChecks || schemaChecks.length === 0) return accessor;
	let currentAccessor = accessor;
	for (const check of schemaChecks) {
		const def = check._zod.def;
		if (def.when && !WHEN_DEFAULTED_CHECKS.has(def.check)) throw new ZodCompileUnsupportedError(`check with a custom "when" condition`);
		switch (def.check) {
			case "greater_than":
				generateGreaterThanCheck(doc, ctx, def, currentAccessor);
				break;
			case "less_than":
				generateLessThanCheck(doc, ctx, def, currentAccessor);
				break;
			case "multiple_of":
				generateMultipleOfCheck(doc, ctx, def, currentAccessor);
				break;
			case "number_format":
				generateNumberFormatCheck(doc, def, currentAccessor);
				break;
			case "min_length": {
				const min = numericOperand(def.minimum, "min_length");
				const len = codePointLengthVar(doc, ctx, currentAccessor, `${currentAccessor}.length >= ${min} && ${currentAccessor}.length < ${def.minimum * 2}`);
				doc.write(`if (${len} < ${min}) return INVALID;`);
				break;
			}
			case "max_length": {
				const max = numericOperand(def.maximum, "max_length");
				const len = codePointLengthVar(doc, ctx, currentAccessor, `${currentAccessor}.length > ${max}`);
				doc.write(`if (${len} > ${max}) return INVALID;`);
				break;
			}
			case "length_equals": {
				const exact = numericOperand(def.length, "length_equals");
				const len = codePointLengthVar(doc, ctx, currentAccessor, `${currentAccessor}.length >= ${exact} && ${currentAccessor}.length <= ${def.length * 2}`);
				doc.write(`if (${len} !== ${exact}) return INVALID;`);
				break;
			}
			case "min_size":
				doc.write(`if (${currentAccessor}.size < ${numericOperand(def.minimum, "min_size")}) return INVALID;`);
				break;
			case "max_size":
				doc.write(`if (${currentAccessor}.size > ${numericOperand(def.maximum, "max_size")}) return INVALID;`);
				break;
			case "size_equals":
				doc.write(`if (${currentAccessor}.size !== ${numericOperand(def.size, "size_equals")}) return INVALID;`);
				break;
			case "string_format":
				currentAccessor = generateStringFormatCheck(doc, ctx, def, currentAccessor);
				break;
			case "custom":
				currentAccessor = generateCustomRefineCheck(doc, ctx, check, currentAccessor);
				break;
			case "bigint_format":
				generateBigIntFormatCheck(doc, def, currentAccessor);
				break;
			case "mime_type":
				generateMimeTypeCheck(doc, ctx, def, currentAccessor);
				break;
			case "property":
				generatePropertyCheck(doc, ctx, def, currentAccessor);
				break;
			case "properties":
				generatePropertiesChecks(doc, ctx, def, currentAccessor);
				break;
			case "overwrite": {
				const newAccessor = newVar(ctx);
				generateOverwriteCheck(doc, ctx, check, currentAccessor, newAccessor);
				currentAccessor = newAccessor;
				break;
			}
			default: throw new ZodCompileUnsupportedError(`check type ${def.check}`);
		}
	}
	return currentAccessor;
}
function codePointLengthVar(doc, ctx, accessor, inDoubt) {
	const cpLen = addConstant(ctx, codePointLength);
	const v = newVar(ctx);
	doc.write(`const ${v} = typeof ${accessor} === "string" && ${inDoubt} ? ${cpLen}(${accessor}) : ${accessor}.length;`);
	return v;
}
function numericOperand(value, label) {
	if (typeof value !== "number" || !Number.isFinite(value)) throw new ZodCompileUnsupportedError(`${label} bound of type ${typeof value}`);
	return `${value}`;
}
function comparisonOperand(ctx, value) {
	if (typeof value === "bigint") return `${value}n`;
	if (typeof value === "number") {
		if (Number.isNaN(value)) throw new ZodCompileUnsupportedError("comparison check with NaN bound");
		return `${value}`;
	}
	if (value instanceof Date) {
		if (Number.isNaN(value.getTime())) throw new ZodCompileUnsupportedError("comparison check with Invalid Date bound");
		return addConstant(ctx, value);
	}
	throw new ZodCompileUnsupportedError(`comparison check bound of type ${typeof value}`);
}
function generateGreaterThanCheck(doc, ctx, def, accessor) {
	const op = def.inclusive ? "<" : "<=";
	doc.write(`if (${accessor} ${op} ${comparisonOperand(ctx, def.value)}) return INVALID;`);
}
function generateLessThanCheck(doc, ctx, def, accessor) {
	const op = def.inclusive ? ">" : ">=";
	doc.write(`if (${accessor} ${op} ${comparisonOperand(ctx, def.value)}) return INVALID;`);
}
function generateMultipleOfCheck(doc, ctx, def, accessor) {
	if (typeof def.value === "bigint") {
		if (def.value === BigInt(0)) throw new ZodCompileUnsupportedError("multiple_of check with a zero divisor");
		doc.write(`if (${accessor} % ${def.value}n !== 0n) return INVALID;`);
	} else {
		const remainder = addConstant(ctx, floatSafeRemainder);
		doc.write(`if (${remainder}(${accessor}, ${numericOperand(def.value, "multiple_of")}) !== 0) return INVALID;`);
	}
}
function generateNumberFormatCheck(doc, def, accessor) {
	const format = def.format;
	switch (format) {
		case "safeint":
			doc.write(`if (!Number.isSafeInteger(${accessor})) return INVALID;`);
			break;
		case "int32":
			doc.write(`if (!Number.isInteger(${accessor}) || ${accessor} < -2147483648 || ${accessor} > 2147483647) return INVALID;`);
			break;
		case "uint32":
			doc.write(`if (!Number.isInteger(${accessor}) || ${accessor} < 0 || ${accessor} > 4294967295) return INVALID;`);
			break;
		case "float32":
			doc.write(`if (!Number.isFinite(${accessor}) || ${accessor} < -3.4028234663852886e38 || ${accessor} > 3.4028234663852886e38) return INVALID;`);
			break;
		case "float64":
			doc.write(`if (!Number.isFinite(${accessor})) return INVALID;`);
			break;
		default: throw new ZodCompileUnsupportedError(`number format ${format}`);
	}
}
function generateBigIntFormatCheck(doc, def, accessor) {
	const format = def.format;
	if (!format) return;
	switch (format) {
		case "int64":
			doc.write(`if (${accessor} < -9223372036854775808n || ${accessor} > 9223372036854775807n) return INVALID;`);
			break;
		case "uint64":
			doc.write(`if (${accessor} < 0n || ${accessor} > 18446744073709551615n) return INVALID;`);
			break;
		default: throw new ZodCompileUnsupportedError(`bigint format ${format}`);
	}
}
function generateMimeTypeCheck(doc, ctx, def, accessor) {
	const mimeTypes = def.mime;
	if (mimeTypes && mimeTypes.length > 0) {
		const mimeSet = addConstant(ctx, new Set(mimeTypes));
		doc.write(`if (!${mimeSet}.has(${accessor}.type)) return INVALID;`);
	}
}
function generatePropertiesChecks(doc, ctx, def, accessor) {
	if (def.when) throw new ZodCompileUnsupportedError(`check with a custom "when" condition`);
	doc.write(`if (${accessor} == null) return INVALID;`);
	const shape = def.shape;
	for (const key of Reflect.ownKeys(shape)) {
		const keyExpr = typeof key === "symbol" ? addConstant(ctx, key) : esc(key);
		const inputVar = newVar(ctx);
		doc.write(`const ${inputVar} = ${accessor}[${keyExpr}];`);
		compileChild(doc, ctx, shape[key], inputVar, false);
	}
}
function generatePropertyCheck(doc, ctx, def, accessor) {
	const propAccessor = `${accessor}[${JSON.stringify(def.property)}]`;
	generateCheck(doc, ctx, def.schema, propAccessor);
}
function generateOverwriteCheck(doc, ctx, check, currentAccessor, newAccessor) {
	const tx = check._zod.def.tx;
	if (!tx) throw new ZodCompileUnsupportedError("overwrite check without a transform function");
	if (isAsyncFunction(tx)) throw new ZodCompileAsyncError("z.compile: async overwrite transforms are not supported");
	const txConst = addConstant(ctx, tx);
	doc.write(`const ${newAccessor} = ${txConst}(${currentAccessor});`);
}
function throwAsync() {
	throw new $ZodAsyncError();
}
function pushIssue(issue) {
	this.issues.push(issue);
}
function generateCustomRefineCheck(doc, ctx, check, accessor) {
	const def = check._zod.def;
	if (def.fn) {
		if (isAsyncFunction(def.fn)) throw new ZodCompileAsyncError("z.compile: async .refine() predicates are not supported");
		const fnConst = addUserConstant(ctx, def.fn);
		const throwAsyncConst = addConstant(ctx, throwAsync);
		const resVar = newVar(ctx);
		doc.write(`const ${resVar} = ${fnConst}(${accessor});`);
		doc.write(`if (${resVar} instanceof Promise) ${throwAsyncConst}();`);
		doc.write(`if (!${resVar}) return INVALID;`);
		return accessor;
	}
	if (check._zod.check) {
		if (isAsyncFunction(check._zod.check)) throw new ZodCompileAsyncError("z.compile: async .superRefine() / check functions are not supported");
		const checkFn = check._zod.check;
		const helperFn = (value) => {
			const fakePayload = {
				value,
				issues: [],
				addIssue: pushIssue
			};
			if (checkFn(fakePayload) instanceof Promise) throwAsync();
			return fakePayload.issues.length === 0 ? fakePayload.value : INVALID;
		};
		const helperConst = addUserConstant(ctx, helperFn);
		const outVar = newVar(ctx);
		doc.write(`const ${outVar} = ${helperConst}(${accessor});`);
		doc.write(`if (${outVar} === INVALID) return INVALID;`);
		return outVar;
	}
	throw new ZodCompileUnsupportedError("custom check without a predicate or check function");
}
const PATTERN_IS_COMPLETE = /* @__PURE__ */ new Set([
	"cidrv4",
	"cuid",
	"cuid2",
	"date",
	"datetime",
	"duration",
	"e164",
	"email",
	"emoji",
	"ends_with",
	"guid",
	"includes",
	"ipv4",
	"ksuid",
	"lowercase",
	"mac",
	"nanoid",
	"regex",
	"starts_with",
	"time",
	"ulid",
	"uppercase",
	"uuid",
	"xid"
]);
function generateStringFormatCheck(doc, ctx, def, accessor, needsValue = true) {
	const fmt = def.format;
	if (fmt === "base64") {
		const validator = addConstant(ctx, isValidBase64);
		doc.write(`if (!${validator}(${accessor})) return INVALID;`);
		return accessor;
	}
	if (fmt === "base64url") {
		const validator = addConstant(ctx, isValidBase64URL);
		doc.write(`if (!${validator}(${accessor})) return INVALID;`);
		return accessor;
	}
	if (fmt === "jwt") {
		const validator = addConstant(ctx, isValidJWT);
		const alg = addConstant(ctx, def.alg ?? null);
		doc.write(`if (!${validator}(${accessor}, ${alg})) return INVALID;`);
		return accessor;
	}
	if (fmt === "ipv6") {
		const validator = addConstant(ctx, isValidIPv6);
		doc.write(`if (!${validator}(${accessor})) return INVALID;`);
		return accessor;
	}
	if (fmt === "cidrv6") {
		const validator = addConstant(ctx, isValidCIDRv6);
		doc.write(`if (!${validator}(${accessor})) return INVALID;`);
		return accessor;
	}
	if (fmt === "credit_card") {
		const validator = addConstant(ctx, isValidCreditCard);
		doc.write(`if (!${validator}(${accessor})) return INVALID;`);
		return accessor;
	}
	if (fmt === "iban") {
		const validator = addConstant(ctx, isValidIBAN);
		doc.write(`if (!${validator}(${accessor})) return INVALID;`);
		return accessor;
	}
	const formatDef = def;
	if (fmt === "url" || fmt === "httpurl" || formatDef.normalize || formatDef.hostname !== void 0 || formatDef.protocol !== void 0) {
		const parseConst = addConstant(ctx, validateURL);
		const defConst = addConstant(ctx, def);
		const trimVar = newVar(ctx);
		const urlVar = newVar(ctx);
		doc.write(`const ${trimVar} = ${accessor}.trim();`);
		doc.write(`const ${urlVar} = ${parseConst}(${trimVar}, ${defConst});`);
		doc.write(`if (typeof ${urlVar} === "number") return INVALID;`);
		if (formatDef.hostname !== void 0) {
			const hostnameConst = addConstant(ctx, urlHostnameOk);
			doc.write(`if (!${hostnameConst}(${urlVar}, ${defConst}.hostname)) return INVALID;`);
		}
		if (formatDef.protocol !== void 0) {
			const protocolConst = addConstant(ctx, urlProtocolOk);
			doc.write(`if (!${protocolConst}(${urlVar}, ${defConst}.protocol)) return INVALID;`);
		}
		if (!needsValue) return null;
		const outputVar = newVar(ctx);
		const outputExpr = formatDef.normalize ? `${urlVar}.href` : `${addConstant(ctx, stripTabAndNewline)}(${trimVar})`;
		doc.write(`const ${outputVar} = ${outputExpr};`);
		return outputVar;
	}
	const customFn = def.fn;
	if (customFn) {
		if (isAsyncFunction(customFn)) throw new ZodCompileUnsupportedError(`async string format ${fmt}`);
		const fnConst = addConstant(ctx, customFn);
		doc.write(`if (!${fnConst}(${accessor})) return INVALID;`);
		return accessor;
	}
	if (PATTERN_IS_COMPLETE.has(fmt) && def.pattern) {
		const patternConst = addConstant(ctx, def.pattern);
		doc.write(`${patternConst}.lastIndex = 0;`);
		doc.write(`if (!${patternConst}.test(${accessor})) return INVALID;`);
		return accessor;
	}
	const format = def.format;
	switch (format) {
		case "regex": throw new ZodCompileUnsupportedError("regex format without a pattern");
		case "lowercase":
			doc.write(`if (${accessor} !== ${accessor}.toLowerCase()) return INVALID;`);
			break;
		case "uppercase":
			doc.write(`if (${accessor} !== ${accessor}.toUpperCase()) return INVALID;`);
			break;
		case "includes":
			doc.write(`if (!${accessor}.includes(${esc(def.includes)})) return INVALID;`);
			break;
		case "starts_with": {
			const prefix = def.prefix;
			doc.write(`if (${accessor}.slice(0, ${prefix.length}) !== ${esc(prefix)}) return INVALID;`);
			break;
		}
		case "ends_with": {
			const suffix = def.suffix;
			doc.write(`if (${accessor}.slice(-${suffix.length}) !== ${esc(suffix)}) return INVALID;`);
			break;
		}
		default: throw new ZodCompileUnsupportedError(`string format ${format}`);
	}
	return accessor;
}
function generateCheck(doc, ctx, schema, accessor, needsValue = true) {
	const def = schema._zod.def;
	const type = def.type;
	if (def.coerce) throw new ZodCompileUnsupportedError(`coercion (z.coerce.${type}())`);
	const buildsValue = needsValue || !!def.checks?.length;
	let typeAccessor;
	switch (type) {
		case "string":
			typeAccessor = generateStringCheck(doc, ctx, schema, accessor, buildsValue);
			break;
		case "number":
			typeAccessor = generateNumberCheck(doc, schema, accessor);
			break;
		case "boolean":
			typeAccessor = generateBooleanCheck(doc, accessor);
			break;
		case "bigint":
			typeAccessor = generateBigIntCheck(doc, schema, accessor);
			break;
		case "symbol":
			typeAccessor = generateSymbolCheck(doc, accessor);
			break;
		case "undefined":
			typeAccessor = generateUndefinedCheck(doc, accessor);
			break;
		case "null":
			typeAccessor = generateNullCheck(doc, accessor);
			break;
		case "any":
		case "unknown":
			typeAccessor = accessor;
			break;
		case "never":
			doc.write("return INVALID;");
			typeAccessor = accessor;
			break;
		case "void":
			typeAccessor = generateVoidCheck(doc, accessor);
			break;
		case "nan":
			typeAccessor = generateNaNCheck(doc, accessor);
			break;
		case "date":
			typeAccessor = generateDateCheck(doc, accessor);
			break;
		case "object":
			typeAccessor = generateObjectCheck(doc, ctx, schema, accessor, buildsValue);
			break;
		case "optional":
			typeAccessor = generateOptionalCheck(doc, ctx, schema, accessor, buildsValue);
			break;
		case "nullable":
			typeAccessor = generateNullableCheck(doc, ctx, schema, accessor, buildsValue);
			break;
		case "array":
			typeAccessor = generateArrayCheck(doc, ctx, schema, accessor, buildsValue);
			break;
		case "literal":
			typeAccessor = generateLiteralCheck(doc, ctx, schema, accessor);
			break;
		case "enum":
			typeAccessor = generateEnumCheck(doc, ctx, schema, accessor);
			break;
		case "readonly": {
			const innerOut = generateWrapperCheck(doc, ctx, schema, accessor);
			const frozenVar = newVar(ctx);
			doc.write(`const ${frozenVar} = Object.freeze(${innerOut});`);
			typeAccessor = frozenVar;
			break;
		}
		case "success":
			generateWrapperCheck(doc, ctx, schema, accessor);
			typeAccessor = "true";
			break;
		case "default":
		case "prefault":
			typeAccessor = generateDefaultCheck(doc, ctx, schema, accessor);
			break;
		case "nonoptional":
			typeAccessor = generateNonOptionalCheck(doc, ctx, schema, accessor);
			break;
		case "tuple":
			typeAccessor = generateTupleCheck(doc, ctx, schema, accessor);
			break;
		case "union":
			typeAccessor = generateUnionCheck(doc, ctx, schema, accessor);
			break;
		case "intersection":
			typeAccessor = generateIntersectionCheck(doc, ctx, schema, accessor);
			break;
		case "record":
			typeAccessor = generateRecordCheck(doc, ctx, schema, accessor);
			break;
		case "map":
			typeAccessor = generateMapCheck(doc, ctx, schema, accessor);
			break;
		case "set":
			typeAccessor = generateSetCheck(doc, ctx, schema, accessor);
			break;
		case "file":
			typeAccessor = generateFileCheck(doc, accessor);
			break;
		case "template_literal":
			typeAccessor = generateTemplateLiteralCheck(doc, ctx, schema, accessor);
			break;
		case "lazy":
			typeAccessor = generateLazyCheck(doc, ctx, schema, accessor);
			break;
		case "pipe":
			typeAccessor = generatePipeCheck(doc, ctx, schema, accessor);
			break;
		case "custom":
			typeAccessor = generateCustomCheck(doc, ctx, schema, accessor);
			break;
		case "transform":
			typeAccessor = generateTransformCheck(doc, ctx, schema, accessor);
			break;
		case "catch":
			typeAccessor = generateCatchCheck(doc, ctx, schema, accessor);
			break;
		default: throw new ZodCompileUnsupportedError(`schema type ${type}`);
	}
	if (typeAccessor === null) return null;
	return generateChecks(doc, ctx, schema, typeAccessor);
}
function generateStringCheck(doc, ctx, schema, accessor, needsValue = true) {
	doc.write(`if (typeof ${accessor} !== "string") return INVALID;`);
	const def = schema._zod.def;
	if (def.format === void 0) return accessor;
	return generateStringFormatCheck(doc, ctx, def, accessor, needsValue);
}
function generateNumberCheck(doc, schema, accessor) {
	doc.write(`if (typeof ${accessor} !== "number" || !Number.isFinite(${accessor})) return INVALID;`);
	const def = schema._zod.def;
	if (def.check === "number_format" && def.format) generateNumberFormatCheck(doc, { format: def.format }, accessor);
	return accessor;
}
function generateBooleanCheck(doc, accessor) {
	doc.write(`if (typeof ${accessor} !== "boolean") return INVALID;`);
	return accessor;
}
function generateBigIntCheck(doc, schema, accessor) {
	doc.write(`if (typeof ${accessor} !== "bigint") return INVALID;`);
	const def = schema._zod.def;
	if (def.format) switch (def.format) {
		case "int64":
			doc.write(`if (${accessor} < -9223372036854775808n || ${accessor} > 9223372036854775807n) return INVALID;`);
			break;
		case "uint64": doc.write(`if (${accessor} < 0n || ${accessor} > 18446744073709551615n) return INVALID;`);
	}
	return accessor;
}
function generateSymbolCheck(doc, accessor) {
	doc.write(`if (typeof ${accessor} !== "symbol") return INVALID;`);
	return accessor;
}
function generateUndefinedCheck(doc, accessor) {
	doc.write(`if (${accessor} !== undefined) return INVALID;`);
	return accessor;
}
function generateNullCheck(doc, accessor) {
	doc.write(`if (${accessor} !== null) return INVALID;`);
	return accessor;
}
function generateVoidCheck(doc, accessor) {
	doc.write(`if (${accessor} !== undefined) return INVALID;`);
	return accessor;
}
function generateNaNCheck(doc, accessor) {
	doc.write(`if (typeof ${accessor} !== "number" || !Number.isNaN(${accessor})) return INVALID;`);
	return accessor;
}
function generateDateCheck(doc, accessor) {
	doc.write(`if (!(${accessor} instanceof Date) || Number.isNaN(${accessor}.getTime())) return INVALID;`);
	return accessor;
}
function generateObjectCheck(doc, ctx, schema, accessor, buildsValue = true) {
	const def = schema._zod.def;
	doc.write(`if (typeof ${accessor} !== "object" || ${accessor} === null || Array.isArray(${accessor})) return INVALID;`);
	const shape = def.shape;
	const keys = Object.keys(shape);
	const symbolKeys = Object.getOwnPropertySymbols(shape);
	const allKeys = symbolKeys.length ? [...keys, ...symbolKeys] : keys;
	const keyExpr = (k) => typeof k === "symbol" ? addConstant(ctx, k) : esc(k);
	const propKey = (k) => typeof k === "symbol" ? `[${keyExpr(k)}]` : esc(k);
	const propShape = shape;
	if (keys.includes("__proto__")) throw new ZodCompileUnsupportedError("object shape key \"__proto__\"");
	const propOutputs = /* @__PURE__ */ new Map();
	for (const key of allKeys) {
		const propSchema = propShape[key];
		const kx = keyExpr(key);
		const inputVar = newVar(ctx);
		doc.write(`const ${inputVar} = ${accessor}[${kx}];`);
		if (propSchema._zod.optin !== void 0) {
			const outputVar = newVar(ctx);
			doc.write(`let ${outputVar} = (() => {`);
			doc.indented((d) => {
				const outputAccessor = compileChild(d, ctx, propSchema, inputVar);
				d.write(`return ${outputAccessor};`);
			});
			doc.write(`})();`);
			if (propSchema._zod.optout === "optional") {
				doc.write(`if (${outputVar} === INVALID) {`);
				doc.indented((d) => {
					d.write(`if (${kx} in ${accessor}) return INVALID;`);
					d.write(`${outputVar} = undefined;`);
				});
				doc.write(`}`);
			} else doc.write(`if (${outputVar} === INVALID) return INVALID;`);
			propOutputs.set(key, outputVar);
		} else {
			if (requiresPresenceCheck(propSchema)) doc.write(`if (!(${kx} in ${accessor})) return INVALID;`);
			const outputAccessor = compileChild(doc, ctx, propSchema, inputVar, buildsValue);
			if (outputAccessor !== null) propOutputs.set(key, outputAccessor);
		}
	}
	const catchall = def.catchall;
	let unknownKeysMode = "none";
	if (catchall) {
		const catchallType = catchall._zod.def.type;
		if (catchallType === "never") {
			const condition = keys.map((k) => `k !== ${esc(k)}`).join(" && ") || "true";
			doc.write(`for (const k in ${accessor}) {`);
			doc.indented((d) => {
				d.write(`if (${condition}) return INVALID;`);
			});
			doc.write(`}`);
		} else if ((catchallType === "unknown" || catchallType === "any") && !catchall._zod.def.checks?.length) unknownKeysMode = "passthrough";
		else unknownKeysMode = "schema";
	}
	const outputVar = newVar(ctx);
	const hasConditionalKeys = allKeys.some((k) => mayOmitUndefined(propShape[k]) || dropsWhenAbsent(propShape[k]));
	if (!buildsValue) {
		if (unknownKeysMode === "schema") {
			const knownSet = keys.length > 0 ? addConstant(ctx, new Set(keys)) : null;
			doc.write(`for (const k in ${accessor}) {`);
			doc.indented((d) => {
				d.write(`if (k === "__proto__") continue;`);
				if (knownSet) d.write(`if (${knownSet}.has(k)) continue;`);
				const valVar = newVar(ctx);
				d.write(`const ${valVar} = ${accessor}[k];`);
				compileChild(d, ctx, catchall, valVar, false);
			});
			doc.write(`}`);
		}
		return null;
	}
	if (!hasConditionalKeys) {
		const propLiterals = allKeys.map((k) => `${propKey(k)}: ${propOutputs.get(k)}`).join(", ");
		doc.write(`const ${outputVar} = { ${propLiterals} };`);
	} else {
		doc.write(`const ${outputVar} = {};`);
		for (const k of allKeys) {
			const kx = keyExpr(k);
			const out = propOutputs.get(k);
			if (dropsWhenAbsent(propShape[k])) doc.write(`if (${kx} in ${accessor}) ${outputVar}[${kx}] = ${out};`);
			else if (mayOmitUndefined(propShape[k])) doc.write(`if (${out} !== undefined || ${kx} in ${accessor}) ${outputVar}[${kx}] = ${out};`);
			else doc.write(`${outputVar}[${kx}] = ${out};`);
		}
	}
	if (unknownKeysMode !== "none") {
		const knownSet = keys.length > 0 ? addConstant(ctx, new Set(keys)) : null;
		doc.write(`for (const k in ${accessor}) {`);
		doc.indented((d) => {
			d.write(`if (k === "__proto__") continue;`);
			if (knownSet) d.write(`if (${knownSet}.has(k)) continue;`);
			if (unknownKeysMode === "passthrough") d.write(`${outputVar}[k] = ${accessor}[k];`);
			else {
				const valVar = newVar(ctx);
				d.write(`const ${valVar} = ${accessor}[k];`);
				const catchallOut = compileChild(d, ctx, catchall, valVar);
				d.write(`${outputVar}[k] = ${catchallOut};`);
			}
		});
		doc.write(`}`);
	}
	return outputVar;
}
function generateOptionalCheck(doc, ctx, schema, accessor, buildsValue = true) {
	const def = schema._zod.def;
	if (isExactOptional(schema)) return generateCheck(doc, ctx, def.innerType, accessor, buildsValue);
	if (def.innerType._zod.optin === "defaulted") {
		const outputVar = newVar(ctx);
		const branchVar = newVar(ctx);
		doc.write(`let ${outputVar};`);
		doc.write(`if (${accessor} === undefined) {`);
		doc.indented((d) => {
			d.write(`const ${branchVar} = (() => {`);
			d.indented((d2) => {
				const innerOutput = generateCheck(d2, ctx, def.innerType, accessor);
				d2.write(`return ${innerOutput};`);
			});
			d.write(`})();`);
			d.write(`if (${branchVar} !== INVALID) ${outputVar} = ${branchVar};`);
		});
		doc.write(`} else {`);
		doc.indented((d) => {
			const innerOutput = generateCheck(d, ctx, def.innerType, accessor);
			d.write(`${outputVar} = ${innerOutput};`);
		});
		doc.write(`}`);
		return outputVar;
	}
	const outputVar = buildsValue ? newVar(ctx) : null;
	if (outputVar) doc.write(`let ${outputVar};`);
	doc.write(`if (${accessor} !== undefined) {`);
	doc.indented((d) => {
		const innerOutput = generateCheck(d, ctx, def.innerType, accessor, buildsValue);
		if (outputVar && innerOutput !== null) d.write(`${outputVar} = ${innerOutput};`);
	});
	doc.write(`}`);
	return outputVar;
}
function isExactOptional(schema) {
	return schema._zod.traits?.has("$ZodExactOptional") === true;
}
function requiresPresenceCheck(schema) {
	return schema._zod.optin === void 0 && fastPathAcceptsAbsence(schema);
}
function fastPathAcceptsAbsence(schema) {
	if (schema._zod.def.coerce) return true;
	const def = schema._zod.def;
	switch (def.type) {
		case "any":
		case "unknown":
		case "undefined":
		case "void":
		case "default":
		case "prefault":
		case "transform":
		case "custom":
		case "lazy": return true;
		case "string":
		case "number":
		case "boolean":
		case "bigint":
		case "symbol":
		case "null":
		case "never":
		case "nan":
		case "date":
		case "object":
		case "array":
		case "tuple":
		case "record":
		case "map":
		case "set":
		case "file":
		case "template_literal": return false;
		case "nonoptional": return def.innerType ? fastPathAcceptsAbsence(def.innerType) : false;
		case "literal": return !!def.values?.includes(void 0);
		case "enum": return !!schema._zod.values?.has(void 0);
		case "optional":
		case "nullable":
		case "readonly":
		case "success": return def.innerType ? fastPathAcceptsAbsence(def.innerType) : true;
		case "catch": return true;
		case "union": return def.options ? def.options.some(fastPathAcceptsAbsence) : true;
		case "intersection":
			if (!def.left || !def.right) return true;
			return fastPathAcceptsAbsence(def.left) && fastPathAcceptsAbsence(def.right);
		case "pipe": return def.in ? fastPathAcceptsAbsence(def.in) : true;
		default: return true;
	}
}
function dropsWhenAbsent(schema) {
	return schema._zod.optin === "optional" && schema._zod.optout === "optional";
}
function mayOmitUndefined(schema) {
	return (schema._zod.optin !== "defaulted" || schema._zod.optout === "optional") && mayOutputUndefined(schema);
}
function mayOutputUndefined(schema) {
	const def = schema._zod.def;
	switch (def.type) {
		case "string":
		case "number":
		case "boolean":
		case "bigint":
		case "symbol":
		case "null":
		case "nan":
		case "date":
		case "object":
		case "array":
		case "tuple":
		case "record":
		case "map":
		case "set":
		case "file":
		case "template_literal":
		case "never":
		case "success": return false;
		case "literal": return !!def.values?.includes(void 0);
		case "enum": return !!schema._zod.values?.has(void 0);
		case "optional": return true;
		case "nullable":
		case "readonly":
		case "nonoptional": return def.innerType ? mayOutputUndefined(def.innerType) : true;
		case "union": return def.options ? def.options.some(mayOutputUndefined) : true;
		case "intersection": return !def.left || !def.right || mayOutputUndefined(def.left) || mayOutputUndefined(def.right);
		case "pipe": return def.out ? mayOutputUndefined(def.out) : true;
		default: return true;
	}
}
function generateNullableCheck(doc, ctx, schema, accessor, buildsValue = true) {
	const def = schema._zod.def;
	const outputVar = buildsValue ? newVar(ctx) : null;
	if (outputVar) doc.write(`let ${outputVar} = null;`);
	doc.write(`if (${accessor} !== null) {`);
	doc.indented((d) => {
		const innerOutput = generateCheck(d, ctx, def.innerType, accessor, buildsValue);
		if (outputVar && innerOutput !== null) d.write(`${outputVar} = ${innerOutput};`);
	});
	doc.write(`}`);
	return outputVar;
}
function generateSizeGate(doc, schema, size) {
	for (const [max, check] of sizeCaps(schema._zod.def.checks)) doc.write(`if (${size} > ${numericOperand(max, check._zod.def.check)}) return INVALID;`);
}
function generateArrayCheck(doc, ctx, schema, accessor, buildsValue = true) {
	const def = schema._zod.def;
	doc.write(`if (!Array.isArray(${accessor})) return INVALID;`);
	generateSizeGate(doc, schema, `${accessor}.length`);
	const outputVar = buildsValue ? newVar(ctx) : null;
	const iVar = newVar(ctx);
	const elemVar = newVar(ctx);
	if (outputVar) doc.write(`const ${outputVar} = new Array(${accessor}.length);`);
	doc.write(`for (let ${iVar} = 0; ${iVar} < ${accessor}.length; ${iVar}++) {`);
	doc.indented((d) => {
		d.write(`const ${elemVar} = ${accessor}[${iVar}];`);
		const elemOutput = compileChild(d, ctx, def.element, elemVar, buildsValue);
		if (outputVar && elemOutput !== null) d.write(`${outputVar}[${iVar}] = ${elemOutput};`);
	});
	doc.write(`}`);
	return outputVar;
}
function generateLiteralCheck(doc, ctx, schema, accessor) {
	const values = schema._zod.def.values;
	if (values.length !== 1) {
		const literalSet = addConstant(ctx, new Set(values));
		doc.write(`if (!${literalSet}.has(${accessor})) return INVALID;`);
		return accessor;
	}
	const value = values[0];
	if (typeof value === "number" && Number.isNaN(value)) {
		const literalSet = addConstant(ctx, new Set(values));
		doc.write(`if (!${literalSet}.has(${accessor})) return INVALID;`);
		return accessor;
	}
	if (typeof value === "string") doc.write(`if (${accessor} !== ${esc(value)}) return INVALID;`);
	else if (typeof value === "number" || typeof value === "boolean") doc.write(`if (${accessor} !== ${value}) return INVALID;`);
	else if (value === null) doc.write(`if (${accessor} !== null) return INVALID;`);
	else if (value === void 0) doc.write(`if (${accessor} !== undefined) return INVALID;`);
	else if (typeof value === "bigint") doc.write(`if (${accessor} !== ${value}n) return INVALID;`);
	else throw new ZodCompileUnsupportedError(`literal type ${typeof value}`);
	return accessor;
}
function generateEnumCheck(doc, ctx, schema, accessor) {
	const values = schema._zod.values;
	if (!values) throw new ZodCompileUnsupportedError("enum schema without enumerated values");
	const enumSet = addConstant(ctx, values);
	doc.write(`if (!${enumSet}.has(${accessor})) return INVALID;`);
	return accessor;
}
function generateWrapperCheck(doc, ctx, schema, accessor) {
	const def = schema._zod.def;
	return generateCheck(doc, ctx, def.innerType, accessor);
}
function generateDefaultCheck(doc, ctx, schema, accessor) {
	const def = schema._zod.def;
	const defaultGetter = Object.getOwnPropertyDescriptor(schema._zod.def, "defaultValue") ? () => schema._zod.def.defaultValue : void 0;
	if (schema._zod.def.type === "prefault") {
		if (!defaultGetter) return generateCheck(doc, ctx, def.innerType, accessor);
		const defaultFn = addConstant(ctx, defaultGetter);
		const inputVar = newVar(ctx);
		doc.write(`let ${inputVar} = ${accessor};`);
		doc.write(`if (${accessor} === undefined) ${inputVar} = ${defaultFn}();`);
		return generateCheck(doc, ctx, def.innerType, inputVar);
	}
	const outputVar = newVar(ctx);
	if (defaultGetter) {
		const defaultFn = addConstant(ctx, defaultGetter);
		const cloneFn = addConstant(ctx, shallowClone);
		doc.write(`let ${outputVar};`);
		doc.write(`if (${accessor} === undefined) {`);
		doc.indented((d) => {
			d.write(`${outputVar} = ${cloneFn}(${defaultFn}());`);
		});
		doc.write(`} else {`);
		doc.indented((d) => {
			const innerOutput = generateCheck(d, ctx, def.innerType, accessor);
			d.write(`${outputVar} = ${innerOutput} === undefined ? ${cloneFn}(${defaultFn}()) : ${innerOutput};`);
		});
		doc.write(`}`);
	} else {
		doc.write(`let ${outputVar};`);
		doc.write(`if (${accessor} !== undefined) {`);
		doc.indented((d) => {
			const innerOutput = generateCheck(d, ctx, def.innerType, accessor);
			d.write(`${outputVar} = ${innerOutput};`);
		});
		doc.write(`}`);
	}
	return outputVar;
}
function generateNonOptionalCheck(doc, ctx, schema, accessor) {
	const def = schema._zod.def;
	const innerOutput = generateCheck(doc, ctx, def.innerType, accessor);
	const outputVar = newVar(ctx);
	doc.write(`const ${outputVar} = ${innerOutput};`);
	doc.write(`if (${outputVar} === undefined) return INVALID;`);
	return outputVar;
}
function generateTupleCheck(doc, ctx, schema, accessor) {
	const def = schema._zod.def;
	const items = def.items;
	const rest = def.rest;
	doc.write(`if (!Array.isArray(${accessor})) return INVALID;`);
	const optinStart = getTupleOptStart(items, "optin");
	const optoutStart = getTupleOptStart(items, "optout");
	if (rest) doc.write(`if (${accessor}.length < ${optinStart}) return INVALID;`);
	else doc.write(`if (${accessor}.length < ${optinStart} || ${accessor}.length > ${items.length}) return INVALID;`);
	const outputVar = newVar(ctx);
	doc.write(`const ${outputVar} = [];`);
	for (let i = 0; i < items.length; i++) {
		const itemSchema = items[i];
		if (i >= optoutStart) {
			doc.write(`if (${outputVar}.length === ${i}) {`);
			doc.indented((d) => {
				d.write(`if (${i} < ${accessor}.length) {`);
				d.indented((d2) => {
					const elemVar = newVar(ctx);
					d2.write(`const ${elemVar} = ${accessor}[${i}];`);
					const elemOutput = compileChild(d2, ctx, itemSchema, elemVar);
					d2.write(`${outputVar}[${i}] = ${elemOutput};`);
				});
				d.write(`} else {`);
				d.indented((d2) => {
					if (dropsWhenAbsent(itemSchema)) {
						d2.write(`${outputVar}.length = ${i};`);
						return;
					}
					const elemVar = newVar(ctx);
					const branchVar = newVar(ctx);
					d2.write(`const ${elemVar} = undefined;`);
					d2.write(`const ${branchVar} = (() => {`);
					d2.indented((d3) => {
						const elemOutput = compileChild(d3, ctx, itemSchema, elemVar);
						d3.write(`return ${elemOutput};`);
					});
					d2.write(`})();`);
					d2.write(`if (${branchVar} === INVALID || ${branchVar} === undefined) ${outputVar}.length = ${i};`);
					d2.write(`else ${outputVar}[${i}] = ${branchVar};`);
				});
				d.write(`}`);
			});
			doc.write(`}`);
		} else {
			const elemVar = newVar(ctx);
			doc.write(`const ${elemVar} = ${accessor}[${i}];`);
			const elemOutput = compileChild(doc, ctx, itemSchema, elemVar);
			doc.write(`${outputVar}[${i}] = ${elemOutput};`);
		}
	}
	if (rest) {
		const iVar = newVar(ctx);
		const elemVar = newVar(ctx);
		doc.write(`for (let ${iVar} = ${items.length}; ${iVar} < ${accessor}.length; ${iVar}++) {`);
		doc.indented((d) => {
			d.write(`const ${elemVar} = ${accessor}[${iVar}];`);
			const elemOutput = compileChild(d, ctx, rest, elemVar);
			d.write(`${outputVar}[${iVar}] = ${elemOutput};`);
		});
		doc.write(`}`);
	}
	return outputVar;
}
function getTupleOptStart(items, key) {
	for (let i = items.length - 1; i >= 0; i--) if (!(key === "optin" ? items[i]._zod.optin !== void 0 : items[i]._zod.optout === "optional")) return i + 1;
	return 0;
}
function generateUnionCheck(doc, ctx, schema, accessor) {
	const def = schema._zod.def;
	const options = def.options;
	if (def.discriminator) return generateDiscriminatedUnionCheck(doc, ctx, def, accessor);
	if (def.inclusive === false) throw new ZodCompileUnsupportedError("exclusive unions (z.xor)");
	if (options.length === 0) {
		doc.write("return INVALID;");
		return accessor;
	}
	if (options.length === 1) return generateCheck(doc, ctx, options[0], accessor);
	if (options.every((opt) => opt._zod.def.type === "literal" && !opt._zod.def.checks?.length)) {
		const valuesConst = addConstant(ctx, new Set(options.flatMap((opt) => opt._zod.def.values)));
		doc.write(`if (!${valuesConst}.has(${accessor})) return INVALID;`);
		return accessor;
	}
	const outputVar = newVar(ctx);
	doc.write(`let ${outputVar};`);
	for (let i = 0; i < options.length; i++) {
		const opt = options[i];
		if (i === 0) doc.write(`${outputVar} = (() => {`);
		else doc.write(`if (${outputVar} === INVALID) ${outputVar} = (() => {`);
		doc.indented((d) => {
			const branchOutput = generateCheck(d, ctx, opt, accessor);
			d.write(`return ${branchOutput};`);
		});
		doc.write(`})();`);
	}
	doc.write(`if (${outputVar} === INVALID) return INVALID;`);
	return outputVar;
}
function generateDiscriminatedUnionCheck(doc, ctx, def, accessor) {
	if (def.unionFallback) throw new ZodCompileUnsupportedError("discriminated union with unionFallback");
	if (def.options.length === 0) {
		doc.write("return INVALID;");
		return accessor;
	}
	const discVar = newVar(ctx);
	const outputVar = newVar(ctx);
	doc.write(`const ${discVar} = ${accessor}?.[${esc(def.discriminator)}];`);
	doc.write(`let ${outputVar};`);
	let firstBranch = true;
	const claimed = /* @__PURE__ */ new Set();
	for (const option of def.options) {
		const values = option._zod.propValues?.[def.discriminator];
		if (!values || values.size === 0) throw new ZodCompileUnsupportedError("discriminated union option without static discriminator values");
		for (const value of values) {
			if (claimed.has(value)) throw new ZodCompileUnsupportedError(`duplicate discriminator value ${String(value)}`);
			claimed.add(value);
		}
		const conditions = Array.from(values, (value) => literalEquality(ctx, discVar, value));
		const prefix = firstBranch ? "if" : "else if";
		doc.write(`${prefix} (${conditions.join(" || ")}) {`);
		doc.indented((d) => {
			const branchOutput = generateCheck(d, ctx, option, accessor);
			d.write(`${outputVar} = ${branchOutput};`);
		});
		doc.write(`}`);
		firstBranch = false;
	}
	doc.write(`else { return INVALID; }`);
	return outputVar;
}
function literalEquality(ctx, accessor, value) {
	if (typeof value === "string") return `${accessor} === ${esc(value)}`;
	if (typeof value === "number") {
		if (Number.isNaN(value)) return `Number.isNaN(${accessor})`;
		return `${accessor} === ${value}`;
	}
	if (typeof value === "boolean") return `${accessor} === ${value}`;
	if (value === null) return `${accessor} === null`;
	if (value === void 0) return `${accessor} === undefined`;
	if (typeof value === "bigint") return `${accessor} === ${value}n`;
	if (typeof value === "symbol") return `${accessor} === ${addConstant(ctx, value)}`;
	throw new ZodCompileUnsupportedError(`literal discriminator value ${String(value)}`);
}
function generateIntersectionCheck(doc, ctx, schema, accessor) {
	const def = schema._zod.def;
	ctx.definite = false;
	const leftOutput = compileChild(doc, ctx, def.left, accessor);
	const rightOutput = compileChild(doc, ctx, def.right, accessor);
	const mergeConst = addConstant(ctx, mergeValues);
	const mergedVar = newVar(ctx);
	doc.write(`const ${mergedVar} = ${mergeConst}(${leftOutput}, ${rightOutput});`);
	doc.write(`if (!${mergedVar}.valid) return INVALID;`);
	return `${mergedVar}.data`;
}
function generateRecordCheck(doc, ctx, schema, accessor) {
	const def = schema._zod.def;
	const isPlainObjectConst = addConstant(ctx, isPlainObject);
	doc.write(`if (!${isPlainObjectConst}(${accessor})) return INVALID;`);
	const outputVar = newVar(ctx);
	const kVar = newVar(ctx);
	const valVar = newVar(ctx);
	doc.write(`const ${outputVar} = {};`);
	const recordDef = def;
	const keyValues = recordDef.partial ? void 0 : def.keyType._zod.values;
	if (keyValues) {
		const inputKeys = [];
		for (const key of keyValues) {
			if (!(typeof key === "string" || typeof key === "number" || typeof key === "symbol")) throw new ZodCompileUnsupportedError(`record key value ${String(key)}`);
			const inputKey = typeof key === "number" ? key.toString() : key;
			if (inputKey === "__proto__") throw new ZodCompileUnsupportedError("record key \"__proto__\"");
			inputKeys.push(inputKey);
			const keyConst = addConstant(ctx, key);
			const outKey = generateCheck(doc, ctx, def.keyType, keyConst);
			const valueVar = newVar(ctx);
			doc.write(`const ${valueVar} = ${accessor}[${literalPropertyKey(ctx, inputKey)}];`);
			const valOutput = compileChild(doc, ctx, def.valueType, valueVar);
			doc.write(`${outputVar}[${outKey}] = ${valOutput};`);
		}
		const knownKeysConst = addConstant(ctx, new Set(inputKeys));
		doc.write(`for (const ${kVar} in ${accessor}) {`);
		doc.indented((d) => {
			d.write(`if (${knownKeysConst}.has(${kVar})) continue;`);
			if (recordDef.mode === "loose") d.write(`if (${kVar} !== "__proto__") ${outputVar}[${kVar}] = ${accessor}[${kVar}];`);
			else d.write(`return INVALID;`);
		});
		doc.write(`}`);
		return outputVar;
	}
	const keyDef = def.keyType._zod.def;
	if (!(keyDef.type === "string" && keyDef.format === void 0 && !keyDef.coerce && (keyDef.checks?.length ?? 0) === 0)) {
		const isLoose = def.mode === "loose";
		const keyFn = compileFn(def.keyType);
		if (keyFn.definite === false) ctx.definite = false;
		const keyFast = addConstant(ctx, keyFn);
		const numericConst = addConstant(ctx, number);
		const outKeyVar = newVar(ctx);
		emitOwnKeys(doc, ctx, accessor, kVar, (d) => {
			d.write(`let ${outKeyVar} = ${keyFast}(${kVar});`);
			d.write(`if (${outKeyVar} === INVALID && typeof ${kVar} === "string" && ${numericConst}.test(${kVar})) ${outKeyVar} = ${keyFast}(Number(${kVar}));`);
			if (isLoose) d.write(`if (${outKeyVar} === INVALID) { ${outputVar}[${kVar}] = ${accessor}[${kVar}]; continue; }`);
			else d.write(`if (${outKeyVar} === INVALID) return INVALID;`);
			d.write(`if (${outKeyVar} === "__proto__") continue;`);
			const valueVar = newVar(ctx);
			d.write(`const ${valueVar} = ${accessor}[${kVar}];`);
			const valOutput = compileChild(d, ctx, def.valueType, valueVar);
			d.write(`${outputVar}[${outKeyVar}] = ${valOutput};`);
		});
		return outputVar;
	}
	emitOwnKeys(doc, ctx, accessor, kVar, (d) => {
		d.write(`const ${valVar} = ${accessor}[${kVar}];`);
		const valOutput = compileChild(d, ctx, def.valueType, valVar);
		d.write(`${outputVar}[${kVar}] = ${valOutput};`);
	}, `return INVALID;`);
	return outputVar;
}
function emitOwnKeys(doc, ctx, accessor, kVar, body, onSymbol) {
	const propIsEnumerableConst = addConstant(ctx, Object.prototype.propertyIsEnumerable);
	const symsVar = newVar(ctx);
	const keysVar = newVar(ctx);
	const iVar = newVar(ctx);
	doc.write(`const ${symsVar} = Object.getOwnPropertySymbols(${accessor});`);
	doc.write(`const ${keysVar} = Object.getOwnPropertyNames(${accessor});`);
	doc.write(`for (let ${iVar} = 0; ${iVar} < ${keysVar}.length; ${iVar}++) {`);
	doc.indented((d) => {
		d.write(`const ${kVar} = ${keysVar}[${iVar}];`);
		d.write(`if (${kVar} === "__proto__" || !${propIsEnumerableConst}.call(${accessor}, ${kVar})) continue;`);
		body(d);
	});
	doc.write(`}`);
	doc.write(`for (let ${iVar} = 0; ${iVar} < ${symsVar}.length; ${iVar}++) {`);
	doc.indented((d) => {
		d.write(`const ${kVar} = ${symsVar}[${iVar}];`);
		d.write(`if (!${propIsEnumerableConst}.call(${accessor}, ${kVar})) continue;`);
		if (onSymbol) d.write(onSymbol);
		else body(d);
	});
	doc.write(`}`);
}
function literalPropertyKey(ctx, key) {
	if (typeof key === "string") return esc(key);
	return addConstant(ctx, key);
}
function generateMapCheck(doc, ctx, schema, accessor) {
	const def = schema._zod.def;
	doc.write(`if (!(${accessor} instanceof Map)) return INVALID;`);
	generateSizeGate(doc, schema, `${accessor}.size`);
	const outputVar = newVar(ctx);
	const kVar = newVar(ctx);
	const valVar = newVar(ctx);
	doc.write(`const ${outputVar} = new Map();`);
	doc.write(`for (const [${kVar}, ${valVar}] of ${accessor}) {`);
	doc.indented((d) => {
		const keyOutput = generateCheck(d, ctx, def.keyType, kVar);
		const valOutput = generateCheck(d, ctx, def.valueType, valVar);
		d.write(`${outputVar}.set(${keyOutput}, ${valOutput});`);
	});
	doc.write(`}`);
	return outputVar;
}
function generateSetCheck(doc, ctx, schema, accessor) {
	const def = schema._zod.def;
	doc.write(`if (!(${accessor} instanceof Set)) return INVALID;`);
	generateSizeGate(doc, schema, `${accessor}.size`);
	const outputVar = newVar(ctx);
	const valVar = newVar(ctx);
	doc.write(`const ${outputVar} = new Set();`);
	doc.write(`for (const ${valVar} of ${accessor}) {`);
	doc.indented((d) => {
		const valOutput = generateCheck(d, ctx, def.valueType, valVar);
		d.write(`${outputVar}.add(${valOutput});`);
	});
	doc.write(`}`);
	return outputVar;
}
function generateFileCheck(doc, accessor) {
	doc.write(`if (!(${accessor} instanceof File)) return INVALID;`);
	return accessor;
}
function generateTemplateLiteralCheck(doc, ctx, schema, accessor) {
	doc.write(`if (typeof ${accessor} !== "string") return INVALID;`);
	const pattern = schema._zod.pattern;
	if (pattern) {
		const patternConst = addConstant(ctx, pattern);
		doc.write(`${patternConst}.lastIndex = 0;`);
		doc.write(`if (!${patternConst}.test(${accessor})) return INVALID;`);
	}
	return accessor;
}
function generateLazyCheck(doc, ctx, schema, accessor) {
	const def = schema._zod.def;
	const getterConst = addUserConstant(ctx, def.getter);
	const cacheConst = addConstant(ctx, { parser: null });
	doc.write(`if (!${cacheConst}.parser) {`);
	doc.indented((d) => {
		d.write(`const inner = ${getterConst}();`);
		d.write(`${cacheConst}.parser = function(input) {`);
		d.indented((d2) => {
			d2.write(`const result = inner._zod.run({ value: input, issues: [] }, {});`);
			d2.write(`return result.issues.length === 0 ? result.value : INVALID;`);
		});
		d.write(`};`);
	});
	doc.write(`}`);
	const outputVar = newVar(ctx);
	doc.write(`const ${outputVar} = ${cacheConst}.parser(${accessor});`);
	doc.write(`if (${outputVar} === INVALID) return INVALID;`);
	return outputVar;
}
function generatePipeCheck(doc, ctx, schema, accessor) {
	const def = schema._zod.def;
	const inputOutput = generateCheck(doc, ctx, def.in, accessor);
	if (def.transform) {
		if (isAsyncFunction(def.transform)) throw new ZodCompileAsyncError("z.compile: async transforms in pipes are not supported");
		const transformFn = def.transform;
		const helperFn = (value) => {
			const fakePayload = {
				value,
				issues: [],
				addIssue: pushIssue
			};
			const result = transformFn(value, fakePayload);
			if (result instanceof Promise) return INVALID;
			return fakePayload.issues.length === 0 ? result : INVALID;
		};
		const helperConst = addUserConstant(ctx, helperFn);
		const transformedVar = newVar(ctx);
		doc.write(`const ${transformedVar} = ${helperConst}(${inputOutput});`);
		doc.write(`if (${transformedVar} === INVALID) return INVALID;`);
		return generateCheck(doc, ctx, def.out, transformedVar);
	} else return generateCheck(doc, ctx, def.out, inputOutput);
}
function isAsyncFunction(fn) {
	return typeof fn === "function" && (fn.constructor.name === "AsyncFunction" || fn[Symbol.toStringTag] === "AsyncFunction");
}
function generateCustomCheck(doc, ctx, schema, accessor) {
	const def = schema._zod.def;
	if (def.fn) {
		if (isAsyncFunction(def.fn)) throw new ZodCompileAsyncError("z.compile: async custom predicates are not supported");
		const fnConst = addUserConstant(ctx, def.fn);
		const throwAsyncConst = addConstant(ctx, throwAsync);
		const resVar = newVar(ctx);
		doc.write(`const ${resVar} = ${fnConst}(${accessor});`);
		doc.write(`if (${resVar} instanceof Promise) ${throwAsyncConst}();`);
		doc.write(`if (!${resVar}) return INVALID;`);
	} else throw new ZodCompileUnsupportedError("custom schema without a predicate function");
	return accessor;
}
function runtimeCatch(innerSchema, catchValue, value) {
	const result = innerSchema._zod.run({
		value,
		issues: []
	}, {});
	if (result && typeof result.then === "function") return INVALID;
	const r = result;
	if (r.issues.length === 0) return r.value;
	return catchValue();
}
function generateCatchCheck(doc, ctx, schema, accessor) {
	const def = schema._zod.def;
	if (!def.catchValue["~constantCatch"]) throw new ZodCompileUnsupportedError("catch with a callback (only a constant catch value compiles)", false);
	const outputVar = newVar(ctx);
	doc.write(`let ${outputVar} = (() => {`);
	doc.indented((d) => {
		const innerOut = compileChild(d, ctx, def.innerType, accessor);
		d.write(`return ${innerOut};`);
	});
	doc.write(`})();`);
	const innerConst = addConstant(ctx, def.innerType);
	const catchConst = addUserConstant(ctx, def.catchValue);
	const catchHelperConst = addConstant(ctx, runtimeCatch);
	doc.write(`if (${outputVar} === INVALID) {`);
	doc.indented((d) => {
		d.write(`${outputVar} = ${catchHelperConst}(${innerConst}, ${catchConst}, ${accessor});`);
		d.write(`if (${outputVar} === INVALID) return INVALID;`);
	});
	doc.write(`}`);
	return outputVar;
}
function generateTransformCheck(doc, ctx, schema, accessor) {
	const def = schema._zod.def;
	if (def.transform) {
		if (isAsyncFunction(def.transform)) throw new ZodCompileAsyncError("z.compile: async transforms are not supported");
		const transformFn = def.transform;
		const helperFn = (value) => {
			const fakePayload = {
				value,
				issues: [],
				addIssue: pushIssue
			};
			const result = transformFn(value, fakePayload);
			if (result instanceof Promise) return INVALID;
			return fakePayload.issues.length === 0 ? result : INVALID;
		};
		const helperConst = addUserConstant(ctx, helperFn);
		const outputVar = newVar(ctx);
		doc.write(`const ${outputVar} = ${helperConst}(${accessor});`);
		doc.write(`if (${outputVar} === INVALID) return INVALID;`);
		return outputVar;
	}
	return accessor;
}

// src/compare/signed-rank.ts
function signedRanks(values) {
	const sorted = [...values].sort((one, other) => Math.abs(one) - Math.abs(other));
	const doubledRanks = [];
	let doubledPositiveSum = 0;
	for (let start = 0; start < sorted.length;) {
		const size = Math.abs(sorted[start] ?? 0);
		let end = start + 1;
		while (end < sorted.length && Math.abs(sorted[end] ?? 0) === size) end += 1;
		const doubled = start + 1 + end;
		for (const value of sorted.slice(start, end)) {
			if (value === 0) continue;
			doubledRanks.push(doubled);
			if (value > 0) doubledPositiveSum += doubled;
		}
		start = end;
	}
	return {
		doubledRanks,
		doubledPositiveSum
	};
}
function nullDistribution(ranks) {
	const total = ranks.reduce((sum, rank) => sum + rank, 0);
	const probability = new Float64Array(total + 1);
	probability[0] = 1;
	let reach = 0;
	for (const rank of ranks) {
		reach += rank;
		for (let sum = reach; sum >= 0; sum -= 1) {
			const without = probability[sum] ?? 0;
			const withRank = sum >= rank ? probability[sum - rank] ?? 0 : 0;
			probability[sum] = (without + withRank) / 2;
		}
	}
	return probability;
}
function probabilityAtLeast({ doubledRanks, doubledPositiveSum }) {
	return doubledRanks.every((rank, index) => rank === 2 * (index + 1)) ? untiedTail(doubledRanks.length)[doubledPositiveSum / 2] ?? 0 : tailOf(nullDistribution(doubledRanks))[doubledPositiveSum] ?? 0;
}
function intervalRank(count, level) {
	const atLeast = untiedTail(count);
	const allowed = (1 - level) / 2;
	let rank = 0;
	for (let sum = atLeast.length - 1; (atLeast[sum] ?? 1) <= allowed; sum -= 1) rank += 1;
	return rank === 0 ? null : rank;
}
function tailOf(distribution) {
	const atLeast = Float64Array.from(distribution);
	for (let sum = atLeast.length - 2; sum >= 0; sum -= 1) atLeast[sum] = (atLeast[sum] ?? 0) + (atLeast[sum + 1] ?? 0);
	return atLeast;
}
const knownTails = /* @__PURE__ */ new Map();
const mostKnown = 16;
function untiedTail(count) {
	const known = knownTails.get(count);
	if (known !== void 0) return known;
	const tail = tailOf(nullDistribution(Array.from({ length: count }, (_, index) => index + 1)));
	if (knownTails.size >= mostKnown) knownTails.clear();
	knownTails.set(count, tail);
	return tail;
}

// src/compare/statistics.ts
function median(values) {
	return medianAt(values, 0, values.length);
}
function medianAt(values, start, count) {
	const room = roomFor(count);
	for (let at = 0; at < count; at += 1) room[at] = values[start + at] ?? NaN;
	return between$1(...middlesOf(room, count));
}
function medianLogRatio(reference, subject, count, scale) {
	const room = roomFor(count);
	for (let at = 0; at < count; at += 1) {
		const value = subject.values[subject.start + at] ?? NaN;
		room[at] = value / (reference.values[reference.start + at] ?? NaN) * scale;
	}
	const [lower, upper] = middlesOf(room, count);
	return between$1(Math.log(lower), Math.log(upper));
}
const few = 64;
let largestRoom = new Float64Array(few);
function roomFor(count) {
	if (count > largestRoom.length) largestRoom = new Float64Array(count);
	return largestRoom;
}
function middlesOf(room, count) {
	if (count > few) room.subarray(0, count).sort();
	else sortFew(room, count);
	return middlesOfSorted(room, count);
}
function sortFew(room, count) {
	for (let next = 1; next < count; next += 1) {
		const value = room[next] ?? NaN;
		let place = next;
		for (; place > 0; place -= 1) {
			const before = room[place - 1] ?? NaN;
			if (before <= value) break;
			room[place] = before;
		}
		room[place] = value;
	}
}
function middlesOfSorted(sorted, count = sorted.length) {
	const lower = sorted[Math.ceil(count / 2) - 1];
	const upper = sorted[Math.floor(count / 2)];
	if (upper === void 0 || lower === void 0) throw new RangeError("the median of no values");
	return [lower, upper];
}
function between$1(lower, upper) {
	return lower + (upper - lower) / 2;
}

// src/compare/walsh.ts
const intervalLevel = .95;
let room = /* @__PURE__ */ new Float64Array(0);
function walshOf(values) {
	const count = values.length * (values.length + 1) / 2;
	if (room.length < count) room = new Float64Array(count);
	let index = 0;
	for (let at = 0; at < values.length; at += 1) for (let partner = at; partner < values.length; partner += 1) {
		room[index] = ((values[at] ?? NaN) + (values[partner] ?? NaN)) / 2;
		index += 1;
	}
	const averages = room.subarray(0, count).sort();
	return {
		values,
		averages,
		mayTie: hasEqualNeighbours(averages)
	};
}
function hasEqualNeighbours(sorted) {
	for (let at = 1; at < sorted.length; at += 1) if (sorted[at] === sorted[at - 1]) return true;
	return false;
}
function locate(values, level = intervalLevel) {
	return locationIn(walshOf(values), level);
}
function locationIn({ values, averages }, level = intervalLevel) {
	const estimate = between$1(...middlesOfSorted(averages));
	const rank = intervalRank(values.length, level);
	const low = rank === null ? void 0 : averages[rank - 1];
	const high = rank === null ? void 0 : averages[averages.length - rank];
	return {
		estimate,
		interval: low === void 0 || high === void 0 ? null : {
			low,
			high,
			level
		}
	};
}
function probabilityAbove(walsh, bound) {
	const below = countBelow(walsh, bound);
	return below === null ? probabilityAtLeast(signedRanks(walsh.values.map((value) => value - bound))) : atLeast(walsh, walsh.averages.length - below);
}
function probabilityBelow(walsh, bound) {
	const below = countBelow(walsh, bound);
	return below === null ? probabilityAtLeast(signedRanks(walsh.values.map((value) => bound - value))) : atLeast(walsh, below);
}
function atLeast({ values }, positiveSum) {
	return untiedTail(values.length)[positiveSum] ?? NaN;
}
const nearness = 1e-12;
function countBelow({ averages, mayTie }, bound) {
	if (mayTie) return null;
	const count = countUpTo(averages, bound);
	const [below = Number.NEGATIVE_INFINITY, above = Number.POSITIVE_INFINITY] = [averages[count - 1], averages[count]];
	const reach = nearness * Math.max(Math.abs(bound), Math.abs(averages[0] ?? 0), Math.abs(averages.at(-1) ?? 0));
	return bound - below > reach && above - bound > reach ? count : null;
}
function countUpTo(sorted, bound) {
	let [from, to] = [0, sorted.length];
	while (from < to) {
		const middle = from + to >>> 1;
		if ((sorted[middle] ?? NaN) <= bound) from = middle + 1;
		else to = middle;
	}
	return from;
}

// src/compare/ratio.ts
function ratioOf(logRatios) {
	return ratioAt(locate(logRatios), logRatios.length);
}
function ratioAt({ estimate, interval }, blocks) {
	const bounds = interval && {
		...interval,
		low: Math.exp(interval.low),
		high: Math.exp(interval.high)
	};
	return {
		ratio: Math.exp(estimate),
		interval: bounds,
		blocks
	};
}
function directionOf({ interval }) {
	if (interval === null) return "undecided";
	if (interval.high < 1) return "faster";
	return interval.low > 1 ? "slower" : "undecided";
}

// src/report/course.ts
function courseOf(points) {
	const mean = weightedMean(points);
	if (mean === null) return null;
	return {
		mean,
		peak: [...new Set(points.map(({ block }) => block))].map((block) => {
			return {
				block,
				value: weightedMean(points.filter((point) => point.block === block)) ?? 0
			};
		}).reduce((most, one) => one.value > most.value ? one : most, {
			block: 0,
			value: mean
		})
	};
}
function weightedMean(points) {
	const weight = points.reduce((sum, point) => sum + point.weight, 0);
	return weight > 0 ? points.reduce((sum, point) => sum + point.value * point.weight, 0) / weight : null;
}
function along({ mean, peak }, write, unit = "") {
	const standsOut = peak.value > 2 * mean;
	return `${write(mean)}${unit}${standsOut ? ` (${write(peak.value)} in block ${peak.block + 1})` : ""}`;
}

// src/report/diagnosis.ts
const seriousShare = .1;
const shareToTell = .01;
const coresToTell = .2;
const waitToTell = .1;
const fullUse = .75;
const secondsPerSwappedPage = 1e-4;
const rules$1 = [
	moreThreadsThanCores,
	controlsWithoutCore,
	otherWork,
	steal,
	quota,
	swap,
	waitingForCores,
	fewCores
];
function diagnose(result) {
	return rules$1.flatMap((rule) => rule(result) ?? []);
}
function warningOf(findings) {
	const serious = findings.filter(({ isSerious }) => isSerious).map(({ text }) => text);
	if (serious.length === 0) return null;
	return `The machine was disturbed: ${serious.join("; ")}. ${disturbanceMeans}`;
}
const disturbanceMeans = "Series take turns, so this makes ratios less certain and favours none.";
function moreThreadsThanCores({ host, series }) {
	const threads = mostThreads(series);
	if (threads <= host.logicalCores) return null;
	return {
		text: `${threads} threads on ${count(host.logicalCores, "core")} measure the scheduler`,
		isSerious: true
	};
}
function controlsWithoutCore({ benchmarks, measurements }) {
	const controls = namesOf$1(benchmarks, "control");
	const uses = coreUses(measurements.filter(({ benchmark }) => controls.has(benchmark)));
	const course = courseOf(uses.map((use) => ({
		...use,
		value: Math.max(0, 1 - use.value)
	})));
	if (course === null || course.mean < shareToTell) return null;
	return {
		text: `the controls, which need one core, had none for ${along(course, percent)} of their time`,
		isSerious: course.mean >= seriousShare
	};
}
function otherWork({ series, conditions }) {
	const course = during(conditions, ({ busyShares, ownCpuSeconds, elapsedSeconds }) => busyShares === null || ownCpuSeconds === null || elapsedSeconds === 0 ? null : Math.max(0, busyShares.reduce((sum, busy) => sum + busy, 0) - ownCpuSeconds / elapsedSeconds));
	if (course === null || course.mean < coresToTell) return null;
	const cores = conditions.reduce((most, { busyShares }) => Math.max(most, busyShares?.length ?? 0), 0);
	const missing = course.mean + Math.min(mostThreads(series), cores) - cores;
	return {
		text: `other work used ${along(course, (value) => value.toFixed(1), ` of ${count(cores, "core")}`)} while this ran`,
		isSerious: missing >= seriousShare
	};
}
function steal({ conditions }) {
	const course = during(conditions, ({ stealShare }) => stealShare);
	if (course === null || course.mean < shareToTell) return null;
	return {
		text: `the hypervisor took ${along(course, percent)} of the time (steal)`,
		isSerious: course.mean >= seriousShare
	};
}
function quota({ conditions }) {
	const course = during(conditions, ({ throttledShare }) => throttledShare);
	if (course === null || course.mean === 0) return null;
	return {
		text: `a CPU quota (cgroup) was used up in ${along(course, percent)} of its periods`,
		isSerious: course.mean >= seriousShare
	};
}
function swap({ conditions }) {
	const pages = conditions.reduce((sum, { swappedPages }) => sum + (swappedPages ?? 0), 0);
	if (pages === 0) return null;
	const seconds = conditions.reduce((sum, { elapsedSeconds }) => sum + elapsedSeconds, 0);
	const isSerious = pages * secondsPerSwappedPage >= seriousShare * seconds;
	return {
		text: `the machine swapped ${count(pages, "page")}`,
		isSerious
	};
}
function waitingForCores({ host, conditions }) {
	const tasks = conditions.reduce((most, { runnableTasks }) => Math.max(most, runnableTasks ?? 0), 0);
	const seen = tasks === 0 ? "" : ` (up to ${count(tasks, "task")} of others at once)`;
	const course = during(conditions, ({ waitShare }) => waitShare);
	if (course === null && tasks > host.logicalCores) return {
		text: `more tasks than cores wanted to run${seen}`,
		isSerious: false
	};
	if (course === null || course.mean < waitToTell) return null;
	return {
		text: `something waited for a core for ${along(course, percent)} of the time${seen}`,
		isSerious: false
	};
}
function fewCores({ host, series, benchmarks, measurements }) {
	const timed = namesOf$1(benchmarks, "benchmark");
	const poor = [...new Set(series.map(({ threads }) => threads).filter((one) => one > 1 && one <= host.logicalCores))].flatMap((threads) => {
		const ids = new Set(series.filter((one) => one.threads === threads).map(({ id }) => id));
		const means = measurements.filter(({ benchmark, series: id }) => timed.has(benchmark) && ids.has(id)).flatMap((measurement) => courseOf(coreUses([measurement]))?.mean ?? []);
		const best = means.reduce((most, mean) => Math.max(most, mean), 0);
		return means.length > 0 && best < fullUse * threads ? [`${threads} threads used ${best.toFixed(1)} cores at best`] : [];
	});
	return poor.length === 0 ? null : {
		text: poor.join(", "),
		isSerious: false
	};
}
function mostThreads(series) {
	return series.reduce((most, { threads }) => Math.max(most, threads), 1);
}
function namesOf$1(benchmarks, role) {
	return new Set(benchmarks.filter((benchmark) => benchmark.role === role).map(({ name }) => name));
}
function coreUses(measurements) {
	return measurements.flatMap(({ blocks }) => {
		const { numbers, disturbances } = blocks;
		const times = timesByBlock(blocks);
		return (disturbances?.cpuNanoseconds ?? []).flatMap((cpu, index) => {
			const [block, nanoseconds] = [numbers[index], times[index]];
			const wall = (nanoseconds ?? []).reduce((sum, value) => sum + value, 0);
			return block !== void 0 && wall > 0 ? [{
				block,
				weight: wall,
				value: cpu / wall
			}] : [];
		});
	});
}
function during(conditions, told) {
	return courseOf(conditions.flatMap((one) => {
		const value = told(one);
		return value === null ? [] : [{
			block: one.block,
			weight: one.elapsedSeconds,
			value
		}];
	}));
}

// src/result/by-pair.ts
var ByPair = class {
	#bySeries = /* @__PURE__ */ new Map();
	static of(items) {
		return collected(items, ({ series }) => series);
	}
	static ofSubjects(items) {
		return collected(items, ({ subject }) => subject);
	}
	set(benchmark, series, value) {
		const known = this.#bySeries.get(series);
		if (known === void 0) this.#bySeries.set(series, /* @__PURE__ */ new Map([[benchmark, value]]));
		else known.set(benchmark, value);
	}
	get(benchmark, series) {
		return this.#bySeries.get(series)?.get(benchmark);
	}
	has(benchmark, series) {
		return this.#bySeries.get(series)?.has(benchmark) ?? false;
	}
};
function collected(items, seriesOf) {
	const found = new ByPair();
	for (const item of items) found.set(item.benchmark, seriesOf(item), item);
	return found;
}

// src/compare/explanations.ts
function explanations(failures) {
	const failed = /* @__PURE__ */ new Map();
	for (const { subject, benchmark } of failures) failed.set(subject, (failed.get(subject) ?? /* @__PURE__ */ new Set()).add(benchmark));
	return (series, benchmark) => {
		const known = failed.get(series);
		return known !== void 0 && (known.has(null) || isAmong(known, benchmark));
	};
}
function isAmong(names, benchmark) {
	const steps = benchmark.split("/");
	return steps.some((_, index) => names.has(steps.slice(0, index + 1).join("/")));
}

// src/compare/arms.ts
function armedCells(series) {
	if (!series.some(({ arm }) => arm === "base")) return [];
	const cells = /* @__PURE__ */ new Map();
	for (const one of series) {
		const cell = JSON.stringify([
			one.variant,
			one.platform,
			one.threads,
			one.launcher
		]);
		cells.set(cell, {
			...cells.get(cell) ?? {
				base: null,
				head: null
			},
			[one.arm]: one
		});
	}
	return [...cells.values()];
}
function armsWithout({ series, benchmarks, measurements, failures }) {
	const armOf = new Map(series.map(({ id, arm }) => [id, arm]));
	const measured = {
		base: /* @__PURE__ */ new Set(),
		head: /* @__PURE__ */ new Set()
	};
	for (const { series: id, benchmark } of measurements) measured[armOf.get(id) ?? "head"].add(benchmark);
	const failed = {
		base: /* @__PURE__ */ new Set(),
		head: /* @__PURE__ */ new Set()
	};
	for (const { subject, benchmark } of failures) {
		const arm = armOf.get(subject);
		if (arm !== void 0) failed[arm].add(benchmark);
	}
	const has = (arm, benchmark) => measured[arm].has(benchmark) || isAmong(failed[arm], benchmark);
	const own = new Set(benchmarks.filter(({ source }) => source !== null).map(({ name }) => name));
	return (arm, benchmark) => own.has(benchmark) && !failed[arm].has(null) && measured[arm].size + failed[arm].size > 0 && !has(arm, benchmark) && has(arm === "base" ? "head" : "base", benchmark);
}
function hasEqualEnvironments({ reference, subject }, environments) {
	const [base, head] = [reference, subject].map(({ environment }) => environments.find(({ id }) => id === environment));
	if (base === void 0 || head === void 0) return false;
	if (base.hash !== null && head.hash !== null) return base.hash === head.hash;
	return packagesOf(base) === packagesOf(head);
}
function isSamePython({ reference, subject }, environments) {
	const [base, head] = [reference, subject].map(({ environment }) => environments.find(({ id }) => id === environment)?.packages.filter(({ name }) => name === "python").map(({ version, build }) => [version, build]));
	return base !== void 0 && JSON.stringify(base) === JSON.stringify(head);
}
function packagesOf({ packages }) {
	return JSON.stringify(packages.map(({ manager, name, version, build }) => [
		manager,
		name,
		version,
		build
	].join(" ")).sort());
}

// src/compare/blocks-to-decide.ts
function blocksToDecide(values, bound, rates) {
	if (values.length === 0) return null;
	const isBeyond = Math.abs(locate(values).estimate) > bound;
	const { estimate, interval } = locate(values, 1 - 2 * (isBeyond ? rates.decision : rates.equivalence));
	if (interval === null) return null;
	const width = isBeyond === estimate > 0 ? estimate - interval.low : interval.high - estimate;
	const blocks = Math.ceil(values.length * (width / (Math.abs(estimate) - bound)) ** 2);
	const wanted = Math.max(blocks, values.length + 1);
	return wanted <= 1e3 ? wanted : null;
}

// src/compare/family.ts
const equivalenceRate = .05;
function judgeFamily(cells, rate = familyRate) {
	cells.forEach(requireNumbers);
	const first = judgeOnce(cells, rate).map((judgement) => ({
		...judgement,
		look: 1
	}));
	const extended = cells.map((cell, index) => {
		const { values, added = [], threshold } = cell;
		return added.length > 0 && isUndecided(first[index]) ? {
			values: [...values, ...added],
			threshold
		} : null;
	});
	if (extended.every((cell) => cell === null)) return first;
	const second = judgeOnce(cells.map((cell, index) => extended[index] ?? cell), rate);
	return first.map((judgement, index) => {
		const again = extended[index] === null ? void 0 : second[index];
		return again === void 0 ? judgement : {
			...again,
			look: 2
		};
	});
}
function isUndecided(judged) {
	return judged?.outcome === "inconclusive" || judged?.outcome === "insufficient";
}
function judgeOnce(cells, rate) {
	const figures = cells.map((cell) => figuresOf(cell, rate / cells.length));
	const slower = holm(figures.map(({ slowerP }) => slowerP));
	const faster = holm(figures.map(({ fasterP }) => fasterP));
	return cells.map(({ values, threshold }, index) => {
		const own = figures[index] ?? noFigures;
		const [slowerP, fasterP] = [slower[index] ?? 1, faster[index] ?? 1];
		const outcome = outcomeOf({
			...own,
			slowerP,
			fasterP
		}, rate);
		const rates = {
			decision: familyRate / cells.length,
			equivalence: equivalenceRate
		};
		const needed = outcome === "inconclusive" ? blocksToDecide(values, Math.log1p(threshold), rates) : null;
		const { location, detectable } = own;
		return {
			outcome,
			slowerP,
			fasterP,
			location,
			blocks: values.length,
			detectable,
			blocksToDecide: needed
		};
	});
}
const noFigures = {
	slowerP: 1,
	fasterP: 1,
	isEquivalent: false,
	location: null,
	detectable: null
};
function figuresOf({ values, threshold }, cellRate) {
	if (values.length === 0) return noFigures;
	const walsh = walshOf(values);
	const bound = Math.log1p(threshold);
	return {
		slowerP: probabilityAbove(walsh, bound),
		fasterP: probabilityBelow(walsh, -bound),
		isEquivalent: probabilityAbove(walsh, -bound) <= .05 && probabilityBelow(walsh, bound) <= .05,
		location: locationIn(walsh),
		detectable: detectableSlowdown(locationIn(walsh, 1 - 2 * cellRate), bound)
	};
}
function outcomeOf({ slowerP, fasterP, detectable, isEquivalent }, rate) {
	if (slowerP <= rate) return "regressed";
	if (fasterP <= rate) return "improved";
	if (detectable === null) return "insufficient";
	return isEquivalent ? "unchanged" : "inconclusive";
}
function detectableSlowdown({ estimate, interval }, bound) {
	return interval === null ? null : Math.expm1(bound + estimate - interval.low);
}
function holm(pValues) {
	const order = pValues.map((_, index) => index).sort((a, b) => (pValues[a] ?? 1) - (pValues[b] ?? 1));
	const adjusted = new Array(pValues.length);
	let largest = 0;
	for (const [rank, index] of order.entries()) {
		largest = Math.max(largest, Math.min(1, (pValues.length - rank) * (pValues[index] ?? 1)));
		adjusted[index] = largest;
	}
	return adjusted;
}
function requireNumbers({ values, added = [], threshold }) {
	if (!(threshold > 0 && Number.isFinite(threshold))) throw new RangeError(`a threshold of ${threshold}`);
	const wrong = [...values, ...added].find((value) => !Number.isFinite(value));
	if (wrong !== void 0) throw new RangeError(`a log ratio of ${wrong}`);
}

// src/compare/looks.ts
function looksOf(schedule) {
	if (schedule === null) return {
		rate: familyRate,
		firstBlocks: Number.POSITIVE_INFINITY
	};
	const [first, second] = schedule.looks;
	return {
		rate: rateOfLook(schedule.plannedLooks),
		firstBlocks: first === void 0 || second === void 0 ? Number.POSITIVE_INFINITY : first
	};
}
function cellAt({ firstBlocks }, { numbers, logRatios }, threshold) {
	const isFirst = (place) => (numbers[place] ?? 0) < firstBlocks;
	return {
		values: logRatios.filter((_, place) => isFirst(place)),
		added: logRatios.filter((_, place) => !isFirst(place)),
		threshold
	};
}

// src/measure/fingerprint.ts
function relativeDifference(one, other) {
	if (one.length !== other.length) return Number.POSITIVE_INFINITY;
	return one.reduce((largest, value, place) => Math.max(largest, between(value, other[place] ?? null)), 0);
}
function between(one, other) {
	if (one === null || other === null) return Number.POSITIVE_INFINITY;
	if (one === other) return 0;
	return Math.abs(one - other) / Math.max(Math.abs(one), Math.abs(other));
}
function changedText({ source }, relativeTolerance, difference) {
	return `does not compute the same every time: ${`${difference.toPrecision(2)} apart, where ${relativeTolerance} is allowed`}${source === null ? "" : "; seed its random numbers, or return nothing to leave it uncompared"}`;
}

// src/compare/pairs.ts
function blockValues(reference, subject) {
	const placeOf = placesOf(subject.blocks.numbers);
	const logRatioOf = valueFinder(reference, subject);
	const numbers = [];
	const logRatios = [];
	reference.blocks.numbers.forEach((number, place) => {
		const partner = placeOf(number, place);
		if (partner === void 0) return;
		numbers.push(number);
		logRatios.push(logRatioOf(place, partner));
	});
	return {
		numbers,
		logRatios
	};
}
function valueFinder(reference, subject) {
	const [values, others] = [reference.blocks.values, subject.blocks.values];
	if (values !== void 0 && others !== void 0) return (place, partner) => valueRatio(values[place] ?? NaN, others[partner] ?? NaN);
	const [one, other] = [reference.blocks, subject.blocks];
	const [starts, otherStarts] = [startsOf(one.turns), startsOf(other.turns)];
	const scale = reference.loops / subject.loops;
	return (place, partner) => {
		const [start, otherStart] = [starts[place] ?? 0, otherStarts[partner] ?? 0];
		const turns = Math.min(one.turns[place] ?? 0, other.turns[partner] ?? 0);
		const subjects = {
			values: other.batchNanoseconds,
			start: otherStart
		};
		return medianLogRatio({
			values: one.batchNanoseconds,
			start
		}, subjects, turns, scale);
	};
}
function valueRatio(reference, subject) {
	if (subject === reference) return 0;
	return reference > 0 && subject > 0 ? Math.log(subject / reference) : NaN;
}

// src/compare/times.ts
function blockMedians({ blocks: { turns, batchNanoseconds }, loops }) {
	let end = 0;
	return turns.map((count) => {
		end += count;
		return medianAt(batchNanoseconds, end - count, count) / loops;
	});
}
function turnSeconds({ blocks, loops }) {
	return Array.from(blocks.batchNanoseconds, (batch) => batch / loops / 1e9);
}
function unusableReason({ blocks }) {
	const { numbers, turns, batchNanoseconds, values } = blocks;
	if (numbers.length === 0) return "no block was measured";
	if (repeatedPlaces(numbers).length > 0) return "a block occurs twice";
	if (values !== void 0) {
		const wrong = values.findIndex((value) => !Number.isFinite(value));
		return wrong < 0 ? null : `block ${numbers[wrong]} holds a value of ${values[wrong]}`;
	}
	const noTurns = turns.indexOf(0);
	if (noTurns >= 0) return `block ${numbers[noTurns]} has no turns`;
	const wrong = placeOfNoTime(batchNanoseconds);
	return wrong < 0 ? null : `block ${numbers[startsOf(turns).findLastIndex((start) => start <= wrong)]} holds a time of ${batchNanoseconds[wrong]} ns`;
}
function placeOfNoTime(nanoseconds) {
	for (let at = 0; at < nanoseconds.length; at += 1) if (isNoTime(nanoseconds[at] ?? NaN)) return at;
	return -1;
}
function isNoTime(nanoseconds) {
	return !(nanoseconds > 0 && nanoseconds < Number.POSITIVE_INFINITY);
}

// src/compare/measured.ts
function measuredOf({ benchmarks, measurements }) {
	const usable = [];
	const unusable = [];
	for (const measurement of measurements) {
		const reason = unusableReason(measurement);
		if (reason === null) usable.push(measurement);
		else unusable.push({
			measurement,
			reason
		});
	}
	const byPair = ByPair.of(usable);
	const find = (benchmark, series) => byPair.get(benchmark, series);
	const pairsOf = (pair) => benchmarks.flatMap((benchmark) => {
		const referenceMeasurement = find(benchmark.name, pair.reference.id);
		const subjectMeasurement = find(benchmark.name, pair.subject.id);
		if (referenceMeasurement === void 0 || subjectMeasurement === void 0) return [];
		const values = blockValues(referenceMeasurement, subjectMeasurement);
		return [{
			...pair,
			benchmark,
			referenceMeasurement,
			subjectMeasurement,
			values
		}];
	});
	return {
		usable,
		unusable,
		benchmarks: new Map(benchmarks.map((one) => [one.name, one])),
		find,
		pairsOf
	};
}
function agreementOf({ benchmark, reference, subject, ...pair }) {
	const tolerance = benchmark.relativeTolerance;
	const one = pair.referenceMeasurement.fingerprint;
	const other = pair.subjectMeasurement.fingerprint;
	const names = {
		benchmark: benchmark.name,
		reference: reference.id,
		subject: subject.id,
		tolerance
	};
	if (tolerance === null || one === null || other === null || one.length + other.length === 0) return {
		...names,
		status: "not-comparable",
		largestRelativeDifference: null
	};
	const difference = relativeDifference(one, other);
	return {
		...names,
		status: difference <= tolerance ? "agrees" : "differs",
		largestRelativeDifference: Number.isFinite(difference) ? difference : null
	};
}
function geometricMean(pairs) {
	const timed = pairs.filter(({ benchmark }) => benchmark.role === "benchmark" && benchmark.method === "turns");
	const most = timed.reduce((blocks, { values }) => Math.max(blocks, values.numbers.length), 0);
	const rows = timed.filter(({ values }) => 2 * values.numbers.length >= most);
	const [first] = rows;
	if (first === void 0 || rows.length === 1) return [];
	const blocks = /* @__PURE__ */ new Map();
	for (const { values } of rows) values.numbers.forEach((number, place) => {
		const block = blocks.get(number) ?? {
			sum: 0,
			rows: 0
		};
		blocks.set(number, block);
		block.sum += values.logRatios[place] ?? NaN;
		block.rows += 1;
	});
	const means = [...blocks.values()].filter((one) => one.rows === rows.length).map(({ sum }) => sum / rows.length);
	if (means.length === 0) return [];
	return [{
		reference: first.reference.id,
		subject: first.subject.id,
		estimate: ratioOf(means),
		benchmarks: rows.length
	}];
}
function isComparable({ values: { logRatios } }) {
	return logRatios.length > 0 && logRatios.every(Number.isFinite);
}

// src/compare/controls.ts
function controlsOf(rows, looks, threshold) {
	const controls = rows.filter(({ row }) => row.benchmark.role === "control" && isComparable(row));
	const cells = controls.map(({ row }) => cellAt(looks, row.values, threshold));
	const judgements = judgeFamily(cells, looks.rate / 2);
	const moved = judgements.flatMap(({ outcome, location, blocks }, index) => {
		const control = controls[index];
		if (!(outcome === "regressed" || outcome === "improved") || control === void 0 || location === null) return [];
		const { row, samePython } = control;
		return [{
			benchmark: row.benchmark.name,
			base: row.reference.id,
			head: row.subject.id,
			estimate: ratioAt(location, blocks),
			samePython
		}];
	});
	return {
		judged: judgements.filter(({ outcome }) => outcome !== "insufficient").length,
		moved
	};
}

// src/compare/interaction.ts
function interactionsOf(all, reference) {
	const rows = all.filter(({ benchmark }) => benchmark.quantity === void 0);
	const key = ({ benchmark, subject: { threads, launcher } }) => JSON.stringify([
		benchmark.name,
		threads,
		launcher
	]);
	const references = new Map(rows.filter(({ subject }) => subject.variant === reference).map((row) => [key(row), row]));
	return rows.filter(({ subject }) => subject.variant !== reference).flatMap((row) => {
		const partner = references.get(key(row));
		if (partner === void 0) return [];
		const placeOf = placesOf(partner.values.numbers);
		const values = row.values.numbers.flatMap((number, place) => {
			const [value, other] = [row.values.logRatios[place], partner.values.logRatios[placeOf(number, place) ?? -1]];
			return value === void 0 || other === void 0 ? [] : [value - other];
		});
		if (values.length === 0) return [];
		const estimate = ratioOf(values);
		return [{
			axis: "interaction",
			benchmark: row.benchmark.name,
			reference: partner.subject.id,
			subject: row.subject.id,
			estimate,
			outcome: directionOf(estimate)
		}];
	});
}

// src/compare/value-cells.ts
const rounding = 1e-12;
function worseIsMore({ values, benchmark: { quantity } }, threshold) {
	if (quantity === void 0) return values;
	const bound = Math.log1p(threshold);
	const turned = (value) => quantity.better === "bigger" ? 0 - value : value;
	const atBound = (value) => Math.abs(Math.abs(value) - bound) < rounding ? Math.sign(value) * bound : value;
	return {
		...values,
		logRatios: values.logRatios.map((value) => atBound(turned(value)))
	};
}
function headOverBase({ estimate, interval }, { quantity }) {
	if (quantity?.better !== "bigger") return {
		estimate,
		interval
	};
	return {
		estimate: 0 - estimate,
		interval: interval && {
			...interval,
			low: 0 - interval.high,
			high: 0 - interval.low
		}
	};
}
function valuesOfArms({ name, quantity }, figures, base, head) {
	const figureOf = (series) => figures.get(name, series ?? "")?.value ?? null;
	return quantity === void 0 ? {} : { values: {
		...quantity,
		base: figureOf(base),
		head: figureOf(head)
	} };
}

// src/compare/code-axis.ts
function compareArms(all) {
	const prepared = all.map(prepare);
	const families = prepared.map(({ judged, looks, facts }) => judged.flat().map((row) => {
		const threshold = facts.thresholdFor(row.benchmark.name);
		return cellAt(looks, worseIsMore(row, threshold), threshold);
	}));
	const rates = prepared.filter((_, index) => families[index]?.length !== 0).map(({ looks }) => looks.rate);
	const judgements = judgeFamily(families.flat(), Math.min(familyRate, ...rates));
	let next = 0;
	return prepared.map((one, index) => {
		const family = families[index] ?? [];
		const own = judgements.slice(next, next + family.length);
		next += family.length;
		return axisOf(one, judgedComparisons(one, family, own));
	});
}
function prepare(facts) {
	const { result } = facts;
	const cells = armedCells(result.series);
	const shown = ByPair.of([...facts.timings, ...facts.values]);
	const isShown = ({ benchmark, reference, subject }) => [reference, subject].every(({ id }) => shown.has(benchmark.name, id));
	const pairs = cells.map(pairOf);
	const known = pairs.map((pair) => pair === null ? null : hasEqualEnvironments(pair, result.environments));
	const areOthersEqual = !known.includes(false);
	const equal = known.map((isEqual) => isEqual ?? areOthersEqual);
	const samePython = pairs.map((pair) => pair === null || isSamePython(pair, result.environments));
	const measured = pairs.map((pair) => pair === null ? [] : facts.measured.pairsOf(pair));
	const judged = measured.map((rows, index) => rows.filter((row) => isOnAxis(row.benchmark, equal[index] !== true) && isComparable(row) && isShown(row)));
	return {
		facts,
		shown,
		looks: looksOf(result.schedule),
		cells,
		equal,
		samePython,
		measured,
		judged
	};
}
function axisOf(prepared, decided) {
	const { facts, shown, looks, cells, equal, samePython, measured, judged } = prepared;
	const { result } = facts;
	const isWanted = (benchmark, index) => isOnAxis(benchmark, equal[index] !== true);
	const presence = {
		shown,
		isWithout: armsWithout(result),
		isExplained: explanations(result.failures)
	};
	const rest = cells.flatMap((cell, index) => unjudged(presence, facts, cell, {
		benchmarks: result.benchmarks.filter((one) => isWanted(one, index)),
		known: new Set(judged[index]?.map(({ benchmark }) => benchmark.name))
	}));
	return {
		comparisons: [...decided, ...rest],
		interactions: interactionsOf(judged.flat(), result.reference),
		geometricMeans: judged.flatMap(geometricMean),
		agreements: measured.flatMap((rows, index) => rows.filter(({ benchmark }) => isWanted(benchmark, index)).map(agreementOf)),
		controls: controlsOf(measured.flatMap((rows, index) => rows.map((row) => ({
			row,
			samePython: samePython[index] === true
		}))), looks, controlThreshold(facts, judged.flat()))
	};
}
function controlThreshold({ defaultShare, thresholdFor }, judged) {
	const least = judged.filter(({ benchmark }) => benchmark.quantity === void 0).reduce((share, { benchmark }) => Math.min(share, thresholdFor(benchmark.name)), defaultShare);
	return Math.max(least, .01);
}
function pairOf({ base, head }) {
	return base === null || head === null ? null : {
		reference: base,
		subject: head
	};
}
function isOnAxis({ role, source }, hasOtherEnvironment) {
	return role === "benchmark" && (source !== null || hasOtherEnvironment);
}
function cellOf({ base, head }) {
	const series = head ?? base;
	if (series === null) throw new Error("a cell has a series");
	const { variant, platform, threads, launcher } = series;
	return {
		variant,
		platform,
		threads,
		launcher
	};
}
function judgedComparisons({ shown, judged }, cells, judgements) {
	return judged.flat().flatMap(({ benchmark, reference: base, subject: head }, index) => {
		const [cell, judgement] = [cells[index], judgements[index]];
		if (cell === void 0 || judgement === void 0) return [];
		const { outcome, slowerP, fasterP, location, blocks, detectable, blocksToDecide } = judgement;
		return [{
			axis: "code",
			benchmark: benchmark.name,
			cell: cellOf({
				base,
				head
			}),
			base: base.id,
			head: head.id,
			outcome,
			estimate: location && ratioAt(headOverBase(location, benchmark), blocks),
			slowerP,
			fasterP,
			threshold: cell.threshold,
			detectable,
			blocksToDecide,
			baseSeconds: shown.get(benchmark.name, base.id)?.medianSeconds ?? null,
			headSeconds: shown.get(benchmark.name, head.id)?.medianSeconds ?? null,
			...valuesOfArms(benchmark, shown, base.id, head.id),
			reason: null
		}];
	});
}
function unjudged({ shown, isWithout, isExplained }, { thresholdFor }, cell, { benchmarks, known }) {
	return benchmarks.filter(({ name }) => !known.has(name)).map((benchmark) => {
		const { name, quantity } = benchmark;
		const [base = null, head = null] = [cell.base, cell.head].map((series) => series === null || isWithout(series.arm, name) ? null : series.id);
		const outcome = isWithout("base", name) ? "added" : isWithout("head", name) ? "removed" : "failed";
		const isSaid = [base, head].filter((id) => id !== null && !shown.has(name, id)).length > 0 || [base, head].some((id) => typeof id === "string" && isExplained(id, name));
		return {
			axis: "code",
			benchmark: name,
			cell: cellOf(cell),
			base,
			head,
			outcome,
			estimate: null,
			slowerP: null,
			fasterP: null,
			threshold: thresholdFor(name),
			detectable: null,
			blocksToDecide: null,
			baseSeconds: null,
			headSeconds: null,
			...valuesOfArms(benchmark, shown, base, head),
			reason: outcome === "failed" && !isSaid ? whyNot(cell, quantity !== void 0) : null
		};
	});
}
function whyNot({ base, head }, hasValues) {
	if (base === null) return "base has no such series to compare with";
	if (head === null) return "head has no such series to compare with";
	if (hasValues) return "there is no ratio of its values: in a block, they differ and are not both above 0";
	return "there is no block with usable times of both arms";
}

// src/plan/glob.ts
function lastFitting(rules) {
	const globs = rules.map((rule) => ({
		rule,
		fits: globOf(rule.glob)
	}));
	return (name) => globs.findLast(({ rule, fits }) => rule.glob === name || fits(name))?.rule;
}
function unmatchedNotice(input, globs, names, what) {
	const quoted = globs.filter((glob) => {
		const fits = globOf(glob);
		return !names.some((name) => name === glob || fits(name));
	}).map((glob) => `\`${glob.replaceAll("`", "'")}\``);
	return quoted.length === 0 ? [] : [`\`${input}\`: no benchmark fits ${quoted.join(" or ")}, which ${what}.`];
}
function globOf(glob) {
	const parts = partsOf(glob);
	return (name) => {
		let [part, at] = [0, 0];
		let [star, taken] = [-1, 0];
		while (at < name.length) {
			const here = parts[part];
			if (here === "any") {
				[star, taken] = [part, at];
				part += 1;
			} else if (here?.(name.charAt(at)) === true) {
				part += 1;
				at += 1;
			} else {
				if (star < 0) return false;
				taken += 1;
				[part, at] = [star + 1, taken];
			}
		}
		return parts.slice(part).every((left) => left === "any");
	};
}
function partsOf(glob) {
	return [...glob.matchAll(/\[(!?)([^\]]+)\]|[\s\S]/g)].map(([text, negation, set]) => {
		if (set !== void 0) return (character) => isInSet(character, set) === (negation === "");
		if (text === "*") return "any";
		return text === "?" ? () => true : (character) => character === text;
	});
}
function isInSet(character, set) {
	for (let at = 0; at < set.length; at += 1) {
		const [from, to] = [set.charAt(at), set.charAt(at + 2)];
		const isRange = set.charAt(at + 1) === "-" && to !== "";
		if (isRange ? from <= character && character <= to : from === character) return true;
		if (isRange) at += 2;
	}
	return false;
}

// src/compare/thresholds.ts
function defaultThreshold(platform) {
	return platform.startsWith("osx") ? .1 : .05;
}
function thresholdsOf(defaultShare, overrides = []) {
	const overrideFor = lastFitting(overrides);
	return (benchmark) => overrideFor(benchmark)?.share ?? defaultShare;
}

// src/compare/withheld.ts
function findWithheld(result, measured, pairs, compared, agreements) {
	return [
		...agreements.filter((agreement) => agreement.status === "differs").map(wrongResult),
		...measured.unusable.map(({ measurement: { benchmark, series }, reason }) => ({
			benchmark,
			series,
			kind: "unusable",
			reason
		})),
		...missing(result),
		...withoutReference(pairs, measured, compared)
	];
}
function wrongResult({ benchmark, subject, reference, tolerance, largestRelativeDifference }) {
	return {
		benchmark,
		series: subject,
		kind: "wrong-result",
		reason: `does not compute the same numbers as ${reference}: ${largestRelativeDifference === null ? "not all of its numbers are finite" : `they differ by ${largestRelativeDifference.toPrecision(2)} of their size, where ${tolerance} is allowed`}`
	};
}
function missing(result) {
	const { series, benchmarks, measurements, failures } = result;
	const known = ByPair.of(measurements);
	const isExplained = explanations(failures);
	const isWithout = armsWithout(result);
	return series.flatMap(({ id, arm }) => benchmarks.filter(({ name }) => !known.has(name, id) && !isExplained(id, name) && !isWithout(arm, name)).map(({ name }) => ({
		benchmark: name,
		series: id,
		kind: "missing",
		reason: "was neither measured nor reported as failed"
	})));
}
function withoutReference(pairs, { usable }, compared) {
	const bySubject = /* @__PURE__ */ new Map();
	for (const pair of pairs) bySubject.set(pair.subject.id, [...bySubject.get(pair.subject.id) ?? [], pair]);
	const key = (benchmark, { reference, subject }) => JSON.stringify([
		benchmark,
		reference.id,
		subject.id
	]);
	const paired = new Map(compared.map((pair) => [key(pair.benchmark.name, pair), pair]));
	return usable.flatMap(({ benchmark, series }) => (bySubject.get(series) ?? []).flatMap((pair) => {
		const partner = pair.reference.id;
		const both = paired.get(key(benchmark, pair));
		if (both !== void 0 && isComparable(both)) return [];
		return [{
			benchmark,
			series,
			kind: "no-reference",
			reason: whyNoRatio(both, partner)
		}];
	}));
}
function whyNoRatio(both, partner) {
	if (both === void 0) return `${partner} has no figure to compare with`;
	if (both.values.logRatios.length === 0) return `there is no block in which ${partner} was measured too`;
	return `in a block, there is no ratio of its figure to that of ${partner}`;
}

// src/compare/compare.ts
function compareResult(result, thresholdFor) {
	return compareResults([{
		result,
		...thresholdFor === void 0 ? {} : { thresholdFor }
	}]);
}
function compareResults(results) {
	const separate = results.map(({ result, thresholdFor }) => compareWithin(result, thresholdFor));
	const axes = compareArms(separate.map(({ arms }) => arms));
	return {
		timings: separate.flatMap(({ arms }) => arms.timings),
		values: separate.flatMap(({ arms }) => arms.values),
		backends: separate.flatMap(({ backends }) => backends),
		launchers: separate.flatMap(({ launchers }) => launchers),
		geometricMeans: separate.flatMap(({ geometricMeans }) => geometricMeans),
		agreements: separate.flatMap(({ agreements }) => agreements),
		withheld: separate.flatMap(({ withheld }) => withheld),
		code: {
			comparisons: axes.flatMap(({ comparisons }) => comparisons),
			interactions: axes.flatMap(({ interactions }) => interactions),
			geometricMeans: axes.flatMap(({ geometricMeans }) => geometricMeans),
			agreements: axes.flatMap(({ agreements }) => agreements),
			controls: {
				judged: axes.reduce((sum, { controls }) => sum + controls.judged, 0),
				moved: axes.flatMap(({ controls }) => controls.moved)
			}
		}
	};
}
function compareWithin(result, thresholdFor) {
	const measured = measuredOf(result);
	const variants = backendPairs(result);
	const pairs = [...variants, ...launcherPairs(result)];
	const byPair = pairs.map((pair) => measured.pairsOf(pair));
	const compared = byPair.flat();
	const agreements = compared.map(agreementOf);
	const wrong = ByPair.ofSubjects(agreements.filter(({ status }) => status === "differs"));
	const isRight = (benchmark, series) => !wrong.has(benchmark, series);
	const isFit = (pair) => isRight(pair.benchmark.name, pair.subject.id) && isComparable(pair);
	const timings = timingsOf(measured).filter(({ benchmark, series }) => isRight(benchmark, series));
	const platform = result.series[0]?.platform ?? "linux-64";
	return {
		backends: byPair.slice(0, variants.length).flat().filter(isFit).flatMap(backendComparison),
		launchers: byPair.slice(variants.length).flat().filter(isFit).flatMap(launcherComparison),
		geometricMeans: byPair.flatMap((rows) => geometricMean(rows.filter(isFit))),
		agreements,
		withheld: findWithheld(result, measured, pairs, compared, agreements),
		arms: {
			result,
			measured,
			timings,
			values: valuesOf(measured),
			defaultShare: defaultThreshold(platform),
			thresholdFor: thresholdFor ?? thresholdsOf(defaultThreshold(platform))
		}
	};
}
function backendPairs({ reference, series }) {
	const atHead = series.filter((candidate) => candidate.arm === "head");
	return atHead.filter((subject) => reference !== null && subject.variant !== reference).flatMap((subject) => {
		const found = atHead.find((candidate) => candidate.variant === reference && candidate.threads === subject.threads && candidate.launcher === subject.launcher);
		return found === void 0 ? [] : [{
			reference: found,
			subject
		}];
	});
}
function launcherPairs({ series }) {
	const cell = ({ variant, platform, threads }) => JSON.stringify([
		variant,
		platform,
		threads
	]);
	const atHead = series.filter(({ arm }) => arm === "head");
	const direct = new Map(atHead.filter(({ launcher }) => launcher === "direct").map((one) => [cell(one), one]));
	return atHead.flatMap((subject) => {
		const reference = direct.get(cell(subject));
		return subject.launcher === "direct" || reference === void 0 ? [] : [{
			reference,
			subject
		}];
	});
}
function launcherComparison(pair) {
	return backendComparison(pair).map((one) => ({
		...one,
		axis: "launcher"
	}));
}
function backendComparison({ benchmark, reference, subject, values }) {
	if (benchmark.quantity !== void 0) return [];
	const estimate = ratioOf(values.logRatios);
	return [{
		axis: "backend",
		benchmark: benchmark.name,
		reference: reference.id,
		subject: subject.id,
		estimate,
		outcome: directionOf(estimate)
	}];
}
function timingsOf({ usable, benchmarks }) {
	return usable.filter(({ benchmark }) => benchmarks.get(benchmark)?.quantity === void 0).map((measurement) => {
		const { benchmark, series } = measurement;
		const nanoseconds = median(blockMedians(measurement));
		const flop = benchmarks.get(benchmark)?.flop ?? null;
		return {
			benchmark,
			series,
			medianSeconds: nanoseconds / 1e9,
			gflopPerSecond: flop === null ? null : flop / nanoseconds
		};
	});
}
function valuesOf({ usable, benchmarks }) {
	return usable.flatMap(({ benchmark, series, blocks }) => {
		const quantity = benchmarks.get(benchmark)?.quantity;
		if (quantity === void 0) return [];
		return [{
			benchmark,
			series,
			value: median(blocks.values ?? []),
			unit: quantity.unit
		}];
	});
}

// src/compare/unmatched-globs.ts
function unmatchedNotices({ benchmarks, configuration }, overrides) {
	if (benchmarks.length === 0) return [];
	const names = benchmarks.map(({ name }) => name);
	const judged = benchmarks.filter(({ role }) => role === "benchmark").map(({ name }) => name);
	return [...unmatchedNotice("select", splitGlobs(configuration.select ?? ""), names.flatMap(withWholes), "selects nothing"), ...unmatchedNotice("threshold", overrides.map(({ glob }) => glob), judged, "changes nothing")];
}
function withWholes(name) {
	const steps = name.split("/");
	return steps.map((_, index) => steps.slice(0, index + 1).join("/"));
}

// src/result/matrix.ts
function legsOf(run) {
	return "legs" in run ? run.legs : [{
		...run,
		title: ""
	}];
}
function emptyRun(toolVersion, startedAt) {
	return {
		tool: {
			name: "blas-bench",
			version: toolVersion
		},
		startedAt,
		elapsedSeconds: 0,
		code: null,
		environments: [],
		series: [],
		benchmarks: [],
		measurements: [],
		failures: [],
		absences: [],
		notices: [],
		legs: []
	};
}

// src/gate/names.ts
const fields$1 = [
	"platform",
	"threads",
	"launcher",
	"leg",
	"arm"
];
function namesOf(all) {
	const varying = fields$1.filter((field) => new Set(all.map((one) => one[field])).size > 1);
	const names = new Map(all.map((one) => [one.id, nameOf$3(one, varying)]));
	return {
		place: (subject, benchmark) => {
			const name = names.get(subject) ?? code(subject);
			return benchmark === null ? name : `${code(benchmark)} on ${name}`;
		},
		series: (id) => names.get(id)
	};
}
function cellNamesOf(all) {
	return namesOf(all.map((one) => ({
		...one,
		arm: "head"
	})));
}
function nameOf$3(series, varying) {
	const more = varying.flatMap((field) => field === "threads" ? counted(series.threads, "thread") : series[field] ?? []);
	return code(series.variant) + (more.length === 0 ? "" : ` (${more.join(", ")})`);
}
function code(name) {
	return `\`${name.replace(/[`\s]+/g, " ")}\``;
}
const namedAtMost$1 = 3;
function listed(names) {
	const shown = names.slice(0, namedAtMost$1);
	const rest = names.length - shown.length;
	const last = rest > 0 ? `${rest} more` : shown.pop();
	return shown.length === 0 ? `${last}` : `${shown.join(", ")} and ${last}`;
}
function counted(count, noun) {
	return `${count} ${noun}${count === 1 ? "" : "s"}`;
}

// src/gate/reasons.ts
function findReasons(judged) {
	const { result, comparisons } = judged;
	const [names, cells, unfit] = [
		namesOf(result.series),
		cellNamesOf(result.series),
		unfitLegs(judged)
	];
	const named = {
		...judged,
		names,
		cells,
		unfit
	};
	const { place } = names;
	const withheld = (...kinds) => comparisons.withheld.filter(({ kind }) => kinds.includes(kind)).map((row) => place(row.series, row.benchmark));
	const failures = result.failures.map(({ subject, benchmark }) => place(subject, benchmark));
	const lost = result.absences.filter(({ kind }) => kind === "outage").map(({ variant }) => code(variant));
	return [
		...mismatched(named),
		...reason("unverified", unverified(named), (names) => `not known what NumPy really calls in ${listed(names)}`),
		...nothingMeasured$1(named),
		...reason("wrong-result", withheld("wrong-result"), (names) => `${counted(names.length, "wrong result")}: ${listed(names)}`),
		...reason("failed", [
			...failures,
			...withheld("unusable", "missing"),
			...failedCells(named),
			...lostBase(named)
		], (names) => `${counted(names.length, "failure")}: ${listed(names)}`),
		...unfitMachine(named),
		...codeReasons(named),
		...reason("outage", lost, (names) => `${listed(names)} ${names.length === 1 ? "was" : "were"} lost to an outage`)
	];
}
function reason(name, subjects, text) {
	const distinct = [...new Set(subjects)];
	return distinct.length === 0 ? [] : [{
		class: name,
		text: text(distinct)
	}];
}
function codeReasons({ comparisons, cells, unfit }) {
	const family = comparisons.code.comparisons.filter(({ estimate }) => estimate !== null).length;
	const of = (outcome) => comparisons.code.comparisons.filter((one) => one.outcome === outcome && !unfit.series.has(one.head ?? "")).map(({ benchmark, head }) => cells.place(head ?? "", benchmark));
	const all = counted(family, "comparison");
	const [regressed, insufficient, inconclusive] = [
		of("regressed"),
		of("insufficient"),
		of("inconclusive")
	];
	return [
		...reason("regression", regressed, () => `${counted(regressed.length, "regression")} in ${all}`),
		...reason("insufficient", insufficient, (names) => `${insufficient.length} of ${all} with too few blocks to find any slowdown: ${listed(names)}`),
		...reason("inconclusive", inconclusive, (names) => `${inconclusive.length} of ${all} inconclusive: ${listed(names)}`)
	];
}
function failedCells({ comparisons, cells }) {
	return comparisons.code.comparisons.filter(({ outcome, reason: why }) => outcome === "failed" && why !== null).map(({ benchmark, head, base }) => cells.place(head ?? base ?? "", benchmark));
}
function lostBase({ result }) {
	return legsOf(result).flatMap(({ title, code: commits, series, failures, notices }) => {
		const isLost = series.length > 0 && !series.some(({ arm }) => arm === "base");
		const wasWanted = commits?.baseCommit != null && !notices.includes("Your code was not measured: built-in benchmarks in equal environments would time the same code twice. Name benchmarks of your own with functions:FILE, or say what to install.");
		if (!isLost || !wasWanted || failures.length > 0) return [];
		return [`base${title === "" ? "" : ` of ${code(title)}`}, with which nothing was compared`];
	});
}
function movedByMachine({ comparisons }) {
	return comparisons.code.controls.moved.filter(({ samePython }) => samePython);
}
function unfitLegs(judged) {
	const moved = new Set(movedByMachine(judged).map(({ head }) => head));
	const legs = legsOf(judged.result).filter(({ series }) => series.some(({ arm }) => arm === "base"));
	const unfit = legs.filter(({ series }) => series.some(({ id }) => moved.has(id)));
	if (unfit.length === legs.length) return {
		titles: [],
		series: /* @__PURE__ */ new Set()
	};
	return {
		titles: unfit.map(({ title }) => title),
		series: new Set(unfit.flatMap(({ series }) => series.map(({ id }) => id)))
	};
}
function unfitMachine(named) {
	const { comparisons, cells, unfit } = named;
	const names = movedByMachine(named).map(({ benchmark, head, estimate: { ratio } }) => {
		const change = `${ratio > 1 ? "+" : "-"}${Math.abs(100 * (ratio - 1)).toFixed(0)} %`;
		return `${cells.place(head, benchmark)} (${change})`;
	});
	const moved = `${names.length} of ${counted(comparisons.code.controls.judged, "control")} moved between the arms`;
	const [machine, kind] = unfit.titles.length === 0 ? ["the machine was", "unfit-machine"] : [`the machine of ${listed(unfit.titles.map(code))} was`, "unfit-leg"];
	return reason(kind, names, () => `${machine} not fit: ${moved}, ${listed(names)}`);
}
function mismatched(named) {
	const { result, verdicts } = named;
	const wrong = result.series.filter(({ id }) => verdicts.get(id)?.status === "mismatch");
	const places = new Set(wrong.map(({ environment }) => environment));
	const installs = result.environments.filter(({ id }) => places.has(id)).flatMap((one) => one.installs);
	const commands = [...new Set(installs.flatMap(({ command, change }) => change === null ? [] : [code(command)]))];
	const since = commands.length === 0 ? "" : `, since ${listed(commands)}`;
	return reason("backend", namesOfSome(wrong, named), (names) => `${listed(names)} ${names.length === 1 ? "is" : "are"} not what was asked for${since}`);
}
function namesOfSome(some, { result, names, cells }) {
	const chosen = new Set(some);
	const incomplete = new Set(result.series.filter((one) => !chosen.has(one)).map(({ id }) => cells.series(id)));
	return some.flatMap(({ id }) => {
		const name = cells.series(id);
		return (incomplete.has(name) ? names.series(id) : name) ?? [];
	});
}
function unverified(named) {
	const { result, verdicts, comparisons } = named;
	const timed = new Set([...comparisons.timings, ...comparisons.values].map(({ series }) => series));
	return namesOfSome(result.series.filter(({ id }) => timed.has(id) && (verdicts.get(id)?.status ?? "unknown") === "unknown"), named);
}
function nothingMeasured$1({ result, comparisons }) {
	const legs = legsOf(result);
	const controls = new Set(result.benchmarks.filter(({ role }) => role === "control").map(({ name }) => name));
	const timed = new Set([...comparisons.timings, ...comparisons.values].filter(({ benchmark }) => !controls.has(benchmark)).map(({ series }) => series));
	const hasTimed = ({ series }, of) => series.some(({ id, arm }) => arm === of && timed.has(id));
	const empty = legs.filter((leg) => !hasTimed(leg, "head")).filter((leg) => !hasTimed(leg, "base") || leg.failures.length === 0);
	if (empty.length === 0 && legs.length > 0) return [];
	return [{
		class: "nothing-measured",
		text: `${empty.length > 0 && empty.every((leg) => hasTimed(leg, "base")) ? "head measured nothing" : "nothing was measured"}${empty.length === legs.length ? "" : ` in ${listed(empty.map(({ title }) => code(title)))}`}`
	}];
}

// src/gate/decide.ts
const rules = {
	backend: {
		failsOn: ["backend"],
		exitCode: exitCode.gateFailed
	},
	"unfit-machine": {
		failsOn: ["regression", "insufficient"],
		exitCode: exitCode.nothingMeasured
	},
	regression: {
		failsOn: ["regression"],
		exitCode: exitCode.gateFailed
	},
	"unfit-leg": {
		failsOn: ["regression", "insufficient"],
		exitCode: exitCode.nothingMeasured
	},
	"nothing-measured": {
		failsOn: ["nothing-measured"],
		exitCode: exitCode.nothingMeasured
	},
	"wrong-result": {
		failsOn: ["failed"],
		exitCode: exitCode.gateFailed
	},
	failed: {
		failsOn: ["failed"],
		exitCode: exitCode.gateFailed
	},
	insufficient: {
		failsOn: ["insufficient"],
		exitCode: exitCode.nothingMeasured
	},
	inconclusive: {
		failsOn: ["inconclusive"],
		exitCode: exitCode.nothingMeasured
	},
	unverified: {
		failsOn: ["unverified", "inconclusive"],
		exitCode: exitCode.nothingMeasured
	},
	outage: {
		failsOn: ["inconclusive"],
		exitCode: exitCode.nothingMeasured
	}
};
const importance = Object.keys(rules);
function decide({ failOn, ...judged }) {
	const reasons = findReasons(judged).toSorted((one, other) => importance.indexOf(one.class) - importance.indexOf(other.class));
	const failing = reasons.find((reason) => rules[reason.class].failsOn.some((word) => failOn.includes(word)));
	if (failing !== void 0) return {
		status: "fail",
		reasons,
		exitCode: rules[failing.class].exitCode
	};
	if (reasons.length === 0) return {
		status: "pass",
		reasons,
		exitCode: exitCode.pass
	};
	return {
		status: "inconclusive",
		reasons,
		exitCode: reasons.some((reason) => reason.class === "nothing-measured") ? exitCode.nothingMeasured : exitCode.pass
	};
}

// src/report/agreement.ts
function agreementReport(agreements, labels) {
	const rows = (status) => agreements.filter((one) => one.status === status).map((one) => ({
		benchmark: one.benchmark,
		label: labels.of(one.subject),
		referenceLabel: labels.of(one.reference),
		largestRelativeDifference: one.largestRelativeDifference,
		tolerance: one.tolerance
	}));
	const agreeing = rows("agrees");
	const bySize = agreeing.toSorted((a, b) => (b.largestRelativeDifference ?? 0) - (a.largestRelativeDifference ?? 0));
	return {
		differing: rows("differs"),
		agreeing: agreeing.length,
		notComparable: rows("not-comparable").length,
		largest: bySize[0] ?? null
	};
}

// src/report/backend-rows.ts
function backendRows(result, verdicts, labels) {
	const environments = new Map(result.environments.map((environment) => [environment.id, environment]));
	return result.series.map((series) => {
		const verdict = verdicts.get(series.id) ?? unproven(series.threads);
		const { blas, lapack, scipy } = verdict;
		const installs = environments.get(series.environment)?.installs ?? [];
		return {
			series: series.id,
			arm: series.arm,
			label: labels.of(series.id),
			requested: series.variant,
			installed: verdict.installed,
			blas: nameOf$2(blas),
			lapack: nameOf$2(lapack),
			lapackIsSame: blas !== null && blas.realPath === lapack?.realPath && blas.family === lapack.family,
			threads: verdict.threads,
			status: verdict.status,
			reasons: verdict.reasons,
			scipy: scipy === null ? null : {
				blas: nameOf$2(scipy.blas),
				lapack: nameOf$2(scipy.lapack)
			},
			others: verdict.others,
			changedBy: installs.flatMap(({ command, change }) => change === null ? [] : [command])
		};
	});
}
function backendCells(rows, labels) {
	const arms = /* @__PURE__ */ new Map();
	for (const row of rows) {
		const cell = labels.ofCell(row.series);
		arms.set(cell, {
			...arms.get(cell),
			[row.arm]: row
		});
	}
	return [...arms].flatMap(([label, { base, head }]) => {
		if (head === void 0) return base === void 0 ? [] : [{
			label: base.label,
			now: base,
			before: null
		}];
		return [{
			label,
			now: head,
			before: base === void 0 || isEqualProof(base, head) ? null : base
		}];
	});
}
function isEqualProof(one, other) {
	const proof = ({ series, arm, label, reasons, ...row }) => JSON.stringify({
		...row,
		reasons: row.status === "verified" ? [] : reasons
	});
	return proof(one) === proof(other);
}
function isVerified({ now, before }) {
	return now.status === "verified" && (before === null || before.status === "verified");
}
function separateLapack(row) {
	if (row === void 0 || row.lapack === null || row.lapackIsSame) return null;
	const { family, fileName } = row.lapack;
	return family !== null && family === row.blas?.family ? null : family ?? fileName;
}
function nameOf$2(library) {
	if (library === null) return null;
	const family = workingFamily(library) ?? library.family;
	return {
		fileName: library.fileName,
		family: family === null ? null : familyNames[family],
		backend: library.backend,
		version: library.version,
		coreType: library.coreType,
		integers: library.integers
	};
}
function unproven(threads) {
	return {
		status: "unknown",
		reasons: ["there is no evidence of this series"],
		blas: null,
		lapack: null,
		scipy: null,
		others: [],
		threads: {
			asked: threads,
			effective: null
		},
		installed: null
	};
}

// src/report/groups.ts
function grouped(items, keyOf) {
	const groups = /* @__PURE__ */ new Map();
	for (const item of items) {
		const key = keyOf(item);
		const group = groups.get(key);
		if (group === void 0) groups.set(key, [item]);
		else group.push(item);
	}
	return groups;
}

// src/report/contrasts.ts
function contrasts(comparisons, interactions, labels) {
	const byBenchmark = grouped(interactions, ({ benchmark }) => benchmark);
	const times = comparisons.filter(({ values }) => values === void 0);
	return [...grouped(times, ({ benchmark }) => benchmark)].flatMap(([benchmark, all]) => {
		const slower = all.filter(({ outcome }) => outcome === "regressed");
		const others = all.filter(({ outcome }) => outcome !== "regressed");
		if (slower.length === 0 || others.length === 0) return [];
		const change = changes(byBenchmark.get(benchmark) ?? [], slower, labels);
		return [`${quoted(benchmark)} is ${where(slower, others, labels)}.${change}`];
	});
}
function where(slower, others, labels) {
	const name = ({ head, base }) => quoted(labels.ofCell(head ?? base ?? ""));
	const names = slower.map((one) => one.estimate === null ? name(one) : `${name(one)}, ${ratioWithInterval(one.estimate)}`);
	const isOnly = others.every(({ outcome }) => outcome === "unchanged" || outcome === "improved");
	const elsewhere = [...grouped(others, ({ outcome }) => outcome)].map(([outcome, some]) => {
		return `${outcome} on ${some.map((one) => one.estimate === null ? name(one) : `${name(one)}${intervalOf(one.estimate)}`).join(", ")}`;
	});
	return `slower ${isOnly ? "only " : ""}on ${names.join("; ")}; ${elsewhere.join("; ")}`;
}
function changes(interactions, slower, labels) {
	const isSlower = (series) => slower.some(({ head }) => head === series);
	return interactions.filter(({ subject, reference, outcome }) => outcome !== "undecided" && isSlower(subject) !== isSlower(reference)).map(({ subject, reference, estimate }) => {
		const [one, other] = [subject, reference].map((series) => quoted(labels.ofCell(series)));
		return ` Its change on ${one} is ${ratioWithInterval(estimate)} times that on ${other}.`;
	}).join("");
}

// src/report/code-rows.ts
const rank = {
	regressed: 0,
	failed: 1,
	insufficient: 2,
	inconclusive: 3,
	improved: 4,
	unchanged: 5,
	added: 6,
	removed: 7
};
function codeReport({ code, timings }, labels) {
	const timed = ByPair.of(timings);
	const secondsOf = (benchmark, series) => series === null ? null : timed.get(benchmark, series)?.medianSeconds ?? null;
	return {
		rows: code.comparisons.map((one) => {
			const { benchmark, base, head } = one;
			return {
				...codeRow(one, labels),
				baseSeconds: secondsOf(benchmark, base),
				headSeconds: secondsOf(benchmark, head)
			};
		}).toSorted((one, other) => rank[one.outcome] - rank[other.outcome] || worsening(other) - worsening(one)),
		interactions: code.interactions.map(({ benchmark, reference, subject, estimate, outcome }) => ({
			benchmark,
			label: labels.ofCell(subject),
			referenceLabel: labels.ofCell(reference),
			estimate,
			outcome
		})),
		contrasts: contrasts(code.comparisons, code.interactions, labels),
		geometricMeans: code.geometricMeans.map(({ subject, estimate, benchmarks }) => ({
			label: labels.ofCell(subject),
			estimate,
			benchmarks
		})),
		changedNumbers: agreementReport(code.agreements, {
			...labels,
			of: labels.ofCell
		}).differing,
		movedControls: code.controls.moved.map(({ benchmark, head, estimate, samePython }) => ({
			benchmark,
			label: labels.ofCell(head),
			estimate,
			samePython
		}))
	};
}
function codeRow(one, labels) {
	const isSlower = (one.estimate === null ? 1 : worsening(one)) >= 1;
	return {
		outcome: one.outcome,
		benchmark: one.benchmark,
		label: labels.ofCell(one.head ?? one.base ?? one.cell.variant),
		estimate: one.estimate,
		p: isSlower ? one.slowerP : one.fasterP,
		threshold: one.threshold,
		detectable: one.detectable,
		blocksToDecide: one.blocksToDecide,
		...one.values === void 0 ? {} : { values: one.values },
		reason: one.reason
	};
}
function worsening({ estimate, values }) {
	if (estimate === null) return 0;
	return values?.better === "bigger" ? 1 / estimate.ratio : estimate.ratio;
}

// src/report/environment-rows.ts
function environmentRows(result, labels) {
	const isTwin = (one, other) => one.arm !== other.arm && one.variant === other.variant && one.platform === other.platform;
	const isAlike = (one, other) => alike(environmentRow(one, result, labels)) === alike(environmentRow(other, result, labels));
	return result.environments.flatMap((environment) => {
		const twin = result.environments.find((other) => isTwin(environment, other));
		if (twin === void 0 || !isAlike(environment, twin)) return [environmentRow(environment, result, labels)];
		return environment.arm === "base" ? [] : [environmentRow(environment, result, {
			...labels,
			of: labels.ofCell
		})];
	});
}
function alike({ label, ...row }) {
	return JSON.stringify(row);
}
function environmentLabel(environment, result, labels) {
	const series = result.series.find((one) => one.environment === environment.id);
	return series === void 0 ? environment.variant : labels.of(series.id);
}
function environmentRow(environment, result, labels) {
	const evidence = result.series.find((one) => one.environment === environment.id)?.sightings[0]?.evidence;
	return {
		label: environmentLabel(environment, result, labels),
		provider: environment.provider,
		specs: environment.specs,
		channels: environment.channels,
		python: evidence?.python.version ?? null,
		numpy: evidence?.numpy.status === "imported" ? evidence.numpy.version : null,
		packages: environment.packages.length,
		hash: environment.hash
	};
}

// src/report/packages.ts
function packageTable(result, labels) {
	const environments = result.environments.filter(({ packages }) => packages.length > 0);
	if (environments.length < 2) return null;
	const columns = environments.map(({ packages }) => new Map(packages.map((one) => [nameOf$1(one), buildOf(one)])));
	const rows = [...new Set(columns.flatMap((column) => [...column.keys()]))].sort().map((name) => ({
		name,
		cells: columns.map((column) => column.get(name) ?? null)
	}));
	const differing = rows.filter(({ cells }) => cells.some((cell) => cell !== cells[0]));
	return {
		labels: environments.map((environment) => environmentLabel(environment, result, labels)),
		rows: differing,
		same: rows.length - differing.length
	};
}
function nameOf$1({ manager, name }) {
	return manager === "conda" ? name : `${name} (pip)`;
}
function buildOf({ version, build }) {
	return build === null ? version : `${version} ${build}`;
}

// src/report/environment-changes.ts
function packageChanges(legs, labels) {
	const changes = legs.flatMap((leg) => twinsOf(leg.environments).flatMap((environments) => {
		const table = packageTable({
			...leg,
			environments: [...environments]
		}, labels);
		const label = environmentLabel(environments[1], leg, {
			...labels,
			of: labels.ofCell
		});
		return (table?.rows ?? []).map(({ name, cells: [base = null, head = null] }) => ({
			label,
			name,
			base,
			head
		}));
	}));
	return [...grouped(changes, ({ name, base, head }) => JSON.stringify([
		name,
		base,
		head
	])).values()].flatMap((group) => {
		const [first] = group;
		return first === void 0 ? [] : [{
			...first,
			labels: group.map(({ label }) => label)
		}];
	});
}
function twinsOf(environments) {
	return environments.flatMap((head) => {
		const base = environments.find(({ arm, variant, platform }) => arm === "base" && variant === head.variant && platform === head.platform);
		return head.arm === "head" && base !== void 0 ? [[base, head]] : [];
	});
}
function backendInstalls(result, labels) {
	const changes = result.environments.flatMap((environment) => environment.installs.flatMap(({ command, change }) => change === null ? [] : [{
		label: environmentLabel(environment, result, labels),
		command,
		change
	}]));
	return [...grouped(changes, ({ command, change }) => JSON.stringify([command, change])).values()].flatMap((group) => {
		const [first] = group;
		return first === void 0 ? [] : [{
			...first,
			labels: group.map(({ label }) => label)
		}];
	});
}

// src/report/figures.ts
function columnLabel({ label, status }) {
	return status === "verified" ? label : `${label} (${status})`;
}
function ratioTables(facts) {
	const { backends, launchers } = facts.comparisons;
	return [...tablesOf$1(facts, "backend", backends), ...tablesOf$1(facts, "launcher", launchers)];
}
function tablesOf$1(facts, axis, all) {
	const { comparisons, labels } = facts;
	const references = unique(all.map(({ reference }) => reference));
	const found = ByPair.ofSubjects(all);
	const gap = gapFinder(facts);
	return references.map((reference) => {
		const subjects = unique(all.filter((one) => one.reference === reference).map(({ subject }) => subject));
		return {
			axis,
			reference,
			referenceLabel: labels.ofCell(reference),
			referenceLapack: lapackOf(facts, reference),
			subjects: subjects.map((series) => column(facts, series, labels.besides(series, reference))),
			rows: timedBenchmarks(facts.result).map((benchmark) => ({
				benchmark: nameOf(benchmark),
				cells: subjects.map((subject) => {
					const comparison = found.get(benchmark.name, subject);
					if (comparison === void 0) return gap(benchmark.name, subject);
					const { estimate, outcome } = comparison;
					return {
						kind: "ratio",
						estimate,
						outcome,
						lapack: lapackFor(facts, benchmark, subject)
					};
				})
			})),
			geometricMeans: subjects.map((subject) => {
				const mean = comparisons.geometricMeans.find((one) => one.reference === reference && one.subject === subject);
				return mean === void 0 ? null : {
					estimate: mean.estimate,
					benchmarks: mean.benchmarks
				};
			})
		};
	});
}
function timeTable(facts) {
	const { result, comparisons, labels } = facts;
	const found = ByPair.of(comparisons.timings);
	const values = ByPair.of(comparisons.values);
	const gap = gapFinder(facts);
	return {
		series: result.series.map(({ id }) => column(facts, id, labels.of(id))),
		rows: benchmarksOf(result).map((benchmark) => ({
			benchmark: nameOf(benchmark),
			cells: result.series.map(({ id }) => {
				const value = values.get(benchmark.name, id);
				if (value !== void 0) return {
					kind: "value",
					value: value.value,
					unit: value.unit
				};
				const timing = found.get(benchmark.name, id);
				if (timing === void 0) return gap(benchmark.name, id);
				const { medianSeconds, gflopPerSecond } = timing;
				return {
					kind: "time",
					medianSeconds,
					gflopPerSecond,
					lapack: lapackFor(facts, benchmark, id)
				};
			})
		}))
	};
}
function timesAtHead(table, labels) {
	const isShown = (index) => table.series[index]?.arm === "head";
	return {
		series: table.series.filter(({ arm }) => arm === "head").map((one) => ({
			...one,
			label: labels.ofCell(one.series)
		})),
		rows: table.rows.map(({ benchmark, cells }) => ({
			benchmark,
			cells: cells.filter((_, index) => isShown(index))
		}))
	};
}
function benchmarksOf(result) {
	return result.benchmarks.filter(({ role }) => role === "benchmark");
}
function timedBenchmarks(result) {
	return benchmarksOf(result).filter(({ quantity }) => quantity === void 0);
}
function column({ backends }, series, label) {
	const row = backends.find((one) => one.series === series);
	return {
		series,
		arm: row?.arm ?? "head",
		label,
		status: row?.status ?? "unknown"
	};
}
function nameOf({ name, layer, description }) {
	return {
		name,
		layer,
		description
	};
}
function lapackFor(facts, benchmark, series) {
	return benchmark.layer === "lapack" ? lapackOf(facts, series) : null;
}
function lapackOf({ backends }, series) {
	return separateLapack(backends.find((row) => row.series === series));
}
function gapFinder({ comparisons, result }) {
	const withheld = ByPair.of(comparisons.withheld);
	const isExplained = explanations(result.failures);
	return (benchmark, series) => ({ kind: withheld.get(benchmark, series)?.kind ?? (isExplained(series, benchmark) ? "failed" : "not-measured") });
}
function unique(names) {
	return [...new Set(names)];
}

// src/report/code-lead.ts
function codeLead(rows, fitMachines) {
	if (rows.length === 0) return "No benchmark is of your code, and base and head have equal environments.";
	const byOutcome = grouped(rows, ({ outcome }) => outcome);
	const of = (outcome) => byOutcome.get(outcome) ?? [];
	const changed = (outcome, hasValues) => of(outcome).filter(({ values }) => values !== void 0 === hasValues).length;
	const numbered = (amount, words) => amount === 0 ? [] : [`${amount} ${words}`];
	const within = range(of("unchanged").map(({ threshold }) => threshold));
	const inconclusive = of("inconclusive");
	const seen = range(inconclusive.flatMap(({ detectable }) => detectable === null ? [] : [detectable]));
	const [added, removed] = [of("added").length, of("removed").length];
	const counts = `Head against base: ${[
		...numbered(changed("regressed", false), "slower"),
		...numbered(changed("regressed", true), "worse"),
		...numbered(changed("improved", false), "faster"),
		...numbered(changed("improved", true), "better"),
		...numbered(of("unchanged").length, `unchanged within ${within}`),
		...numbered(inconclusive.length, `inconclusive (could have seen ${seen})`),
		...numbered(of("insufficient").length, "with too few blocks"),
		...numbered(of("failed").length, "failed"),
		added + removed === 0 ? "none added or removed" : `${added} added, ${removed} removed`
	].join(", ")}.`;
	if (!rows.some(({ estimate }) => estimate !== null)) return counts;
	return `${counts} ${trust[fitMachines]}`;
}
const chance = `Chance that an unchanged pull request is called slower: at most ${share(familyRate)}.`;
const trust = {
	all: chance,
	some: `Of the rows of a machine that was not fit, nothing can be said of the code. ${chance}`,
	none: "The machine was not fit, so none of this can be said of the code."
};
function range(shares) {
	if (shares.length === 0) return "nothing";
	const least = share(shares.reduce((one, other) => Math.min(one, other)));
	const most = share(shares.reduce((one, other) => Math.max(one, other)));
	return least === most ? least : `${least} to ${most}`;
}

// src/report/headline.ts
const namedAtMost = 6;
function measuredBenchmarks(times) {
	return times.rows.filter(({ cells }) => cells.some(({ kind }) => kind === "time" || kind === "value")).length;
}
function headline(facts) {
	const { decision, backends, times } = facts;
	const benchmarks = measuredBenchmarks(times);
	if (benchmarks === 0) return nothingMeasured(decision);
	const news = [
		...backends.flatMap(movedTo),
		...isUnmeasured(facts) ? ["your code was not measured"] : [],
		...isUncompared(facts) ? ["nothing was compared with base"] : []
	];
	if (decision.reasons.length > 0) {
		const reasons = decision.reasons.map((reason, index) => index === 0 ? reason.text : brief(reason));
		return `${decision.status}. ${upperFirst([...reasons, ...news].join("; "))}`;
	}
	return [`${decision.status}. ${allWell(facts, benchmarks)}`, ...news].join("; ");
}
function brief({ class: name, text }) {
	return name === "inconclusive" || name === "insufficient" ? text.replace(/: .*/s, "") : text;
}
function isUnmeasured({ code, notices }) {
	return code?.rows.length === 0 || notices.includes("Your code was not measured: built-in benchmarks in equal environments would time the same code twice. Name benchmarks of your own with functions:FILE, or say what to install.");
}
function isUncompared({ code }) {
	return code !== null && code.rows.length > 0 && code.rows.every(({ estimate }) => estimate === null);
}
function allWell({ code, backends }, benchmarks) {
	const judged = code?.rows.filter(({ estimate }) => estimate !== null).length ?? 0;
	const measured = judged === 0 ? `${count(benchmarks, "benchmark")} measured` : `no regression in ${count(judged, "comparison")}`;
	const verified = backends.filter(isVerified).length;
	if (backends.length === 1 && verified === 1) return `The backend is verified, ${measured}${code === null ? ", nothing to compare with" : ""}`;
	const all = verified === 2 ? "Both" : `All ${verified}`;
	return `${verified === backends.length ? all : `${verified} of ${backends.length}`} backends verified, ${measured}`;
}
function movedTo({ label, now, before }) {
	const [old, young] = [before?.blas?.family, now.blas?.family];
	if (now.status !== "verified" || old == null || young == null || old === young) return [];
	return [`${quoted(label)} runs on ${young} instead of ${old}`];
}
function nothingMeasured(decision) {
	return `${decision.status === "pass" ? "inconclusive" : decision.status}. ${["Nothing was measured", ...decision.reasons.filter((reason) => reason.class !== "nothing-measured").map(({ text }) => text)].join("; ")}`;
}
function leadLines(facts, isAllWell) {
	const classes = facts.decision.reasons.map((reason) => reason.class);
	const fit = classes.includes("unfit-machine") ? "none" : classes.includes("unfit-leg") ? "some" : "all";
	return [
		facts.code !== null && measuredBenchmarks(facts.times) > 0 ? codeLead(facts.code.rows, fit) : "",
		countsLine(facts),
		isAllWell ? proofLine(facts.backends) : ""
	].filter((line) => line !== "");
}
function countsLine({ code, backends, ratios, times, blocks, elapsedSeconds }) {
	const benchmarks = measuredBenchmarks(times);
	if (benchmarks === 0) return "";
	return [`${`${count(benchmarks, "benchmark")} on ${count(backends.length, "backend")}`} in ${blocksText(blocks)}, ${duration(elapsedSeconds)}.`, ...[meansText("Head over base", code?.geometricMeans ?? []), ...ratios.map((table) => meansText(`Time against ${quoted(table.referenceLabel)}`, subjectMeans(table)))].filter((text) => text !== "")].join(" ");
}
function blocksText({ measured, planned }) {
	if (planned === null || measured >= planned) return count(measured, "block");
	return `${measured} of ${count(planned, "block")}`;
}
function subjectMeans({ geometricMeans, subjects }) {
	return geometricMeans.flatMap((mean, index) => {
		const subject = subjects[index];
		return mean === null || subject === void 0 ? [] : [{
			...mean,
			label: columnLabel(subject)
		}];
	});
}
function meansText(what, means) {
	if (means.length === 0) return "";
	const most = Math.max(...means.map(({ benchmarks }) => benchmarks));
	return `${what}, geometric mean of ${most}: ${capped(means.map(({ label, estimate, benchmarks }) => {
		const of = benchmarks === most ? "" : ` of ${benchmarks}`;
		return `${quoted(label)} ${ratioWithInterval(estimate)}${of}`;
	}))}.`;
}
function proofLine(backends) {
	if (backends.length === 0) return "";
	const proofs = backends.map(({ label, now }) => `${quoted(label)} calls ${called(now)}`);
	return `${count(backends.length, "backend")} verified: ${capped(proofs)}.`;
}
function called(row) {
	const lapack = separateLapack(row);
	return `${row.blas === null ? "an unnamed library" : named(row.blas)}${lapack === null ? "" : ` with ${lapack}'s LAPACK`}`;
}
function named({ fileName, coreType }) {
	return quoted(fileName) + (coreType === null ? "" : ` (${coreType})`);
}
function capped(items) {
	const more = items.length - namedAtMost;
	return [...items.slice(0, namedAtMost), ...more > 0 ? [`${more} more`] : []].join(", ");
}
function upperFirst(text) {
	return text.charAt(0).toUpperCase() + text.slice(1);
}

// src/report/labels.ts
const fields = [
	"platform",
	"threads",
	"launcher",
	"leg",
	"arm"
];
function labelsOf(all) {
	const byId = new Map(all.map((series) => [series.id, series]));
	const ids = [...byId.keys()].sort((one, other) => other.length - one.length);
	const varying = fields.filter((field) => new Set(all.map((series) => series[field])).size > 1);
	const label = (id, isSaid) => {
		const series = byId.get(id);
		if (series === void 0) return id;
		const said = varying.filter((field) => isSaid(field, series));
		return [series.variant, ...said.flatMap((field) => partText(series, field) ?? [])].join(", ");
	};
	const made = (isSaid) => {
		const known = new Map(all.map(({ id }) => [id, label(id, isSaid)]));
		return (id) => known.get(id) ?? id;
	};
	const of = made(() => true);
	return {
		of,
		ofCell: made((field) => field !== "arm"),
		besides: (id, reference) => label(id, (field, series) => series[field] !== byId.get(reference)?.[field]),
		inSentence: (text) => ids.reduce((sentence, id) => sentence.replaceAll(id, of(id).replaceAll("`", "'")), text),
		hasArms: varying.includes("arm")
	};
}
function partText(series, field) {
	return field === "threads" ? count(series.threads, "thread") : series[field];
}

// src/report/noise.ts
function noiseOf(result, labels, isUsable) {
	const controls = new Set(result.benchmarks.filter(({ role }) => role === "control").map(({ name }) => name));
	const usable = result.measurements.filter(isUsable);
	const told = usable.flatMap(toldBy);
	return {
		findings: diagnose(result),
		busyShares: busyShares(result),
		controls: usable.filter(({ benchmark }) => controls.has(benchmark)).map((measurement) => controlRow(measurement, labels)),
		batches: sum(told.map(({ batches }) => batches)),
		involuntarySwitches: sum(told.map(({ involuntarySwitches }) => involuntarySwitches)),
		idleCpuShare: idleCpuShare(told)
	};
}
function toldBy({ benchmark, blocks: { batchNanoseconds, disturbances } }) {
	if (disturbances === null) return [];
	return [{
		benchmark,
		batches: batchNanoseconds.length,
		busyNanoseconds: sum(batchNanoseconds),
		idleCpuNanoseconds: sum(disturbances.idleCpuNanoseconds),
		involuntarySwitches: sum(disturbances.involuntarySwitches)
	}];
}
function busyShares({ conditions }) {
	const told = conditions.flatMap(({ block, elapsedSeconds: weight, busyShares: shares }) => shares === null ? [] : [{
		block,
		weight,
		shares
	}]);
	const cores = told[0]?.shares.length ?? 0;
	if (told.some(({ shares }) => shares.length !== cores)) return null;
	const known = Array.from({ length: cores }, (_, core) => courseOf(told.map(({ shares, ...when }) => ({
		...when,
		value: shares[core] ?? 0
	})))?.mean).filter((mean) => mean !== void 0);
	return known.length === 0 ? null : known;
}
function controlRow(measurement, labels) {
	const { benchmark, series } = measurement;
	const medians = blockMedians(measurement);
	const fastest = medians.reduce((least, value) => Math.min(least, value), Number.POSITIVE_INFINITY);
	const slowest = medians.reduce((most, value) => Math.max(most, value), 0);
	return {
		benchmark,
		label: labels.of(series),
		medianSeconds: median(medians) / 1e9,
		spread: slowest / fastest - 1
	};
}
function idleCpuShare(told) {
	const busyByBenchmark = /* @__PURE__ */ new Map();
	for (const { benchmark, busyNanoseconds } of told) busyByBenchmark.set(benchmark, (busyByBenchmark.get(benchmark) ?? 0) + busyNanoseconds);
	let idle = 0;
	let waited = 0;
	for (const { benchmark, busyNanoseconds, idleCpuNanoseconds } of told) {
		const others = (busyByBenchmark.get(benchmark) ?? 0) - busyNanoseconds;
		if (others <= 0) continue;
		waited += others;
		idle += idleCpuNanoseconds;
	}
	return waited > 0 ? idle / waited : null;
}
function sum(numbers) {
	let total = 0;
	for (let at = 0; at < numbers.length; at += 1) total += numbers[at] ?? NaN;
	return total;
}

// src/report/reproduce.ts
const commitLetters = 12;
function reproduceCommand({ configuration, code, series, reference }) {
	const base = series.some(({ arm }) => arm === "base") ? code?.baseCommit?.slice(0, commitLetters) : void 0;
	const axes = base === void 0 ? {} : {
		compare: reference === null ? "base" : "both",
		"base-ref": base
	};
	const given = {
		...configuration,
		...axes
	};
	return ["npx blas-bench run", ...inputRows.flatMap(({ name, form }) => {
		const value = given[name] ?? "";
		if (value === "") return [];
		const values = form === "lines" ? value.split("\n") : [value.replace(/\s*[\n,]\s*/g, ",")];
		return (name === "select" ? splitGlobs(value) : values).map((one) => `--${name} ${shellWord(one.trim())}`);
	})].join(" ");
}
function shellWord(text) {
	return text.split("{home}").map((part) => part === "" ? "" : quotedWord(part)).join("\"$HOME\"");
}
function quotedWord(text) {
	return /^[\w@%+=:,./-]+$/.test(text) ? text : `'${text.replaceAll("'", "'\\''")}'`;
}

// src/report/legs.ts
function legReport(leg, labels, isUsable) {
	const { title, startedAt, elapsedSeconds, host, schedule } = leg;
	const hasArms = new Set(leg.series.map(({ arm }) => arm)).size > 1;
	return {
		title,
		startedAt,
		elapsedSeconds,
		host,
		noise: noiseOf(leg, labels, isUsable),
		schedule,
		packages: packageTable(hasArms ? atHead(leg) : leg, {
			...labels,
			of: labels.ofCell
		}),
		reproduce: reproduceCommand(leg)
	};
}
function atHead(leg) {
	const isAtHead = ({ arm }) => arm === "head";
	return {
		...leg,
		environments: leg.environments.filter(isAtHead),
		series: leg.series.filter(isAtHead)
	};
}
function blockCounts(legs) {
	const counts = legs.map(({ measurements, benchmarks, schedule }) => {
		const takesTurns = benchmarks.some(({ role, method }) => role === "benchmark" && method === "turns");
		return {
			measured: measurements.reduce((most, { blocks }) => Math.max(most, blocks.numbers.length), 0),
			planned: takesTurns ? schedule?.plannedBlocks ?? null : null
		};
	});
	const missing = ({ measured, planned }) => Math.max(0, (planned ?? 0) - measured);
	const [first] = counts.toSorted((one, other) => missing(other) - missing(one) || other.measured - one.measured);
	return first ?? {
		measured: 0,
		planned: null
	};
}

// src/report/published.ts
const source = "`stackoverflow.com/questions/70240506` and its answers";
const publications = [
	{
		benchmark: "mysvd",
		meaning: "mean of 10 runs of 100 SVDs of a 300x300 matrix",
		rows: [
			[
				"M1 Max",
				"NumPy built on vecLib",
				1.023
			],
			[
				"M1 Max",
				"conda-forge accelerate",
				1.08088
			],
			[
				"M1 Max",
				"conda-forge default",
				4.29386
			],
			[
				"M1 Max",
				"conda-forge openblas",
				4.13854
			],
			[
				"M1 Max",
				"conda-forge netlib",
				4.75812
			],
			[
				"M1 Max",
				"NumPy built on Homebrew OpenBLAS",
				12.57879
			],
			[
				"M1 Max",
				"Apple TensorFlow dependencies",
				4.19151
			],
			[
				"M1 Max",
				"conda default, run from PyCharm",
				4.9837
			],
			[
				"M1 Max",
				"Anaconda under Rosetta",
				4.10029
			],
			[
				"M1 Max",
				"Anaconda under Rosetta, run from PyCharm",
				4.99271
			],
			[
				"Intel i5-6360U",
				"Anaconda",
				2.39917
			],
			[
				"Intel i9 (macOS)",
				"conda-forge mkl",
				.95932
			],
			[
				"Intel i9 (macOS)",
				"conda-forge blis",
				1.72059
			],
			[
				"Intel i9 (macOS)",
				"conda-forge openblas",
				2.17023
			],
			[
				"Intel i9 (macOS)",
				"conda-forge netlib",
				5.72782
			]
		]
	},
	{
		benchmark: "dario/total",
		meaning: "total of the script",
		rows: [
			[
				"M1 Max",
				"conda-forge accelerate",
				19
			],
			[
				"M1 Max",
				"NumPy built on vecLib",
				21
			],
			[
				"M1 Max",
				"conda-forge openblas",
				39
			],
			[
				"M1 Max",
				"NumPy built on Homebrew OpenBLAS",
				40
			],
			[
				"M1 Max",
				"conda-forge default",
				41
			],
			[
				"M1 Max",
				"conda-forge netlib",
				323
			],
			[
				"M1",
				"not stated",
				33
			],
			[
				"Intel i9-9880H",
				"not stated",
				23
			],
			[
				"Intel i5-6360U",
				"Anaconda",
				78
			]
		]
	},
	...[
		[
			"matmul",
			"dot of two 4096x4096 matrices, mean of 20",
			.28
		],
		[
			"dot",
			"dot of two vectors of length 524288, mean of 5000",
			11e-5
		],
		[
			"svd",
			"SVD of a 2048x1024 matrix, mean of 3",
			.44
		],
		[
			"cholesky",
			"Cholesky of a 2048x2048 matrix, mean of 3",
			.07
		],
		[
			"eig",
			"eigendecomposition of a 2048x2048 matrix, mean of 3",
			3.83
		]
	].map(([part, meaning, seconds]) => ({
		benchmark: `dario/${part}`,
		meaning,
		rows: [[
			"M1 Max",
			"conda-forge accelerate",
			seconds
		]]
	}))
];
function publishedTables(timings, labels, machines) {
	return publications.flatMap(({ benchmark, meaning, rows }) => {
		const ours = timings.filter((timing) => timing.benchmark === benchmark);
		if (ours.length === 0) return [];
		const all = [...ours.map(({ series, medianSeconds }) => ({
			setting: labels.of(series),
			machine: machines.get(series) ?? "unknown",
			seconds: medianSeconds,
			isThisRun: true
		})), ...rows.map(([theirs, setting, seconds]) => ({
			setting,
			machine: theirs,
			seconds,
			isThisRun: false
		}))];
		return [{
			benchmark,
			meaning,
			source,
			rows: all.toSorted((a, b) => a.seconds - b.seconds)
		}];
	});
}

// src/report/model.ts
function buildReport(facts) {
	const { result, advice, comparisons, decision } = facts;
	const labels = labelsOf(result.series);
	const tables = tablesOf(facts, labels);
	const { cells, ratios, times } = tables;
	const agreement = agreementReport(comparisons.agreements, labels);
	const troubles = troublesOf(result, comparisons, labels);
	const code = codeReport(comparisons, labels);
	const unusable = ByPair.of(comparisons.withheld.filter(({ kind }) => kind === "unusable"));
	const isUsable = ({ benchmark, series }) => !unusable.has(benchmark, series);
	const lines = {
		code: labels.hasArms ? code : null,
		decision,
		backends: cells,
		ratios,
		times,
		notices: facts.notices,
		blocks: blockCounts(legsOf(result)),
		elapsedSeconds: result.elapsedSeconds
	};
	const allWell = isAllWell({
		decision,
		times,
		cells,
		agreement,
		troubles
	});
	const { startedAt, elapsedSeconds, tool } = result;
	return {
		reportVersion: 1,
		toolVersion: tool.version,
		startedAt,
		elapsedSeconds,
		decision,
		headline: headline(lines),
		lead: leadLines(lines, allWell),
		isAllWell: allWell,
		hasArms: labels.hasArms,
		code,
		...tables,
		agreement,
		published: publishedTables(comparisons.timings, labels, machines(result)),
		printed: printedBy(result, labels),
		troubles,
		notices: facts.notices,
		absences: result.absences,
		advice: advice.map(({ subjects, text }) => ({
			labels: subjects.map((subject) => labels.of(subject)),
			text
		})),
		...environmentFacts(result, labels),
		legs: legsOf(result).map((leg) => legReport(leg, labels, isUsable))
	};
}
function machines(result) {
	return new Map(legsOf(result).flatMap(({ series, host }) => series.map(({ id }) => [id, host.cpuModel])));
}
function tablesOf({ result, verdicts, comparisons }, labels) {
	const backends = backendRows(result, verdicts, labels);
	const figures = {
		result,
		comparisons,
		backends,
		labels
	};
	const times = timeTable(figures);
	return {
		backends,
		cells: backendCells(backends, labels),
		ratios: ratioTables(figures),
		times,
		timesAtHead: labels.hasArms ? timesAtHead(times, labels) : times
	};
}
function printedBy({ measurements }, labels) {
	return measurements.filter(({ summaryLines }) => summaryLines.length > 0).map(({ benchmark, series, summaryLines }) => ({
		benchmark,
		label: labels.of(series),
		lines: summaryLines
	}));
}
function environmentFacts(result, labels) {
	const legs = legsOf(result);
	return {
		environments: legs.flatMap((leg) => environmentRows(leg, labels)),
		packageChanges: packageChanges(legs, labels),
		backendInstalls: backendInstalls(result, labels)
	};
}
function isAllWell(model) {
	return model.decision.status === "pass" && measuredBenchmarks(model.times) > 0 && model.cells.every((cell) => isVerified(cell) && cell.before === null) && model.agreement.differing.length === 0 && model.troubles.length === 0;
}
function troublesOf(result, comparisons, labels) {
	return [...result.failures.map(({ subject, benchmark, message, lastLines }) => ({
		subject: labels.of(subject),
		benchmark,
		message,
		lastLines
	})), ...comparisons.withheld.filter(({ kind }) => kind !== "wrong-result").map(({ series, benchmark, reason }) => ({
		subject: labels.of(series),
		benchmark,
		message: labels.inSentence(reason),
		lastLines: []
	}))];
}

// src/assessment.ts
function assess(result, { failOn, threshold }) {
	return assessRun(result, {
		failOn,
		thresholds: [threshold]
	});
}
function assessRun(result, { failOn, thresholds }) {
	const legs = legsOf(result);
	const thresholdOf = (index) => thresholds[index] ?? {
		defaultShare: null,
		overrides: []
	};
	const verdicts = new Map(legs.flatMap((leg) => [...verdictsOf(leg)]));
	const comparisons = compareResults(legs.map((leg, index) => ({
		result: leg,
		thresholdFor: thresholdFor(leg, thresholdOf(index))
	})));
	const decision = decide({
		result,
		verdicts,
		comparisons,
		failOn
	});
	const advice = mergeAdvice(legs.map((leg) => adviseOn(leg, verdicts)));
	const unmatched = legs.flatMap(({ configuration }, index) => unmatchedNotices({
		benchmarks: result.benchmarks,
		configuration
	}, thresholdOf(index).overrides));
	const notices = [.../* @__PURE__ */ new Set([...result.notices, ...unmatched])];
	return {
		verdicts,
		comparisons,
		decision,
		report: buildReport({
			result,
			verdicts,
			advice,
			comparisons,
			decision,
			notices
		})
	};
}
function undecidedBenchmarks(result, { threshold }) {
	const undecided = compareResult(result, thresholdFor(result, threshold)).code.comparisons.filter(isUndecided);
	return [...new Set(undecided.map(({ benchmark }) => benchmark))];
}
function thresholdFor({ host }, { defaultShare, overrides }) {
	return thresholdsOf(defaultShare ?? defaultThreshold(host.platform), overrides);
}
function mergeAdvice(lists) {
	const byText = /* @__PURE__ */ new Map();
	for (const advice of lists.flat()) {
		const known = byText.get(advice.text);
		byText.set(advice.text, {
			...advice,
			subjects: [.../* @__PURE__ */ new Set([...known?.subjects ?? [], ...advice.subjects])]
		});
	}
	return [...byText.values()];
}
function verdictsOf(result) {
	const environments = new Map(result.environments.map((environment) => [environment.id, environment]));
	const blocks = timedBlocks(result);
	return new Map(result.series.map((series) => {
		const environment = environments.get(series.environment);
		if (environment === void 0) throw new Error(`series ${series.id} has no environment`);
		return [series.id, judgeSeries(series, environment, blocks.get(series.id) ?? [])];
	}));
}
function timedBlocks({ measurements }) {
	const timed = /* @__PURE__ */ new Map();
	for (const { series, blocks } of measurements) {
		const known = timed.get(series) ?? /* @__PURE__ */ new Set();
		timed.set(series, known);
		for (const number of blocks.numbers) known.add(number);
	}
	return new Map([...timed].map(([series, numbers]) => [series, [...numbers].sort((one, other) => one - other)]));
}

// src/result/consistency.ts
function contradictions(result) {
	return [
		...environmentsAndSeries(result),
		...looks(result),
		...measurements(result)
	];
}
function* looks({ schedule, measurements }) {
	if (schedule === null) return;
	const { looks: taken, plannedLooks } = schedule;
	const [first = 0, second = Number.POSITIVE_INFINITY] = taken;
	if (taken.length > plannedLooks || second <= first) yield {
		path: "schedule.looks",
		what: "does not fit the planned looks"
	};
	const last = taken.at(-1) ?? 0;
	for (const [index, { blocks }] of measurements.entries()) if (blocks.numbers.some((number) => number >= last)) yield {
		path: `measurements[${index}].blocks`,
		what: "holds a block after the last look"
	};
}
function* environmentsAndSeries(result) {
	yield* repeated("environments", "id", result.environments.map((environment) => environment.id));
	yield* repeated("series", "id", result.series.map((series) => series.id));
	yield* repeated("benchmarks", "name", result.benchmarks.map((benchmark) => benchmark.name));
	const environments = new Map(result.environments.map((environment) => [environment.id, environment]));
	for (const [index, series] of result.series.entries()) {
		const environment = environments.get(series.environment);
		if (environment === void 0) {
			yield {
				path: `series[${index}].environment`,
				what: "names an environment that is not in the file"
			};
			continue;
		}
		for (const field of [
			"variant",
			"arm",
			"platform"
		]) if (series[field] !== environment[field]) yield {
			path: `series[${index}].${field}`,
			what: "differs from its environment's"
		};
	}
}
const mostBlocks = 2e3;
function* measurements(result) {
	const series = new Set(result.series.map((one) => one.id));
	const benchmarks = new Set(result.benchmarks.map((one) => one.name));
	const quantities = new Set(result.benchmarks.filter((one) => one.quantity !== void 0).map(({ name }) => name));
	const inTurns = new Set(result.benchmarks.filter(({ method }) => method === "turns").map(({ name }) => name));
	const seen = new ByPair();
	const partners = /* @__PURE__ */ new Map();
	for (const [index, measurement] of result.measurements.entries()) {
		const path = `measurements[${index}]`;
		if (!series.has(measurement.series)) yield {
			path: `${path}.series`,
			what: "names a series that is not in the file"
		};
		if (!benchmarks.has(measurement.benchmark)) yield {
			path: `${path}.benchmark`,
			what: "names a benchmark that is not in the file"
		};
		if (seen.has(measurement.benchmark, measurement.series)) yield {
			path,
			what: "repeats the benchmark and series of an earlier measurement"
		};
		seen.set(measurement.benchmark, measurement.series, true);
		yield* blocksOf(`${path}.blocks`, measurement.blocks, quantities.has(measurement.benchmark));
		if (!inTurns.has(measurement.benchmark)) continue;
		const partner = partners.get(measurement.benchmark);
		if (partner === void 0) partners.set(measurement.benchmark, measurement.blocks);
		else yield* unequalTurns(`${path}.blocks`, measurement.blocks, partner);
	}
}
function* blocksOf(path, blocks, hasValues) {
	const { numbers, turns, batchNanoseconds, values, disturbances, positions } = blocks;
	if (numbers.length > 2e3) yield {
		path: `${path}.numbers`,
		what: `holds more than ${mostBlocks} blocks`
	};
	for (const place of repeatedPlaces(numbers)) yield {
		path: `${path}.numbers[${place}]`,
		what: "repeats an earlier block"
	};
	if (numbers.length > 0 && values !== void 0 !== hasValues) yield {
		path,
		what: `holds ${hasValues ? "no values" : "values"}, against its benchmark`
	};
	const byBlock = [
		["turns", turns],
		["values", values],
		["disturbances.cpuNanoseconds", disturbances?.cpuNanoseconds],
		["disturbances.involuntarySwitches", disturbances?.involuntarySwitches],
		["disturbances.idleCpuNanoseconds", disturbances?.idleCpuNanoseconds]
	];
	for (const [field, list] of byBlock) if (list !== void 0 && list.length !== numbers.length) yield {
		path: `${path}.${field}`,
		what: "has not one number for each block"
	};
	const wrong = turns.findIndex((count) => count === 0 || values !== void 0 && count > 1);
	if (wrong >= 0) yield {
		path: `${path}.turns[${wrong}]`,
		what: values === void 0 ? "is no turn at all" : "is not 1, though each block has one value"
	};
	const all = turns.reduce((sum, count) => sum + count, 0);
	if (values !== void 0 && batchNanoseconds.length > 0) yield {
		path,
		what: "holds values and times"
	};
	if (values === void 0 && batchNanoseconds.length !== all) yield {
		path: `${path}.batchNanoseconds`,
		what: "has not one time for each turn"
	};
	if (!(all === 0 ? positions === "" : positions !== "" && positions.length % all === 0)) yield {
		path: `${path}.positions`,
		what: "has not one place for each turn"
	};
}
function* unequalTurns(path, { numbers, turns }, partner) {
	const placeOf = placesOf(partner.numbers);
	const wrong = numbers.findIndex((number, place) => {
		const other = placeOf(number, place);
		return other !== void 0 && partner.turns[other] !== turns[place];
	});
	if (wrong >= 0) yield {
		path: `${path}.turns[${wrong}]`,
		what: "differs from that of another series in this block"
	};
}
function* repeated(list, field, names) {
	const seen = /* @__PURE__ */ new Set();
	for (const [index, name] of names.entries()) {
		if (seen.has(name)) yield {
			path: `${list}[${index}].${field}`,
			what: "is used twice"
		};
		seen.add(name);
	}
}

// src/result/lines.ts
const opening = "\"measurements\":[";
function resultText({ measurements, ...rest }) {
	const text = JSON.stringify({
		...rest,
		measurements: []
	});
	const lines = measurements.map((measurement) => {
		const batchNanoseconds = Array.from(measurement.blocks.batchNanoseconds);
		return JSON.stringify({
			...measurement,
			blocks: {
				...measurement.blocks,
				batchNanoseconds
			}
		});
	});
	return lines.length === 0 ? `${text}\n` : `${text.slice(0, -2)}\n${lines.join(",\n")}\n]}\n`;
}
function parseLines(lines, take) {
	const mark = randomUUID();
	const others = [];
	const measurements = [];
	let [isInside, isLast] = [false, false];
	for (const line of lines) {
		if (isInside && line !== "" && !line.startsWith("]")) {
			if (isLast) throw new SyntaxError("a measurement follows the last one");
			if (measurements.length === 0) others.push(JSON.stringify(mark));
			isLast = !line.endsWith(",");
			const measurement = JSON.parse(isLast ? line : line.slice(0, -1));
			take(measurement);
			measurements.push(measurement);
			continue;
		}
		isInside = measurements.length === 0 && line.endsWith(opening);
		others.push(line);
	}
	const document = JSON.parse(others.join("\n"));
	if (measurements.length === 0) return document;
	if (!isLast || !holdsOnly(mark, document)) throw new SyntaxError("these lines are not a result's measurements");
	return {
		...document,
		measurements
	};
}
function holdsOnly(mark, document) {
	const held = typeof document === "object" && document !== null && "measurements" in document ? document.measurements : null;
	return Array.isArray(held) && held.length === 1 && held[0] === mark;
}

// src/result/read.ts
const shownProblems = 10;
const remedy = "use a result.json as blas-bench wrote it";
const compiledSchema = compile(resultSchema);
function readResult(text, where) {
	return readResultLines(() => text.split("\n"), where);
}
function readResultLines(lines, where) {
	const value = parseJson(lines, where);
	refuseOtherVersions(value, where);
	return checkResult(value, where);
}
function checkResult(value, where) {
	if (!compiledSchema.validate(value)) throw refusal(misfits(value, where));
	const found = contradictions(value);
	if (found.length > 0) throw refusal(found.map(({ path, what }) => ({
		where: `${where}, ${path}`,
		what,
		remedy
	})));
	return value;
}
function parseJson(lines, where) {
	const room = new SampleRoom();
	const take = (measurement) => takeSamples(measurement, room);
	const value = parsed(lines, where, take);
	const measurements = has(value, "measurements") ? value.measurements : null;
	if (Array.isArray(measurements)) measurements.forEach(take);
	return value;
}
function parsed(lines, where, take) {
	try {
		return parseLines(lines(), take);
	} catch (error) {
		if (!(error instanceof SyntaxError)) throw error;
	}
	try {
		return JSON.parse([...lines()].join("\n"));
	} catch (error) {
		throw refusal([{
			where,
			what: error instanceof RangeError ? "is too large for this layout" : "is not whole JSON, perhaps cut off",
			remedy
		}]);
	}
}
function takeSamples(measurement, room) {
	if (!has(measurement, "blocks") || !has(measurement.blocks, "batchNanoseconds")) return;
	measurement.blocks.batchNanoseconds = room.take(measurement.blocks.batchNanoseconds);
}
function has(value, field) {
	return typeof value === "object" && value !== null && field in value;
}
function refuseOtherVersions(value, where) {
	if (!has(value, "schemaVersion")) throw refusal([{
		where,
		what: "is JSON, but no result file: it has no schemaVersion",
		remedy
	}]);
	if (value.schemaVersion === 1) return;
	throw refusal([{
		where,
		what: `has another schemaVersion; this blas-bench reads schemaVersion ${1}`,
		remedy: "read it with the blas-bench that wrote it, or measure again with this one"
	}]);
}
function refusal(problems) {
	const [first, ...rest] = problems.slice(0, shownProblems);
	if (first === void 0) throw new Error("a result was refused without a problem");
	const hidden = problems.length - shownProblems;
	if (hidden <= 0) return new UserError([first, ...rest]);
	return new UserError([
		first,
		...rest,
		{
			...first,
			what: `does not fit in ${hidden} more places`
		}
	]);
}
function misfits(value, where) {
	return (resultSchema.safeParse(value).error?.issues ?? []).map((issue) => misfit(issue, where));
}
function misfit(issue, where) {
	const path = fieldPath(issue.path);
	const what = issue.code === "unrecognized_keys" ? `has ${issue.keys.length === 1 ? "an unknown field" : `${issue.keys.length} unknown fields`}` : `does not fit: ${issue.message.replace("Invalid input: ", "")}`;
	return {
		where: path === "" ? where : `${where}, ${path}`,
		what,
		remedy
	};
}
const namedByContent = /* @__PURE__ */ new Set([
	"configuration",
	"variables",
	"pools",
	"showConfigDicts"
]);
function fieldPath(path) {
	let text = "";
	for (const [index, part] of path.entries()) {
		const parent = path[index - 1];
		if (typeof part === "number") text += `[${part}]`;
		else if (parent !== void 0 && namedByContent.has(parent)) return `${text}.*`;
		else text += `${text === "" ? "" : "."}${String(part)}`;
	}
	return text;
}

export { assess, assessRun, backendRows, between$1 as between, blockMedians, changedText, checkResult, columnLabel, defaultThreshold, directionOf, disturbanceMeans, emptyRun, globOf, grouped, intervalLevel, labelsOf, lastFitting, legsOf, measuredOf, median, middlesOfSorted, packageTable, ratioAt, readResult, readResultLines, relativeDifference, resultText, turnSeconds, undecidedBenchmarks, unmatchedNotice, verdictsOf, warningOf };