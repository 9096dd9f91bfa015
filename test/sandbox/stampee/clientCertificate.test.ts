import https from 'node:https';
import { CertificateAuthority } from '../../../sandbox/certificateAuthority';
import { startSandbox, type Sandbox } from '../../../sandbox';
import { call, json } from '../../../tools/providers/client';
import { letterTo, Reseller } from '../../../tools/providers/stampee/caller';

let sandbox: Sandbox;
let reseller: Reseller;

beforeAll(async () => {
	sandbox = await startSandbox();
	reseller = new Reseller(sandbox);
});
afterAll(() => sandbox.stop());
beforeEach(() => sandbox.journal.clear());

const registered = letterTo('accept@example.org', 'LRE');
const refused = { message: 'A client certificate is required', code: 'certificate-required' };
const trust = () => ({ ca: sandbox.stampee.certificateAuthority });

const send = (tls: object, body: object = registered) =>
	reseller.callWithCertificate('/messages/bulk_send', { body, tls });

describe('A registered letter', () => {
	it('is taken with a client certificate of the sandbox, whose name the journal shows', async () => {
		const answer = await reseller.callWithCertificate('/messages/bulk_send', { body: registered });

		expect(answer.status).toBe(201);
		expect(sandbox.journal.requests()[0].clientCertificate).toBe('Stampee sandbox client');
	});

	it('is taken with the same certificate as PKCS#12', async () => {
		const { pfx, passphrase } = sandbox.stampee.clientCertificate;

		const answer = await send({ ...trust(), pfx: Buffer.from(pfx, 'base64'), passphrase });

		expect(answer.status).toBe(201);
	});

	it('is refused over plain HTTP', async () => {
		const answer = await reseller.call('/messages/bulk_send', { body: registered });

		expect(answer.status).toBe(403);
		expect(json(answer)).toEqual(refused);
	});

	it('is refused over TLS without a certificate', async () => {
		const answer = await send(trust());

		expect(answer.status).toBe(403);
		expect(sandbox.journal.accepted()).toEqual([]);
	});

	it('is refused with a certificate of another authority', async () => {
		const other = new CertificateAuthority().issueClientCertificate('Stranger', 'secret');

		const answer = await send({ ...trust(), cert: other.certificate, key: other.key });

		expect(answer.status).toBe(403);
		expect(sandbox.journal.requests()[0].clientCertificate).toBe('Stranger');
	});

	it('needs the token as well', async () => {
		const answer = await reseller.callWithCertificate('/messages/bulk_send', {
			body: registered,
			headers: { 'X-API-TOKEN': '' },
		});

		expect(answer.status).toBe(401);
	});

	it('is taken again on a resumed TLS session', async () => {
		const agent = new https.Agent({ keepAlive: false, maxCachedSessions: 10 });
		const answers = [];
		for (let time = 0; time < 3; time += 1) {
			answers.push(
				await reseller.callWithCertificate('/messages/bulk_send', { body: registered, agent }),
			);
		}

		expect(answers.map(({ status }) => status)).toEqual([201, 201, 201]);
	});

	it('meets what the switch says when the certificate is missing', async () => {
		const { missingCertificate } = sandbox.stampee.switches;
		sandbox.stampee.switches.missingCertificate = { ...missingCertificate, status: 401 };

		const answer = await send(trust());
		sandbox.stampee.switches.missingCertificate = missingCertificate;

		expect(answer.status).toBe(401);
	});
});

describe('The TLS server', () => {
	it('takes simple letters without a certificate', async () => {
		expect((await send(trust(), letterTo('john@example.org'))).status).toBe(201);
	});

	it('answers to localhost as well', async () => {
		const url = sandbox.stampee.secureUrl.replace('127.0.0.1', 'localhost');

		expect((await call(`${url}/customers`, { tls: trust() })).status).toBe(401);
	});

	it('is not trusted by those who do not know its authority', async () => {
		await expect(call(sandbox.stampee.secureUrl)).rejects.toMatchObject({
			code: expect.stringMatching(/CERT|VERIFY|ISSUER/) as string,
		});
	});
});
