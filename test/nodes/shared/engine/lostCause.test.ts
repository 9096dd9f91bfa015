import { chain, start } from '../../../../tools/engine/chain';
import * as changed from '../../../support/changedEngine';
import type { INodeJson, RunOptions } from '../../../../tools/engine/engine';
import { setStage } from '../../../../tools/engine/stage';
import * as stampee from '../../../../tools/providers/stampee/node';

const stage = setStage();

afterEach(() => jest.restoreAllMocks());

const accepted = () => stage.sandbox.journal.accepted();
const account = () => stampee.stampeeAccount(stage.sandbox.stampee);
const retrying = { retryOnFail: true, maxTries: 3, waitBetweenTries: 10 };

async function run(node: INodeJson, options: RunOptions) {
	changed.losingCauses();
	const { status, error } = await stage.engine.run(chain(start, node), options);
	return { status, message: error?.message, outcome: error?.context?.outcome };
}

const send = async (node: Partial<INodeJson>, data = account()) =>
	await run(stampee.stampee(['message', 'send'], stampee.letterToEachItem, node), {
		input: stampee.addressees(1),
		credentials: { stampeeApi: data },
	});

/** The outcome of a letter when n8n's errors do not keep their cause. */
describe('a send in n8n that loses the cause of its errors', () => {
	it.each([
		['resetAfter', 1],
		['resetBefore', 0],
		['truncate', 1],
	] as const)('may have been made after %s, and is not made again', async (kind, count) => {
		stage.sandbox.faults.add({ provider: 'stampee', times: 1, fault: { kind } });
		const told = await send(retrying);

		expect(told).toMatchObject({
			status: 'error',
			message: expect.stringMatching(/^May have been sent: Stampee /) as string,
			outcome: 'maybeSent',
		});
		expect(stage.sandbox.journal.requests('stampee')).toHaveLength(1);
		expect(accepted()).toHaveLength(count);
	});

	it('may have been made where the names of its faults are those of a standing connection, too', async () => {
		// Plain HTTP instead of TLS: EPROTO, which can also occur in the middle of an answer.
		const baseUrl = stage.sandbox.stampee.url.replace('http:', 'https:');
		expect(await send({}, { ...account(), baseUrl })).toMatchObject({
			outcome: 'maybeSent',
		});
	});

	it.each([
		['nobody listens', 'http://127.0.0.1:9'],
		['the host has no name', 'http://nowhere.invalid'],
	])('was not made where %s', async (_, baseUrl) => {
		expect(await send({}, { ...account(), baseUrl })).toMatchObject({
			message: 'Not sent: Stampee could not be reached [item 0]',
			outcome: 'notSent',
		});
	});

	it('was not made with a client certificate that can not be read', async () => {
		const data = {
			...stampee.stampeeAccountWithCertificate(stage.sandbox.stampee),
			mutualTls: 'pfx',
			clientCertificatePfx: Buffer.from('3003020100', 'hex').toString('base64'),
		};
		expect(await send({}, data)).toMatchObject({ outcome: 'notSent' });
		expect(stage.sandbox.journal.requests('stampee')).toEqual([]);
	});

	it('was not made to a host that the credential is not allowed for', async () => {
		changed.signing(
			(request) => request,
			(request) => ({ ...request, allowedDomains: 'example.org' }),
		);
		expect(await send({})).toMatchObject({
			message: expect.stringMatching(/^Not sent: Domain not allowed: /) as string,
			outcome: 'notSent',
		});
		expect(stage.sandbox.journal.requests('stampee')).toEqual([]);
	});

	it('was not made with a credential that refuses to sign', async () => {
		expect(await send({}, { ...account(), baseUrl: 'nowhere' })).toMatchObject({
			message:
				"Not sent: The field 'Base URL' of the credential has no http:// or https:// before the host: write http://nowhere [item 0]",
			outcome: 'notSent',
		});
	});
});
