import type { IBinaryData } from 'n8n-workflow';
import { PROVIDERS } from '../../../../tools/providers';
import { hasCombinedBinaryMode } from '../../../../tools/engine/olderEngines';
import { setStage } from '../../../../tools/engine/stage';
import { attempt, contentOf, EACH_SEND, has, type FileSend } from './fileSends';

/** A workflow in n8n's combined binary mode, which keeps binary objects in the JSON of its items. */
const settings = { binaryMode: 'combined' };

const stage = setStage({ binaryMode: 'filesystem' });
beforeAll(() =>
	PROVIDERS.forEach(({ sandboxSettings }) => sandboxSettings.liftLimits?.(stage.sandbox)),
);

const stored = async (file: Partial<IBinaryData> = {}): Promise<IBinaryData> => ({
	...(await stage.engine.binary(contentOf('one'), {
		fileName: 'a.pdf',
		mimeType: 'application/pdf',
	})),
	...file,
});

const eachWith = <Value extends unknown[]>(values: Value[]) =>
	EACH_SEND.flatMap(([title, send]) => values.map((value) => [title, send, ...value] as const));

const describeIfThere = hasCombinedBinaryMode() ? describe : describe.skip;

describeIfThere('In the combined binary mode', () => {
	it.each(
		eachWith<[value: unknown, cid: string]>([
			['_files.data', '_files.data'],
			['_files["data"]', '_files["data"]'],
			['={{ ["_files.data"] }}', '_files.data'],
			['={{ $json._files.data }}', 'a.pdf'],
			['={{ [$json._files.data] }}', 'a.pdf'],
			['={{ Object.values($json._files) }}', 'a.pdf'],
			["={{ $('Start').item._files.data }}", 'a.pdf'],
		]),
	)(
		'a file is found by its path and by expression: %s, %s',
		async (_, send: FileSend, value: unknown, cid: string) => {
			const binary = { data: await stored() };
			const { error, requests } = await attempt(stage, send, [
				{ value, cid: cid.replaceAll('"', '%22'), binary, settings },
			]);
			expect(error).toBeUndefined();
			expect(requests.map((request) => has(request, 'one'))).toEqual([true]);
		},
	);

	it.each(
		eachWith<[value: unknown, told: RegExp]>([
			['_files.other', /no binary field named '_files\.other'/],
			['data', /no binary field named 'data'/],
			['_files', /no binary field named '_files'/],
			['__proto__', /no binary field named '__proto__'/],
			['_files.constructor', /no binary field named '_files\.constructor'/],
			['={{ $json._files.other }}', /is missing: its expression gave nothing/],
			['={{ $json._files }}', /an object that is no binary data/],
		]),
	)(
		'a file that is not there is told with the paths that are: %s, %s',
		async (_, send: FileSend, value: unknown, told: RegExp) => {
			const binary = { data: await stored(), 'of order 7': await stored() };
			const { error, requests } = await attempt(stage, send, [{ value, binary, settings }]);
			expect(error?.message).toMatch(told);
			expect(error?.description).toMatch(
				/^The item has these: _files\.data, _files\["of order 7"\]\. /,
			);
			expect(requests).toEqual([]);
		},
	);

	it.each(EACH_SEND)(
		'a file without a name is called after the last step of its path: %s',
		async (_, send) => {
			const binary = { data: await stored({ fileName: undefined }) };
			const { requests } = await attempt(stage, send, [
				{ value: '_files.data', cid: '_files.data', binary, settings },
			]);
			expect(JSON.stringify(requests.map(({ body, files }) => [body, files]))).toContain(
				'"data.pdf"',
			);
		},
	);
});
