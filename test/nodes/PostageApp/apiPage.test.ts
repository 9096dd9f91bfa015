import { chain, start } from '../../../tools/engine/chain';
import {
	customers,
	mailToEachItem,
	postageApp,
	postageAppAccount,
} from '../../../tools/providers/postageApp/node';
import { setStage } from '../../../tools/engine/stage';
import page from '../../fixtures/postageApp/apiPage.json';

const stage = setStage();

const answer = (status: number, body: unknown) =>
	stage.sandbox.faults.add({ provider: 'postageApp', fault: { kind: 'status', status, body } });
const run = (node: ReturnType<typeof postageApp>, credential: object = {}) =>
	stage.engine.run(chain(start, node), {
		input: customers(1),
		credentials: {
			postageAppApi: { ...postageAppAccount(stage.sandbox.postageApp), ...credential },
		},
	});
const send = (uid = '') =>
	run(postageApp(['message', 'send'], { ...mailToEachItem, additionalFields: { uid } }));

describe("PostageApp's API page", () => {
	it('shows the request that the node makes', async () => {
		const { method, path, body } = page.request;
		// The page's placeholder for the key contains spaces; a real key has none.
		const key = body.api_key.replaceAll(' ', '-');
		await run(postageApp(['account', 'getInfo']), { projectApiKey: key });
		const sent = { ...body, api_key: key };
		expect(stage.sandbox.journal.requests()).toMatchObject([{ method, path, body: sent }]);
	});

	it('shows a UID that the node takes', async () => {
		const { items } = await send(page.uid);
		expect(items('PostageApp')[0].json.uid).toBe(page.uid);
		expect(stage.sandbox.journal.accepted()[0].reference).toBe(page.uid);
	});

	it('shows an answer that the node understands', async () => {
		answer(200, page.success);
		const { items } = await send('RESPONSE_UID');
		expect(items('PostageApp')[0].json).toMatchObject({ uid: 'RESPONSE_UID', id: 'MESSAGE_ID' });
	});

	it.each(page.errors)('shows $title, which the node explains', async ({ title, body, hint }) => {
		const [, status] = title.split(' ');
		answer(Number(status), body);
		const { error } = await send();
		expect(error?.message).toBe(`Refused: PostageApp answered: ${body.response.message} [item 0]`);
		expect(error?.description).toContain(hint);
		expect(error?.httpCode).toBe(status);
		expect(error?.context).toMatchObject({ code: body.response.status, outcome: 'refused' });
		expect(stage.sandbox.journal.requests()).toHaveLength(1);
	});

	it('shows the form of an error, which is one whatever its HTTP status', async () => {
		answer(200, page.error);
		const { error } = await send();
		expect(error?.message).toBe(
			'Refused: PostageApp answered: Message text describing the error [item 0]',
		);
		expect(error?.context).toMatchObject({ code: 'error_code', outcome: 'refused' });
	});
});
