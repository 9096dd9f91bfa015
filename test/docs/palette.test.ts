import { PNG } from 'pngjs';
import { withPalette } from '../n8n/palette';

/** A picture whose colours, as numbers, are computed from the index of each pixel. */
function drawn(width: number, height: number, colour: (index: number) => number): PNG {
	const picture = new PNG({ width, height });
	for (let index = 0; index < width * height; index += 1) {
		picture.data.writeUIntBE(colour(index), index * 4, 3);
		picture.data[index * 4 + 3] = 255;
	}
	return picture;
}

const repainted = (picture: PNG) => PNG.sync.read(withPalette(PNG.sync.write(picture)));

it('a picture of few colours looks the same with a palette', () => {
	const picture = drawn(30, 20, (index) => [0xff6d00, 0xffffff, 0x101330][index % 3]);

	const { width, height, data } = repainted(picture);

	expect([width, height]).toEqual([30, 20]);
	expect(data.equals(picture.data)).toBe(true);
});

it('of many colours the rare ones become the nearest of the others', () => {
	const blues = Array.from({ length: 256 }, (_, shade) => shade);
	const picture = drawn(513, 1, (index) => [...blues, ...blues, 0x0200ff][index]);

	const { data } = repainted(picture);

	expect(data.readUIntBE(10 * 4, 3)).toBe(10);
	expect(data.readUIntBE(512 * 4, 3)).toBe(0x0000ff);
});
