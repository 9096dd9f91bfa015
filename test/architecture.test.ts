import { existsSync, readdirSync, readFileSync } from 'node:fs';
import { builtinModules } from 'node:module';
import { basename, dirname, join, relative, resolve, sep } from 'node:path';
import type { INodeProperties, INodeType } from 'n8n-workflow';
import ts, { preProcessFile } from 'typescript';
import { kindOf } from '../nodes/shared/parameters/kind';
import { isReadKind } from '../nodes/shared/parameters/readers';
import packageJson from '../package.json';
import { instanceFrom } from '../tools/engine/published';
import { PROVIDERS, type Provider } from '../tools/providers';

const repository = resolve(__dirname, '..');
const nodes = join(repository, 'nodes');

/** TypeScript files of a folder of the repository, by their paths from there. */
const sourcesIn = (folder: string) =>
	readdirSync(join(repository, folder), { recursive: true, encoding: 'utf8' })
		.filter((path) => path.endsWith('.ts'))
		.map((path) => join(folder, path));

interface Import {
	file: string;
	/** As it is written. */
	name: string;
	/** Where a relative import leads, from the repository. */
	target?: string;
}

function importsOf(file: string): Import[] {
	const { importedFiles } = preProcessFile(read(file));
	return importedFiles.map(({ fileName: name }) => ({
		file,
		name,
		...(name.startsWith('.') && {
			target: relative(repository, resolve(repository, dirname(file), name)),
		}),
	}));
}

/** The folder of a path: `nodes/shared` for what is below it, `credentials`, ... */
const folderOf = (path: string) => {
	const [first, second] = path.split(sep);
	return first === 'nodes' ? `${first}/${second}` : first;
};

/** What a provider's descriptor says of its folder, with the paths of files from the repository. */
const inFolder = <T>({ folder }: Provider, files: Record<string, T> = {}): Record<string, T> =>
	Object.fromEntries(
		Object.entries(files).map(([file, each]) => [join('nodes', folder, file), each]),
	);

/** What this file lists, and what the descriptors do. */
const withProviders = <T>(
	shared: Record<string, T>,
	part: 'takenAsGiven' | 'lasting' | 'timeOfDay',
): Record<string, T> =>
	Object.assign(
		{ ...shared },
		...PROVIDERS.map((each) =>
			inFolder(each, each.architecture[part] as Record<string, T> | undefined),
		),
	) as Record<string, T>;

/** Where something in a file of the package has to be listed. */
function listOf(file: string, part: string): string {
	const provider = PROVIDERS.find(({ folder }) => file.startsWith(join('nodes', folder) + sep));
	return provider ? `'${part}' of tools/providers/${provider.name}/architecture.ts` : 'this test';
}

/** What is found and not listed, and what is listed and not found, each with where it belongs. */
const unlisted = (found: string[], listed: string[], part: string): string[] => [
	...found
		.filter((each) => !listed.includes(each))
		.map((each) => `${each}: give the reason in ${listOf(each, part)}, or do without`),
	...listed
		.filter((each) => !found.includes(each))
		.map((each) => `${each}: is no more, take it out of ${listOf(each, part)}`),
];

const folders = readdirSync(nodes).filter((name) => name !== 'shared');
const published = [...sourcesIn('nodes'), ...sourcesIn('credentials')];
const read = (path: string) => readFileSync(join(repository, path), 'utf8');
const inside = published.flatMap(importsOf).filter(({ target }) => target !== undefined);

/** The imports from one folder into another that it may not look into. */
const trespasses = (
	from: (folder: string) => boolean,
	allowed: (from: string, to: string) => boolean,
) =>
	inside
		.map(({ file, target }) => ({ file, target, from: folderOf(file), to: folderOf(target ?? '') }))
		.filter((each) => from(each.from) && !allowed(each.from, each.to))
		.map(({ file, target }) => `${file} -> ${target}`);

const isOfProvider = (folder: string) => folders.includes(folder.replace('nodes/', ''));

it('There are folders of providers, and this test reads their imports', () => {
	expect(folders).toContain('Stampee');
	expect(inside.length).toBeGreaterThan(50);
});

it('What is shared imports nothing of a provider and no credential', () => {
	expect(
		trespasses(
			(folder) => folder === 'nodes/shared',
			(from, to) => to === from,
		),
	).toEqual([]);
});

it('The folder of a provider imports itself and what is shared, no other folder', () => {
	expect(trespasses(isOfProvider, (from, to) => to === from || to === 'nodes/shared')).toEqual([]);
});

it('A credential imports the folder of its provider and what is shared, no other folder', () => {
	const ownFolder = (file: string) => `nodes/${basename(file, 'Api.credentials.ts')}`;
	const strange = inside
		.filter(({ file }) => folderOf(file) === 'credentials')
		.map(({ file, target }) => ({ file, to: folderOf(target ?? '') }))
		.filter(({ file, to }) => to !== 'nodes/shared' && to !== ownFolder(file));

	expect(strange).toEqual([]);
});

it('Nothing is published that needs more than n8n-workflow and Node.js', () => {
	const isThere = (name: string) =>
		name.startsWith('.') ||
		name === 'n8n-workflow' ||
		builtinModules.includes(name.replace('node:', ''));
	const foreign = published.flatMap(importsOf).filter(({ name }) => !isThere(name));

	expect(foreign).toEqual([]);
});

it('What runs workflows in tools/engine looks at no descriptor: what does stands in tools/providers', () => {
	const looking = sourcesIn('tools/engine')
		.flatMap(importsOf)
		.filter(({ target = '' }) => target.startsWith(join('tools', 'providers')));

	expect(looking.map(({ file, target }) => `${file} -> ${target}`)).toEqual([]);
});

/** PecMassiva is also PEC Massiva, pecMassiva and pec-massiva. */
const spellingsOf = (folder: string) => folder.replace(/(?<=[a-z])(?=[A-Z])/g, '[\\s_-]?');

it('What is shared names no provider', () => {
	const anyName = new RegExp(`\\b(${folders.map(spellingsOf).join('|')})`, 'i');

	const naming = sourcesIn('nodes/shared').flatMap((file) =>
		read(file)
			.split('\n')
			.filter((line) => anyName.test(line))
			.map((line) => `${file}: ${line.trim()}`),
	);

	expect(naming).toEqual([]);
});

describe('The providers are listed in one place, and everything else goes through that list', () => {
	/** Names several providers and is no list of them, and why. */
	const ABOUT_SEVERAL: Record<string, string> = {
		'test/engines/suites.ts': 'Has a send of each kind that dispatch knows.',
		'test/examples/severalProviders.test.ts': 'Runs an example in which several providers meet.',
		'test/examples/webhooks.test.ts': 'Runs the example of each webhook trigger.',
		'test/sandbox/faults.test.ts': 'Sends what can not be read to each server that takes a body.',
		'test/tools/demo/demo.test.ts': 'Reads what the demonstration prints, line by line.',
		'test/tools/demo/troubledDemo.ts': 'Makes trouble where the demonstration can have it.',
		'tools/docs/engines.ts': 'Says what was tried with n8n 1.x.',
	};

	/** The lists themselves: of the descriptors, and of what the sandbox starts. */
	const LISTS = ['tools/providers/index.ts', 'sandbox/providers.ts'];

	/** From which number on names are a list. */
	const A_LIST = 3;

	const camel = (folder: string) => folder[0].toLowerCase() + folder.slice(1);
	/** Folders of one provider, where others are named to tell it from them. */
	const own = folders.flatMap((folder) => [
		...['nodes', 'test/nodes'].map((root) => `${root}/${folder}/`),
		...['sandbox', 'test/sandbox', 'tools/providers'].map((root) => `${root}/${camel(folder)}/`),
	]);

	const isOwn = (file: string) =>
		own.some((folder) => file.split(sep).join('/').startsWith(folder));

	/** A name stands by itself or within another, as in `startStampee`, `stampeeApi` and `isStampeesOwn`. */
	const namedIn = (text: string) =>
		folders.filter((folder) => new RegExp(spellingsOf(folder), 'i').test(text));

	const lists = ['nodes', 'credentials', 'sandbox', 'test', 'tools']
		.flatMap(sourcesIn)
		.filter((file) => !isOwn(file) && !LISTS.includes(file))
		.filter((file) => namedIn(read(file)).length >= A_LIST);

	it.each([
		['a list of them', folders.map((folder) => `'${camel(folder)}', `).join(''), folders.length],
		['names within other names', `start${folders[0]}, ${camel(folders[1])}Api`, 2],
		['a name in capitals', folders[0].replace(/(?<=[a-z])(?=[A-Z])/g, '_').toUpperCase(), 1],
		['a way through all of them', 'PROVIDERS.map(({ name }) => name)', 0],
	])('It sees %s', (_, code, count) => {
		expect(namedIn(code)).toHaveLength(count);
	});

	it('No other file names three of them: what it has for each goes into tools/providers/<name>', () => {
		const strange = lists.filter((file) => !(file in ABOUT_SEVERAL));
		expect(
			strange.map(
				(file) => `${file} names ${namedIn(read(file)).join(', ')}: go through PROVIDERS`,
			),
		).toEqual([]);
	});

	it('What names several for a reason still does', () => {
		const stale = Object.keys(ABOUT_SEVERAL).filter((file) => !lists.includes(file));
		expect(stale.map((file) => `${file}: take it out of ABOUT_SEVERAL in this test`)).toEqual([]);
	});
});

describe('No file leads back to itself by its imports, be it for a type', () => {
	const sources = [...published, ...sourcesIn('sandbox')];
	const next = new Map(
		sources.map((file) => {
			const targets = importsOf(file).flatMap(({ target = '' }) =>
				[`${target}.ts`, join(target, 'index.ts')].filter((path) => sources.includes(path)),
			);
			return [file, targets];
		}),
	);

	function circleFrom(start: string): string[] | undefined {
		const seen = new Set<string>();
		const follow = (file: string, way: string[]): string[] | undefined => {
			for (const each of next.get(file) ?? []) {
				if (each === start) return [...way, each];
				if (seen.has(each)) continue;
				seen.add(each);
				const circle = follow(each, [...way, each]);
				if (circle) return circle;
			}
			return undefined;
		};
		return follow(start, [start]);
	}

	it.each(['nodes', 'credentials', 'sandbox'])('in %s', (folder) => {
		const starts = sources.filter((file) => file.startsWith(`${folder}${sep}`));
		expect(starts.length).toBeGreaterThan(0);
		expect(starts.map(circleFrom).filter((circle) => circle !== undefined)).toEqual([]);
	});
});

describe('What is shared is made of ideas', () => {
	/** Each is built of those before it. */
	const ideas = [
		'json',
		'clock',
		'policy',
		'streamSafe',
		'url',
		'inItem',
		'errorCodes',
		'digest',
		'bounded',
		'listEnd',
		'pause',
		'eventId',
		'delivery',
		'renewal',
		'session',
		'parameters',
		'body',
		'credential',
		'descriptions',
		'engine',
		'signing',
		'response',
		'outcome',
		'rateLimit',
		'request',
		'account',
		'run',
		'waiting',
		'deduplication',
		'dispatch',
		'files',
		'polling',
		'webhook',
	];
	const ideaOf = (file: string) => basename(relative('nodes/shared', file).split(sep)[0], '.ts');
	const files = sourcesIn('nodes/shared');

	it('which are these', () => {
		expect([...new Set(files.map(ideaOf))].sort()).toEqual([...ideas].sort());
	});

	it.each(files)('%s builds on lower ones only', (file) => {
		const higher = ideas.slice(ideas.indexOf(ideaOf(file)) + 1);
		const targets = importsOf(file).flatMap(({ target = '' }) => target || []);
		expect(targets.filter((target) => higher.includes(ideaOf(target)))).toEqual([]);
	});
});

describe('What users enter is read in one place', () => {
	const isReading = (file: string) => file.startsWith(join('nodes', 'shared', 'parameters'));

	/** Whether the code of a file, not its comments, has a name in it, however it is come by. */
	function names(file: string, name: string): boolean {
		const has = (node: ts.Node): boolean =>
			((ts.isIdentifier(node) || ts.isStringLiteralLike(node)) && node.text === name) ||
			(ts.forEachChild(node, has) ?? false);
		return has(ts.createSourceFile(file, read(file), ts.ScriptTarget.Latest));
	}

	it("n8n's getNodeParameter is used there, and nowhere else", () => {
		const using = published.filter((file) => names(file, 'getNodeParameter'));
		expect(using.filter((file) => !isReading(file))).toEqual([]);
		expect(using.filter(isReading)).not.toEqual([]);
	});

	/** Who takes a parameter as it was given, or as its declaration has had it read, and why. */
	const TAKEN_AS_GIVEN: Record<string, string> = {
		'nodes/shared/files/references.ts': 'Files need the item to be read.',
	};

	it('Nothing is taken as it was given but what is listed here, with its reason', () => {
		const taking = published.filter((file) => !isReading(file) && names(file, 'givenIn'));
		const listed = Object.keys(withProviders(TAKEN_AS_GIVEN, 'takenAsGiven'));
		expect(unlisted(taking, listed, 'takenAsGiven')).toEqual([]);
	});

	it('The reader of each kind is named in one table, which nothing else goes past', () => {
		const readers = sourcesIn('nodes/shared/parameters')
			.filter((file) => /export (const|function) read[A-Z]\w*(: Reader)?\b/.test(read(file)))
			.filter((file) => !/(readers|declared)\.ts$/.test(file));
		const inTable = importsOf(join('nodes', 'shared', 'parameters', 'readers.ts')).map(
			({ target = '' }) => `${target}.ts`,
		);
		expect(readers.length).toBeGreaterThan(8);
		expect(readers.filter((file) => !inTable.includes(file))).toEqual([]);
	});

	it('Each parameter of each node has a kind that there is a reader for', () => {
		const unread = packageJson.n8n.nodes.flatMap((file) => {
			const { name, properties } = instanceFrom<INodeType>(file).description;
			return properties
				.flatMap(withinProperty)
				.filter(({ type }) => type !== 'notice')
				.filter((property) => !isReadKind(kindOf(property)))
				.map((property) => `${name}: ${property.name}`);
		});
		expect(unread).toEqual([]);
	});

	/** n8n's types say nothing of what a text or a JSON is for, and a date picker may be about days or times. */
	it.each(['dateTime'])('No parameter is a plain %s', (type) => {
		const plain = packageJson.n8n.nodes
			.flatMap((file) => instanceFrom<INodeType>(file).description.properties)
			.flatMap(withinProperty)
			.filter((property) => kindOf(property) === type);
		expect(plain.map(({ name }) => name)).toEqual([]);
	});
});

/** A property, and all that are within it. */
function withinProperty(property: INodeProperties): INodeProperties[] {
	const within = (property.options ?? []).flatMap((option) => {
		if ('values' in option) return option.values.flatMap(withinProperty);
		return 'type' in option ? withinProperty(option) : [];
	});
	return [property, ...within];
}

/**
 * What lives as long as the process, by file: the variables, and why they belong to no run and to no item.
 */
const LASTING: Record<string, Record<string, string>> = {
	'nodes/shared/engine/clientCertificates.ts': {
		isKnown: 'What this n8n can do is the same for all.',
	},
	'nodes/shared/engine/requestTracking.ts': {
		isReliable: 'What this n8n can do is the same for all.',
	},
	'nodes/shared/engine/probe.ts': {
		proven: 'What this n8n can do is the same for all.',
		inFlight: 'Runs that begin at once share a probe.',
	},
	'nodes/shared/engine/sameRun.ts': {
		runs: "By n8n's own object for the node, which it hands to nobody else.",
		runIndexes: "By n8n's own object for the item, whose run never changes.",
	},
	'nodes/shared/run/job.ts': {
		jobs: 'preSend, pagination and postReceive of an item have nothing else in common.',
	},
	'nodes/shared/rateLimit/limiter.ts': {
		limiters: 'A provider counts the requests of all workflows together.',
	},
	'nodes/shared/deduplication/deduplicate.ts': {
		inFlight: 'Executions side by side send a message once.',
	},
	'nodes/shared/deduplication/store.ts': {
		nodeStores: 'Each execution has static data of its own, and the last one saved wins.',
	},
	'nodes/shared/account.ts': {
		answers: 'A provider is asked once whose a secret is.',
	},
	'nodes/shared/renewal.ts': {
		renewals: 'A token is renewed once for all who use it.',
		fruitless: 'Where a new token did not help, no further one is made for others either.',
	},
	'nodes/shared/outcome/lookup.ts': {
		claimed: 'What the provider answered to another send is not the lost one.',
		open: 'Of two lost sends that look alike, one may be taken for the other, in whichever execution.',
	},
	'nodes/shared/polling/processMemory.ts': {
		memories: 'A poll under way, and what tells a restart: all of it is about this process.',
	},
	'nodes/shared/webhook/received.ts': {
		taken: 'Static data is written at the end of an execution, and a repeat may come before.',
	},
	'nodes/shared/webhook/refusal.ts': {
		lines: 'n8n makes a context for each request, and a flood is one of many requests.',
	},
};

/** The variables of a module that can change. */
function lastingIn(file: string): string[] {
	const source = ts.createSourceFile(file, read(file), ts.ScriptTarget.Latest, true);
	return source.statements.filter(ts.isVariableStatement).flatMap(({ declarationList }) => {
		const isConst = (declarationList.flags & ts.NodeFlags.Const) !== 0;
		const isTable = (made: ts.NewExpression) =>
			made.arguments?.some(ts.isArrayLiteralExpression) ?? false;
		return declarationList.declarations
			.filter(
				({ initializer }) =>
					!isConst ||
					(initializer &&
						ts.isNewExpression(initializer) &&
						/(Map|Set)$/.test(initializer.expression.getText()) &&
						!isTable(initializer)),
			)
			.map(({ name }) => name.getText());
	});
}

it('Nothing lasts longer than a run but what is listed here, with its reason', () => {
	const found = published.flatMap((file) => lastingIn(file).map((name) => `${file}: ${name}`));
	const listed = Object.entries(withProviders(LASTING, 'lasting')).flatMap(([file, names]) =>
		Object.keys(names).map((name) => `${file}: ${name}`),
	);
	expect(unlisted(found, listed, 'lasting')).toEqual([]);
});

/**
 * Where the time of day is read, by file: the declarations, and why it has to be that one. It may be set at any time,
 * so what passes is measured by the monotonic clock, and a provider's times are compared with its own.
 */
const TIME_OF_DAY: Record<string, Record<string, string>> = {
	'nodes/shared/clock.ts': {
		providerNow: 'Where a provider does not tell its time.',
		ageOf: 'The one place for what was kept with the time of day.',
		isSurelyYounger: 'The same, for what has to be so for sure.',
		Period: 'n8n notes the time of day of executions, so it is compared with that of ours.',
	},
	'nodes/shared/deduplication/deduplicate.ts': {
		sendOrRecall:
			'It is kept over a restart; when it is read, ageOf and isSurelyYounger look at it.',
	},
	'nodes/shared/dispatch/batcher.ts': { postJoined: 'It is shown to people.' },
	'nodes/shared/dispatch/itemDispatch.ts': { ItemDispatch: 'It is shown to people.' },
	'nodes/shared/renewal.ts': { isFresh: 'Tokens are kept over a restart.' },
	'nodes/shared/session.ts': { newSession: 'It is kept over a restart; isFresh looks at it.' },
	'nodes/shared/polling/startOver.ts': {
		logStartOver: 'Days are counted since one that was kept over a restart.',
		today: 'A day is kept over a restart.',
	},
	'nodes/shared/polling/index.ts': { compare: 'It is kept over a restart.' },
	'nodes/shared/polling/processMemory.ts': {
		ProcessMemory: 'What it is compared with is kept over a restart.',
	},
	'nodes/shared/polling/redelivery.ts': {
		mayCrashAgain: 'It is kept over a restart; what lies ahead is told once more.',
		withEmission: 'It is kept over a restart; what lies ahead counts from now on.',
	},
	'nodes/shared/webhook/standardWebhooks.ts': {
		attemptIn: 'A signature is made at a time of day, and may not be older than minutes.',
	},
};

/** The one place of the monotonic clock, whose numbers mean nothing to another process. */
const MONOTONIC = ['nodes/shared/clock.ts: monotonicNow'];

/** The name of a statement of a module. */
function nameOf(statement: ts.Statement, source: ts.SourceFile): string {
	if (ts.isVariableStatement(statement)) {
		return statement.declarationList.declarations[0].name.getText(source);
	}
	const { name } = statement as ts.Statement & { name?: ts.Node };
	return name?.getText(source) ?? '';
}

/** The declarations of a file in whose code something stands. */
function declarationsWith(file: string, isIt: (node: ts.Node) => boolean): string[] {
	const source = ts.createSourceFile(file, read(file), ts.ScriptTarget.Latest, true);
	const has = (node: ts.Node): boolean => isIt(node) || (ts.forEachChild(node, has) ?? false);
	return source.statements.filter(has).map((each) => `${file}: ${nameOf(each, source)}`);
}

/** `Date` itself, but in `Date.parse`, `Date.UTC`, `new Date(something)`, and where it is a type. */
function readsTimeOfDay(node: ts.Node): boolean {
	if (!ts.isIdentifier(node) || node.text !== 'Date') return false;
	const { parent } = node;
	if (ts.isPropertyAccessExpression(parent) && parent.expression === node) {
		return !['parse', 'UTC'].includes(parent.name.text);
	}
	if (ts.isNewExpression(parent)) return (parent.arguments ?? []).length === 0;
	return !ts.isTypeReferenceNode(parent);
}

describe('Time that passes is measured by the monotonic clock', () => {
	it('The time of day is read nowhere but where it is listed, with its reason', () => {
		const found = published.flatMap((file) => declarationsWith(file, readsTimeOfDay));
		const listed = Object.entries(withProviders(TIME_OF_DAY, 'timeOfDay')).flatMap(
			([file, names]) => Object.keys(names).map((name) => `${file}: ${name}`),
		);
		expect(unlisted(found, listed, 'timeOfDay')).toEqual([]);
	});

	it('The monotonic clock is read in one place', () => {
		const isClock = (node: ts.Node) =>
			ts.isIdentifier(node) && ['performance', 'hrtime'].includes(node.text);
		expect(published.flatMap((file) => declarationsWith(file, isClock))).toEqual(MONOTONIC);
	});

	it.each([
		['Date.now()', true],
		['const { now } = Date', true],
		['[].map(Date.now)', true],
		['new Date()', true],
		['new Date', true],
		['Date()', true],
		['globalThis.Date.now()', true],
		["Date['now']()", true],
		['new Date(0)', false],
		['Date.parse("")', false],
		['let date: Date', false],
		['"Date"', false],
	])('This test sees that %s reads it: %s', (code, reads) => {
		const source = ts.createSourceFile('it.ts', code, ts.ScriptTarget.Latest, true);
		const has = (node: ts.Node): boolean =>
			readsTimeOfDay(node) || (ts.forEachChild(node, has) ?? false);
		expect(has(source)).toBe(reads);
	});
});

/** Words of our own for what has a name in the field -> that name. */
const PRIVATE_WORDS: Record<string, string> = {
	'[Vv]erdict(s|Of|On)?': 'failure kind, or aggregated status',
	deed: 'past tense',
	traces: 'findBy',
	inTurn: 'withRetry',
	'[Hh]alted|isHalted': 'cancelled',
	Unanswered: 'OutcomeUnknown',
	'[Gg]athering|[Gg]ather(Items)?': 'batching, or combined items',
	'[Ss]haringRules': 'batching',
	UnderWay: 'in flight',
	'[Ll]edgers?': 'store',
	'[Dd]oomed': 'deletion target',
	'[Ff]ates?': 'result',
	'[Nn]aps?': 'recheck',
	'[Ll]anes?': 'queue',
	'[Ss]ightings?': 'snapshot',
	'sendOncePer|Send Only Once Per': 'deduplication key',
	sentBefore: 'alreadySent',
	requestsAtOnce: 'maxConcurrentRequests',
	lookForLost: 'confirmLostSendsFor',
	'bringsProof|EarlierLooks': 'search, own proof',
	'[Dd]epartures?|noteDepartures|departuresAreSeen': 'request tracking',
	'faultNames|withFaultNames': 'error codes',
	'givenUp|[Kk]eptBack|isKeptBack': 'abandoned, blocked',
	heldToDescription: 'withValidation',
	'[Ll]ikeness(Of|In)?': 'mail identity, content key',
	'(MOST|LEAST)(_[A-Z_]+)?': 'MAX_, MIN_',
	Misread: 'InvalidValue',
	saysNo: 'isRefusal',
	'[a-z]+Pace': 'rate limit',
	'[Ww]ebhookQuestion': 'webhook verification',
};

describe('The word of the field stands', () => {
	const pages = readdirSync(join(repository, 'docs'))
		.filter((name) => name.endsWith('.md'))
		.map((name) => join('docs', name));

	it.each(Object.entries(PRIVATE_WORDS))('for /%s/: %s', (word) => {
		const isThere = new RegExp(`(?<![\\w-])(?:${word})(?![\\w-])`);
		const found = [...published, ...pages, 'README.md', 'CONTRIBUTING.md'];
		expect(found.filter((path) => isThere.test(read(path)))).toEqual([]);
	});
});

describe.each(folders)('The folder of %s', (folder) => {
	const icon = folder.charAt(0).toLowerCase() + folder.slice(1);

	it.each([
		`${folder}.node.ts`,
		`${folder}.node.json`,
		`${folder}Trigger.node.ts`,
		`${folder}Trigger.node.json`,
		`${icon}.svg`,
		`${icon}.dark.svg`,
	])('has what the folder of every provider has: %s', (name) => {
		expect(existsSync(join(nodes, folder, name))).toBe(true);
	});

	it('has a credential type of its own', () => {
		expect(existsSync(join(repository, 'credentials', `${folder}Api.credentials.ts`))).toBe(true);
	});
});

/** The files of a provider's folder by their roles: what has one of these roles has this name, for every provider. */
const ROLES: Record<string, { about: string; isOptional?: boolean }> = {
	'account.ts': { about: 'the credential, and whose account it opens' },
	'api.ts': { about: 'hosts, shapes of requests and answers, paging' },
	'delivery.ts': { about: 'its statuses -> the common vocabulary' },
	'errors.ts': { about: 'its errors -> how to fix them' },
	'fields.ts': { about: 'the form' },
	'policies.ts': { about: 'its rate limits, and what is a read and what is a send' },
	'pollSources.ts': { about: 'what the trigger watches' },
	resources: { about: 'a folder per resource' },
	listSearch: { about: 'what the editor lets users choose from', isOptional: true },
	'lookup.ts': { about: 'how it is asked after a lost answer', isOptional: true },
	'request.ts': { about: "what is asked outside of n8n's routing", isOptional: true },
	'webhookEvents.ts': { about: 'what it pushes', isOptional: true },
};

describe('The same roles have the same names of files for every provider', () => {
	/** The files of the operations of a node, and what its resources may have beside them. */
	function ofResources(folder: string): string[] {
		const { properties } = instanceFrom<INodeType>(
			`dist/nodes/${folder}/${folder}.node.js`,
		).description;
		return properties
			.filter(({ name }) => name === 'operation')
			.flatMap(({ displayOptions, options = [] }) => {
				const [resource] = displayOptions?.show?.resource ?? [];
				const operations = options.flatMap((option) => ('value' in option ? option.value : []));
				return ['index', 'batching', ...operations].map(
					(name) => `resources/${resource as string}/${String(name)}.ts`,
				);
			});
	}

	it.each(folders)('%s has all that the folder of a provider must have', (folder) => {
		const lacking = Object.entries(ROLES)
			.filter(([name, { isOptional }]) => !isOptional && !existsSync(join(nodes, folder, name)))
			.map(([name, { about }]) => `nodes/${folder}/${name} is missing: ${about}`);
		expect(lacking).toEqual([]);
	});

	it.each(PROVIDERS)(
		'$title has nothing else but what its descriptor names with what it is about',
		({ name, folder, architecture }) => {
			const own = Object.keys(architecture.files);
			const known = [...Object.keys(ROLES), ...ofResources(folder)];
			const files = sourcesIn(join('nodes', folder))
				.map((file) => relative(join('nodes', folder), file))
				.filter((file) => !/^\w+\.node\.ts$/.test(file) && !file.startsWith('listSearch'));
			const list = `'files' of tools/providers/${name}/architecture.ts`;
			expect([
				...files
					.filter((file) => !known.includes(file) && !own.includes(file))
					.map((file) => `nodes/${folder}/${file}: name it in ${list}, with what it is about`),
				...own
					.filter((file) => !files.includes(file))
					.map((file) => `nodes/${folder}/${file} is no more: take it out of ${list}`),
				...own
					.filter((file) => known.includes(file))
					.map(
						(file) =>
							`nodes/${folder}/${file} is in the folder of every provider: take it out of ${list}`,
					),
			]).toEqual([]);
		},
	);
});
