/** `npm run lint:commits`: checks commit messages against the conventions in CONTRIBUTING.md. */
const { execFileSync } = require('node:child_process');

const LONGEST = 72;

/** Imperatives that look like another form. */
const IMPERATIVES = ['Bring', 'Embed', 'Feed', 'Focus', 'Need', 'Seed', 'Shed', 'Speed', 'String'];

/** A path on somebody's computer. */
const MACHINE_PATH = /(?:^|[\s('"`])(?:\/(?:home|root|Users|tmp|work|mnt|var)\/|[A-Z]:\\)/m;

const isImperative = (word) =>
	IMPERATIVES.includes(word) || (/^[A-Z][a-z]+$/.test(word) && !/(?:ed|ing|[^s]s)$/.test(word));

/**
 * The problems of a message, as text.
 * @param {string} message
 * @returns {string[]}
 */
function faultsOf(message) {
	const [subject, second = ''] = message.split('\n');
	const [word] = subject.split(' ');
	return [
		...(subject.length > LONGEST ? [`its first line has more than ${LONGEST} characters`] : []),
		...(second !== '' ? ['its second line is not empty'] : []),
		...(isImperative(word) ? [] : [`'${word}' is not in the imperative mood`]),
		...(/[.:]$/.test(subject) ? ['its first line ends like a sentence'] : []),
		...(MACHINE_PATH.test(message) ? ['it names a place on a computer'] : []),
	];
}

const git = (...words) => execFileSync('git', words, { encoding: 'utf8' });

/** The commits made after this file was added. */
function messages() {
	const made = git('log', '--diff-filter=A', '--format=%H', '--', __filename).trim();
	const log = git('log', '--no-merges', '--format=%h%n%B%x00', `${made.split('\n').at(-1)}..HEAD`);
	return log
		.split('\0')
		.map((each) => each.trim().split('\n'))
		.filter(([hash]) => hash !== '')
		.map(([hash, ...lines]) => ({ hash, message: lines.join('\n') }));
}

function main() {
	for (const { hash, message } of messages()) {
		for (const fault of faultsOf(message)) {
			console.error(`${hash} "${message.split('\n')[0]}": ${fault}`);
			process.exitCode = 1;
		}
	}
}

if (require.main === module) main();
module.exports = { faultsOf };
