import { Container } from '@n8n/di';
import { BinaryDataService } from 'n8n-core';
import type { IBinaryData } from 'n8n-workflow';
import { rmSync } from 'node:fs';
import { truncate } from 'node:fs/promises';
import { PROVIDERS } from '../../../../tools/providers';
import { setStage } from '../../../../tools/engine/stage';
import { attempt, contentOf, EACH_SEND, has } from './fileSends';

/** Files that n8n stores on disk, and that are gone when they are needed. */
const stage = setStage({ binaryMode: 'filesystem' });
beforeAll(() =>
	PROVIDERS.forEach(({ sandboxSettings }) => sandboxSettings.liftLimits?.(stage.sandbox)),
);
afterEach(() => jest.restoreAllMocks());

const stored = async (content: string, fileName = 'a.pdf') =>
	await stage.engine.binary(contentOf(content), { fileName, mimeType: 'application/pdf' });

const service = () => Container.get(BinaryDataService);

const remove = ({ id }: IBinaryData) => rmSync(service().getPath(id!));

/** Callbacks for when n8n has opened a file, when its first chunk arrives, and when it has been read to its end. */
interface Moments {
	opened?: (id: string, times: number) => Promise<void>;
	begun?: (id: string, times: number) => void;
	read?: (id: string) => void;
}

function watchFiles({ opened, begun, read }: Moments) {
	const open = service().getAsStream.bind(service());
	const times = new Map<string, number>();
	jest.spyOn(service(), 'getAsStream').mockImplementation(async (id, size) => {
		const stream = await open(id, size);
		const time = (times.get(id) ?? 0) + 1;
		times.set(id, time);
		await opened?.(id, time);
		if (begun) stream.once('readable', () => begun(id, time));
		return stream.on('end', () => read?.(id));
	});
}

const GONE = /^Not \w+: n8n can not open the file 'b\.pdf' \[item \d\]$/;

it.each(EACH_SEND)(
	'One that is deleted is told by its name, with what to do, and nothing leaves: %s',
	async (_, send) => {
		const [first, second] = [await stored('one'), await stored('two', 'b.pdf')];
		remove(second);
		const { error, requests } = await attempt(
			stage,
			send,
			[first, second].map((data) => ({ value: 'data', binary: { data } })),
		);
		expect(error?.message).toMatch(GONE);
		expect(error?.context).toMatchObject({ outcome: 'notSent' });
		expect(error?.description).toContain(
			'Run the workflow anew, from the node that makes the file.',
		);
		expect(requests).toEqual([]);
	},
);

it.each(EACH_SEND)(
	'One of which only an unknown id is left is told by its name: %s',
	async (_, send) => {
		const data = { ...(await stored('two', 'b.pdf')), id: 'elsewhere:b', bytes: undefined };
		const { error, requests } = await attempt(stage, send, [
			{ value: 'data', binary: { data: data as unknown as IBinaryData } },
		]);
		expect(error?.message).toMatch(GONE);
		expect(requests).toEqual([]);
	},
);

it.each(EACH_SEND)(
	'One that has less in it than the item says is not sent, or may have been: %s',
	async (_, send) => {
		const data = await stored('x'.repeat(1_000_000), 'b.pdf');
		await truncate(service().getPath(data.id!), 500_000);
		const { error, items } = await attempt(stage, send, [{ value: 'data', binary: { data } }]);
		expect(error?.message).toMatch(
			/^(Not|May have been) \w+: The file 'b\.pdf' broke off while n8n read it, after \d+ of 1000009 bytes \[item 0\]$/,
		);
		expect(items).toEqual([]);
		expect(stage.sandbox.journal.accepted()).toEqual([]);
	},
);

it.each(EACH_SEND)(
	'One whose item tells another size than n8n has of it is not sent: %s',
	async (_, send) => {
		const data = { ...(await stored('two', 'b.pdf')), bytes: 5 };
		const { error, requests } = await attempt(stage, send, [{ value: 'data', binary: { data } }]);
		expect(error?.message).toMatch(
			/^Not \w+: The file 'b\.pdf' is not the one that its item tells of: it has 12 bytes in n8n's store, not 5 /,
		);
		expect(requests).toEqual([]);
	},
);

/** The providers whose nodes read a file while it is sent; all others read it before. */
const STREAMED = ['Stampee'];
const streamed = EACH_SEND.filter(([, { provider }]) => STREAMED.includes(provider.title));
const readBefore = EACH_SEND.filter(([, { provider }]) => !STREAMED.includes(provider.title));

it.each(readBefore)(
	'One that breaks off is not sent, for it is read before: %s',
	async (_, send) => {
		const data = await stored('x'.repeat(1_000_000), 'b.pdf');
		watchFiles({ opened: async (id) => await truncate(service().getPath(id), 500_000) });
		const { error, requests } = await attempt(stage, send, [{ value: 'data', binary: { data } }]);
		expect(error?.message).toMatch(/^Not \w+: The file 'b\.pdf' broke off while n8n read it/);
		expect(error?.context).toMatchObject({ outcome: 'notSent' });
		expect(requests).toEqual([]);
	},
);

it.each(streamed)(
	'One that breaks off on its way may have been sent, and is told by its name: %s',
	async (_, send) => {
		const data = await stored('x'.repeat(1_000_000), 'b.pdf');
		// At the first opening it is there; the second one is for the send.
		watchFiles({
			opened: async (id, times) => {
				if (times === 2) await truncate(service().getPath(id), 500_000);
			},
		});
		const { error } = await attempt(stage, send, [{ value: 'data', binary: { data } }]);
		expect(error?.message).toMatch(
			/^May have been sent: The file 'b\.pdf' broke off while n8n read it, after \d+ of 1000009 bytes \[item 0\]$/,
		);
		expect(error?.context).toMatchObject({ outcome: 'maybeSent' });
		expect(error?.description).toContain('It was not sent again.');
		expect(stage.sandbox.journal.accepted()).toEqual([]);
	},
);

it.each(streamed)('One whose store fails on its way may have been sent: %s', async (_, send) => {
	const data = await stored('x'.repeat(1_000_000), 'b.pdf');
	const open = service().getAsStream.bind(service());
	let times = 0;
	jest.spyOn(service(), 'getAsStream').mockImplementation(async (...args) => {
		const stream = await open(...args);
		if (++times < 2) return stream;
		let read = 0;
		return stream
			.on('data', (piece: Buffer) => {
				read += piece.length;
				if (read > 300_000) stream.destroy(new Error('EIO: i/o error, read'));
			})
			.pause();
	});
	const { error } = await attempt(stage, send, [{ value: 'data', binary: { data } }]);
	expect(error?.message).toMatch(
		/^May have been sent: The file 'b\.pdf' broke off while n8n read it/,
	);
	expect(stage.sandbox.journal.accepted()).toEqual([]);
});

it.each(streamed)(
	'One that is deleted after it was looked at is not sent, if its own request has not left: %s',
	async (_, send) => {
		const [first, second] = [await stored('one'), await stored('two', 'b.pdf')];
		watchFiles({
			read(id) {
				if (id === first.id) remove(second);
			},
		});
		const { error, requests } = await attempt(
			stage,
			send,
			[first, second].map((data) => ({
				value: 'data',
				binary: { data },
				options: { maxConcurrentRequests: 1 },
			})),
		);
		expect(error?.message).toMatch(GONE);
		expect(error?.context).toMatchObject({ outcome: 'notSent' });
		expect(requests.map((request) => has(request, 'one'))).toEqual([true]);
	},
);

it.each(EACH_SEND)('One that is deleted once it is open is sent as it was: %s', async (_, send) => {
	const data = await stored('x'.repeat(1_000_000), 'b.pdf');
	const last = streamed.some(([, other]) => other === send) ? 2 : 1;
	watchFiles({
		begun(_id, times) {
			if (times === last) remove(data);
		},
	});
	const { error, requests } = await attempt(stage, send, [{ value: 'data', binary: { data } }]);
	expect(error).toBeUndefined();
	expect(requests.map((request) => has(request, 'x'.repeat(1_000_000)))).toEqual([true]);
});
