import { exampleNames } from '../../tools/demo/examples';
import { PROVIDERS } from '../../tools/providers';
import { Editor } from './editor';
import { RemoteSandbox } from './sandbox';
import { severalProviders } from './severalProviders';
import { User } from './user';

let editor: Editor;
let user: User;

beforeAll(async () => {
	editor = await Editor.open({ width: 1240, height: 700 });
	user = new User(editor, new RemoteSandbox(editor.stage.sandbox));
});
afterEach(() => expect(editor.takeComplaints()).toEqual([]));
afterAll(async () => await editor.close());

/**
 * What a user does with each example: fills in what its note requires, executes it and checks the output.
 */
const uses = Object.fromEntries([
	...PROVIDERS.flatMap(({ examples }) => Object.entries(examples.uses)),
	...Object.entries(severalProviders),
]);

it('all examples are used here', () => {
	expect(Object.keys(uses).sort()).toEqual(exampleNames().sort());
});

it.each(Object.keys(uses))('%s', async (name) => await uses[name](user));
