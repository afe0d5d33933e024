// Chromium without a window, spoken to over a pipe: no port is open and no other page, profile or host is touched.
import { spawn } from "node:child_process";
import { mkdtemp, rm } from "node:fs/promises";
import { tmpdir } from "node:os";
import { join } from "node:path";

const flags = [
  "--headless=new",
  "--no-sandbox",
  "--disable-gpu",
  "--disable-lcd-text",
  "--disable-quic",
  "--no-first-run",
];
const quiet = ["--disable-background-networking", "--disable-component-update", "--disable-sync"];

/**
 * @typedef {object} Chromium
 * @property {(page: string, width: number, tallest: number) => Promise<Buffer>} picture A PNG of a page of HTML, in CSS pixels.
 * @property {() => Promise<void>} close
 */

/**
 * @param {string} program
 * @returns {Promise<Chromium>}
 */
export async function openChromium(program) {
  const profile = await mkdtemp(join(tmpdir(), "blas-bench-chromium-"));
  const words = [...flags, ...quiet, "--remote-debugging-pipe", `--user-data-dir=${profile}`, "about:blank"];
  const child = spawn(program, words, { stdio: ["ignore", "ignore", "ignore", "pipe", "pipe"] });
  const ended = new Promise((resolve) => child.once("close", resolve));
  const failed = new Promise((_, reject) => {
    child.once("error", (error) =>
      reject(new Error(`${program} could not be started (${error.message}): install Chromium`)),
    );
    child.once("close", (code) => reject(new Error(`${program} ended with ${code}`)));
  });
  failed.catch(() => {});
  const ask = speaker(child, failed);
  const { targetInfos } = await ask("Target.getTargets", {});
  const { targetId } = targetInfos.find((/** @type {{ type: string }} */ one) => one.type === "page");
  const { sessionId } = await ask("Target.attachToTarget", { targetId, flatten: true });
  const { frameTree } = await ask("Page.getFrameTree", {}, sessionId);
  return {
    async picture(page, width, tallest) {
      const size = { width, height: 100, deviceScaleFactor: 1, mobile: false };
      await ask("Emulation.setDeviceMetricsOverride", size, sessionId);
      await ask("Page.setDocumentContent", { frameId: frameTree.frame.id, html: page }, sessionId);
      const { cssContentSize } = await ask("Page.getLayoutMetrics", {}, sessionId);
      const height = Math.min(Math.ceil(cssContentSize.height), tallest);
      await ask("Emulation.setDeviceMetricsOverride", { ...size, height }, sessionId);
      const { data } = await ask("Page.captureScreenshot", { format: "png", optimizeForSpeed: false }, sessionId);
      return Buffer.from(data, "base64");
    },
    async close() {
      await ask("Browser.close", {}).catch(() => {});
      await ended;
      await rm(profile, { recursive: true, force: true, maxRetries: 5 });
    },
  };
}

/**
 * @param {import("node:child_process").ChildProcess} child
 * @param {Promise<unknown>} failed
 */
function speaker(child, failed) {
  const [, , , input, output] =
    /** @type {[null, null, null, import("node:stream").Writable, import("node:stream").Readable]} */ (
      /** @type {unknown} */ (child.stdio)
    );
  /** @type {Map<number, (answer: any) => void>} */
  const waiting = new Map();
  let rest = "";
  output.setEncoding("utf8").on("data", (/** @type {string} */ text) => {
    const messages = (rest + text).split("\0");
    rest = messages.pop() ?? "";
    for (const message of messages) {
      const answer = JSON.parse(message);
      waiting.get(answer.id)?.(answer);
      waiting.delete(answer.id);
    }
  });
  let last = 0;
  /**
   * @param {string} method
   * @param {object} params
   * @param {string} [sessionId]
   * @returns {Promise<any>}
   */
  return async (method, params, sessionId) => {
    const id = ++last;
    const answered = new Promise((resolve) => waiting.set(id, resolve));
    input.write(`${JSON.stringify({ id, method, params, ...(sessionId === undefined ? {} : { sessionId }) })}\0`);
    const { result, error } = await Promise.race([answered, failed]);
    if (error !== undefined) throw new Error(`${method}: ${error.message}`);
    return result;
  };
}
