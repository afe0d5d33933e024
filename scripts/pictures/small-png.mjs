// Makes a picture of text small: the same pixels in few colours, as an indexed PNG (ISO/IEC 15948).
import { crc32, deflateSync, inflateSync } from "node:zlib";

const signature = Buffer.from([0x89, 0x50, 0x4e, 0x47, 0x0d, 0x0a, 0x1a, 0x0a]);
const mostColours = 256;
const channels = 3;

/**
 * @param {Buffer} png 8 bits of red, green and blue, not interlaced, as Chromium writes them.
 * @returns {Buffer}
 */
export function smallPng(png) {
  const { width, height, lines } = readPng(png);
  const pixels = unfiltered(lines, width * channels, height);
  const { palette, indices } = indexed(pixels, width * height);
  const rows = Buffer.alloc((width + 1) * height);
  for (let y = 0; y < height; y += 1) indices.copy(rows, y * (width + 1) + 1, y * width, (y + 1) * width);
  const header = Buffer.alloc(13);
  header.writeUInt32BE(width, 0);
  header.writeUInt32BE(height, 4);
  header.set([8, 3, 0, 0, 0], 8);
  const parts = [chunk("IHDR", header), chunk("PLTE", palette), chunk("IDAT", deflateSync(rows, { level: 9 }))];
  return Buffer.concat([signature, ...parts, chunk("IEND", Buffer.alloc(0))]);
}

/** @param {Buffer} png */
function readPng(png) {
  const data = [];
  for (let at = signature.length; at < png.length; at += 12 + png.readUInt32BE(at)) {
    const length = png.readUInt32BE(at);
    if (png.toString("latin1", at + 4, at + 8) === "IDAT") data.push(png.subarray(at + 8, at + 8 + length));
  }
  const [depth, colour, , , interlace] = png.subarray(24, 29);
  if (depth !== 8 || colour !== 2 || interlace !== 0) throw new Error("no PNG with 8 bits of red, green and blue");
  return { width: png.readUInt32BE(16), height: png.readUInt32BE(20), lines: inflateSync(Buffer.concat(data)) };
}

/**
 * @param {Buffer} lines Each after a byte that tells how it was filtered.
 * @param {number} length
 * @param {number} height
 */
function unfiltered(lines, length, height) {
  const out = Buffer.alloc(length * height);
  for (let y = 0; y < height; y += 1) {
    const filter = lines[y * (length + 1)] ?? 0;
    for (let x = 0; x < length; x += 1) {
      const at = y * length + x;
      const left = x < channels ? 0 : (out[at - channels] ?? 0);
      const above = y === 0 ? 0 : (out[at - length] ?? 0);
      const corner = x < channels || y === 0 ? 0 : (out[at - length - channels] ?? 0);
      const guess = [0, left, above, (left + above) >> 1, nearest(left, above, corner)][filter] ?? 0;
      out[at] = (lines[y * (length + 1) + 1 + x] ?? 0) + guess;
    }
  }
  return out;
}

/**
 * The Paeth predictor.
 *
 * @param {number} left
 * @param {number} above
 * @param {number} corner
 */
function nearest(left, above, corner) {
  const [toLeft, toAbove, toCorner] = [left, above, corner].map((one) => Math.abs(left + above - corner - one));
  if (Number(toLeft) <= Number(toAbove) && Number(toLeft) <= Number(toCorner)) return left;
  return Number(toAbove) <= Number(toCorner) ? above : corner;
}

/**
 * The most frequent colours, and for each pixel the one of them that is nearest.
 *
 * @param {Buffer} pixels
 * @param {number} amount
 */
function indexed(pixels, amount) {
  /** @type {Map<number, number>} */
  const counts = new Map();
  for (let at = 0; at < amount; at += 1) {
    const colour = pixels.readUIntBE(at * channels, channels);
    counts.set(colour, (counts.get(colour) ?? 0) + 1);
  }
  const colours = [...counts].sort(([, one], [, other]) => other - one).map(([colour]) => colour);
  const kept = colours.slice(0, mostColours);
  /** @param {number} one @param {number} other */
  const distance = (one, other) =>
    [16, 8, 0].reduce((sum, by) => sum + (((one >> by) & 255) - ((other >> by) & 255)) ** 2, 0);
  const places = new Map(
    colours.map((colour) => {
      const distances = kept.map((one) => distance(one, colour));
      return [colour, distances.indexOf(Math.min(...distances))];
    }),
  );
  const indices = Buffer.alloc(amount);
  for (let at = 0; at < amount; at += 1) indices[at] = places.get(pixels.readUIntBE(at * channels, channels)) ?? 0;
  const palette = Buffer.alloc(kept.length * channels);
  for (const [index, colour] of kept.entries()) palette.writeUIntBE(colour, index * channels, channels);
  return { palette, indices };
}

/** @param {string} type @param {Buffer} data */
function chunk(type, data) {
  const body = Buffer.concat([Buffer.from(type, "latin1"), data]);
  const ends = Buffer.alloc(8);
  ends.writeUInt32BE(data.length, 0);
  ends.writeUInt32BE(crc32(body), 4);
  return Buffer.concat([ends.subarray(0, 4), body, ends.subarray(4)]);
}
