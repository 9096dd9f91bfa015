import { PNG } from 'pngjs';
import { deflateSync, gzipSync } from 'node:zlib';

/** As many as fit into one byte. */
const MAX_COLOURS = 256;

/** The CRC-32 from the trailer of a gzip file (RFC 1952, section 2.3.1): zlib.crc32 exists only since Node.js 20.15. */
const crc32 = (data: Buffer) => gzipSync(data).subarray(-8).readUInt32LE();

/** A chunk of a PNG file: its length, its type, its data, and a checksum (PNG specification, 5.3). */
function chunk(type: string, data: Buffer): Buffer {
	const body = Buffer.concat([Buffer.from(type), data]);
	const [length, checksum] = [Buffer.alloc(4), Buffer.alloc(4)];
	length.writeUInt32BE(data.length);
	checksum.writeUInt32BE(crc32(body));
	return Buffer.concat([length, body, checksum]);
}

/** How far apart two colours are. */
const distance = (one: number, other: number) =>
	[16, 8, 0].reduce((sum, bits) => sum + (((one >> bits) & 255) - ((other >> bits) & 255)) ** 2, 0);

/**
 * Reduces a picture to a third of its size: each pixel refers to one of its 256 most frequent colours, or to the
 * nearest of them. Screenshots have few colours and many shades at the edges of letters.
 */
export function withPalette(png: Buffer): Buffer {
	const { width, height, data } = PNG.sync.read(png);
	const pixels = Array.from({ length: width * height }, (_, index) =>
		data.readUIntBE(index * 4, 3),
	);
	const counts = new Map<number, number>();
	for (const pixel of pixels) counts.set(pixel, (counts.get(pixel) ?? 0) + 1);
	const colours = [...counts]
		.sort(([, one], [, other]) => other - one)
		.slice(0, MAX_COLOURS)
		.map(([colour]) => colour);

	const names = new Map(colours.map((colour, index) => [colour, index]));
	for (const colour of counts.keys()) {
		if (names.has(colour)) continue;
		const nearest = colours.reduce((best, each) =>
			distance(each, colour) < distance(best, colour) ? each : best,
		);
		names.set(colour, names.get(nearest)!);
	}

	const header = Buffer.alloc(13);
	header.writeUInt32BE(width, 0);
	header.writeUInt32BE(height, 4);
	// 8 bits per pixel: an index into the palette.
	header.set([8, 3], 8);
	const palette = Buffer.from(colours.flatMap((rgb) => [rgb >> 16, (rgb >> 8) & 255, rgb & 255]));
	// Each line begins with its filter type: none.
	const lines = Buffer.alloc((width + 1) * height);
	pixels.forEach((pixel, index) => {
		lines[index + Math.floor(index / width) + 1] = names.get(pixel)!;
	});
	return Buffer.concat([
		png.subarray(0, 8),
		chunk('IHDR', header),
		chunk('PLTE', palette),
		chunk('IDAT', deflateSync(lines, { level: 9, memLevel: 9 })),
		chunk('IEND', Buffer.alloc(0)),
	]);
}
