import { Container } from '@n8n/di';
import { BinaryDataService } from 'n8n-core';
import { defaultSwitches } from '../../../../sandbox/legallyMail/switches';
import { chain, start } from '../../../../tools/engine/chain';
import {
	emailToEachItem,
	legallyMail,
	legallyMailAccount,
	recipients,
} from '../../../../tools/providers/legallyMail/node';
import { setStage } from '../../../../tools/engine/stage';

const stage = setStage({ binaryMode: 'filesystem' });

afterEach(() => jest.restoreAllMocks());

it.each([
	['each in a request of its own', false, 20],
	['combined into requests', true, 2],
])('A file that 20 items send is read once, %s', async (_, combineItems, requests) => {
	stage.sandbox.legallyMail.switches = { ...defaultSwitches(), rateLimit: null };
	const file = { fileName: 'notice.pdf', mimeType: 'application/pdf' };
	const data = await stage.engine.binary(Buffer.from('%PDF-1.7'), file);
	const reads = jest.spyOn(Container.get(BinaryDataService), 'getAsStream');
	const parameters = { ...emailToEachItem, subject: 'Notice', attachments: 'data' };
	const node = legallyMail(['email', 'send'], { ...parameters, options: { combineItems } });
	const { status } = await stage.engine.run(chain(start, node), {
		input: recipients(20).map((item) => ({ ...item, binary: { data: { ...data } } })),
		credentials: { legallyMailApi: legallyMailAccount(stage.sandbox.legallyMail) },
	});
	expect(status).toBe('success');
	expect(stage.sandbox.journal.requests('legallyMail')).toHaveLength(requests);
	expect(reads).toHaveBeenCalledTimes(1);
});

it('Files that a node put into the items with an empty ID are told apart by their content', async () => {
	const contents = ['one', 'two'].map((text) => Buffer.from(text).toString('base64'));
	const parameters = { ...emailToEachItem, attachments: 'data' };
	await stage.engine.run(chain(start, legallyMail(['email', 'send'], parameters)), {
		input: recipients(2).map((item, index) => {
			const data = { id: '', data: contents[index], mimeType: 'text/plain', fileName: 'a.txt' };
			return { ...item, binary: { data } };
		}),
		credentials: { legallyMailApi: legallyMailAccount(stage.sandbox.legallyMail) },
	});
	const sent = stage.sandbox.journal.requests('legallyMail').map(({ body }) => body);
	expect(sent).toMatchObject(contents.map((content) => ({ attachments: [{ content }] })));
});
