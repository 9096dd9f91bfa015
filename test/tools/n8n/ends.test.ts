import { Ends } from '../../../tools/n8n/ends';

/** Notes in which order things end; those with an error fail to. */
function started(...things: Array<[name: string, failure?: Error]>) {
	const ended: string[] = [];
	const ends = new Ends();
	for (const [name, failure] of things) {
		ends.of({
			stop: async () => {
				ended.push(name);
				if (failure) throw failure;
			},
		});
	}
	return { ends, ended };
}

const failure = new Error('The server does not stop');

it('ends the last first, and each once', async () => {
	const { ends, ended } = started(['server'], ['browser']);
	await ends.come();
	await ends.come();
	expect(ended).toEqual(['browser', 'server']);
});

it('ends all others too if one fails to end, and tells the failure', async () => {
	const { ends, ended } = started(['folder'], ['server', failure], ['browser']);
	await expect(ends.come()).rejects.toBe(failure);
	expect(ended).toEqual(['browser', 'server', 'folder']);
});

it('tells all failures if there are several', async () => {
	const { ends } = started(['folder', failure], ['server', failure]);
	await expect(ends.come()).rejects.toMatchObject({ errors: [failure, failure] });
});

it('tells why something did not start, and not what failed to end after that', async () => {
	const { ends, ended } = started(['folder'], ['server', failure]);
	const first = new Error('The browser does not start');
	await expect(ends.after(first)).rejects.toBe(first);
	expect(ended).toEqual(['server', 'folder']);
});
