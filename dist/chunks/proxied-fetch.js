import { HttpClient, require_undici } from "./lib.js";

// src/system/proxied-fetch.ts
var import_undici = require_undici();
const proxiedFetch = (url, options) => {
	const dispatcher = new HttpClient().getAgentDispatcher(String(url));
	return (0, import_undici.fetch)(url, dispatcher === void 0 ? options : {
		...options,
		dispatcher
	});
};

export { proxiedFetch };